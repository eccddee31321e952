//! Chooses the default card.

use diesel::PgConnection;

use crate::{
    Result,
    billing::models::card::Card,
    platform::domain::ids::{CardId, UserId},
};

/// Makes a card of the user the only default.
///
/// # Errors
/// `NotFound` when the user has no such card.
pub fn make_card_default(conn: &mut PgConnection, user_id: UserId, id: CardId) -> Result<()> {
    let card = Card::find(conn, user_id, id)?;
    Ok(card.make_default(conn)?)
}
