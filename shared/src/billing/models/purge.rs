//! Retention of Stripe events.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use crate::platform::db::schema::stripe_events;

/// Retention of Stripe events: longer than Stripe may send an event again.
const EVENTS: TimeDelta = TimeDelta::days(90);

/// Deletes the rows of this subject that are past their retention.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(stripe_events::table.filter(stripe_events::received_at.lt(now - EVENTS)))
        .execute(conn)
        .map(drop)
}
