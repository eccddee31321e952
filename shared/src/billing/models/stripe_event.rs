//! Webhook events, stored before they are processed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::platform::db::schema::stripe_events;

/// An event from Stripe: only the fields that cannot be fetched again.
#[derive(Debug, Insertable)]
#[diesel(table_name = stripe_events)]
pub struct NewStripeEvent {
    pub id: String,
    /// For example `setup_intent.succeeded`.
    pub kind: String,
    /// Id of the object that the event concerns.
    pub object_ref: String,
    pub received_at: DateTime<Utc>,
}

impl NewStripeEvent {
    /// Stores the event; `false` if it is stored already.
    pub fn insert(&self, conn: &mut PgConnection) -> QueryResult<bool> {
        let rows = diesel::insert_into(stripe_events::table)
            .values(self)
            .on_conflict_do_nothing()
            .execute(conn)?;
        Ok(rows == 1)
    }
}
