//! Errors of Stripe that the operator has to resolve, such as a rejected key.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::case_when, prelude::*, upsert::excluded};

use crate::{billing::gateway::GatewayError, platform::db::schema::stripe_alarms};

/// Period for which an error counts as active after its last occurrence: failed work is repeated
/// every 15 minutes.
const ACTIVE: TimeDelta = TimeDelta::minutes(30);

/// An error that is active.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = stripe_alarms, check_for_backend(diesel::pg::Pg))]
pub struct StripeAlarm {
    pub call: String,
    pub class: String,
    pub message: String,
    pub first_at: DateTime<Utc>,
    pub last_at: DateTime<Utc>,
}

impl StripeAlarm {
    pub fn record(
        conn: &mut PgConnection,
        error: &GatewayError,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        let goes_on = stripe_alarms::last_at.ge(now - ACTIVE);
        diesel::insert_into(stripe_alarms::table)
            .values((
                stripe_alarms::call.eq(error.call.as_str()),
                stripe_alarms::class.eq(error.class.as_str()),
                stripe_alarms::message.eq(&error.message),
                stripe_alarms::first_at.eq(now),
                stripe_alarms::last_at.eq(now),
            ))
            .on_conflict((stripe_alarms::call, stripe_alarms::class))
            .do_update()
            .set((
                stripe_alarms::message.eq(excluded(stripe_alarms::message)),
                stripe_alarms::first_at
                    .eq(case_when(goes_on, stripe_alarms::first_at).otherwise(now)),
                stripe_alarms::last_at.eq(now),
            ))
            .execute(conn)
            .map(drop)
    }

    /// Returns active errors, the latest first.
    pub fn active(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Vec<Self>> {
        let active = stripe_alarms::table.filter(stripe_alarms::last_at.ge(now - ACTIVE));
        active.order(stripe_alarms::last_at.desc()).select(Self::as_select()).load(conn)
    }
}
