//! Retention of Stripe events.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use crate::platform::db::schema::stripe_events;

/// Retention of Stripe events: longer than Stripe's period of redelivery.
const EVENTS: TimeDelta = TimeDelta::days(90);

/// Deletes expired rows of this subject.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(stripe_events::table.filter(stripe_events::received_at.lt(now - EVENTS)))
        .execute(conn)
        .map(drop)
}
