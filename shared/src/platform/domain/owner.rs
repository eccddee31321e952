//! The owner of a reservation, a card or a charge.

use super::ids::{GuestId, UserId};

/// The owner of a reservation: with an account, or a guest with an email address alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    User(UserId),
    Guest(GuestId),
}
