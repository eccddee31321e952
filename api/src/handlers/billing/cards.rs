//! Saved cards of a user; one file per operation.

mod begin;
mod list;
mod make_default;
mod remove;
mod save;

use serde::Serialize;
use shared::billing::models::card::Card;
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use begin::*;
pub(crate) use list::*;
pub(crate) use make_default::*;
pub(crate) use remove::*;
pub(crate) use save::*;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SavedCardView {
    id: Uuid,
    #[schema(example = "visa")]
    brand: String,
    #[schema(example = "4242")]
    last4: String,
    #[schema(example = 12)]
    exp_month: i32,
    #[schema(example = 2030)]
    exp_year: i32,
    /// `true` for the card that is used when none is given.
    is_default: bool,
}

/// Saved cards, the default first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SavedCards {
    cards: Vec<SavedCardView>,
}

impl From<Card> for SavedCardView {
    fn from(card: Card) -> Self {
        let Card { id, brand, last4, exp_month, exp_year, is_default, .. } = card;
        Self { id: id.0, brand, last4, exp_month, exp_year, is_default }
    }
}
