//! The owner of a reservation, a card or a charge.

use super::ids::{GuestId, UserId};

/// The owner of a reservation: a user with an account, or a guest identified only by an email
/// address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    User(UserId),
    Guest(GuestId),
}
