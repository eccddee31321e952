//! One file for each thing that a client can ask for.

pub(crate) mod account;
pub(crate) mod health;
pub(crate) mod reservation_page;
pub(crate) mod reservations;
pub(crate) mod spots;
pub(crate) mod webhooks;
