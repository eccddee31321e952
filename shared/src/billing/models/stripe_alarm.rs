//! Errors of Stripe that the operator has to mend, such as a refused key.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::case_when, prelude::*, upsert::excluded};

use crate::{billing::gateway::GatewayError, platform::db::schema::stripe_alarms};

/// For how long an error counts after it was last seen: what could not be done is tried again every
/// quarter of an hour.
const ACTIVE: TimeDelta = TimeDelta::minutes(30);

/// An error that goes on.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = stripe_alarms, check_for_backend(diesel::pg::Pg))]
pub struct StripeAlarm {
    pub call: String,
    /// The class of the error.
    pub class: String,
    pub message: String,
    /// When it was first seen.
    pub first_at: DateTime<Utc>,
    /// When it was last seen.
    pub last_at: DateTime<Utc>,
}

impl StripeAlarm {
    pub fn note(
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

    /// Errors that go on, the latest first.
    pub fn active(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Vec<Self>> {
        let active = stripe_alarms::table.filter(stripe_alarms::last_at.ge(now - ACTIVE));
        active.order(stripe_alarms::last_at.desc()).select(Self::as_select()).load(conn)
    }
}
