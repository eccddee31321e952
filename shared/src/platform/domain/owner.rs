//! The owner of a reservation, a card or a charge.

use super::ids::{GuestId, UserId};

/// The owner of a reservation: a user with an account, or a guest. `G` is an [`Email`] before the
/// guest is stored.
///
/// [`Email`]: super::email::Email
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner<G = GuestId> {
    User(UserId),
    Guest(G),
}
