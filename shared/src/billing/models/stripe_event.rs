//! Webhook events, stored before anything is done about them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::platform::db::schema::stripe_events;

/// An event as Stripe announced it: only what cannot be fetched again.
#[derive(Debug, Insertable)]
#[diesel(table_name = stripe_events)]
pub struct NewStripeEvent {
    /// Stripe's id of the event.
    pub id: String,
    /// Such as `setup_intent.succeeded`.
    pub kind: String,
    /// Id of the object that it is about.
    pub object_ref: String,
    pub received_at: DateTime<Utc>,
}

impl NewStripeEvent {
    /// Stores the event; `false` when it came before.
    pub fn insert(&self, conn: &mut PgConnection) -> QueryResult<bool> {
        let rows = diesel::insert_into(stripe_events::table)
            .values(self)
            .on_conflict_do_nothing()
            .execute(conn)?;
        Ok(rows == 1)
    }
}
