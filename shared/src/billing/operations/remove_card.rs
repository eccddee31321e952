//! Removes a saved card.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    billing::{jobs::DetachCard, models::card::Card},
    platform::{
        domain::ids::{CardId, UserId},
        jobs::Job,
    },
};

/// Removes a card of the user, and enqueues the job that detaches it at Stripe.
///
/// # Errors
/// `NotFound` when the user has no such card.
pub fn remove_card(
    conn: &mut PgConnection,
    user_id: UserId,
    id: CardId,
    now: DateTime<Utc>,
) -> Result<()> {
    let card = Card::find(conn, user_id, id)?;
    card.remove(conn, now)?;
    DetachCard { payment_method_id: card.stripe_payment_method_id }.enqueue(conn, now)
}
