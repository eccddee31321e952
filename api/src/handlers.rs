//! One file for each thing that a client can ask for.

pub(crate) mod account;
pub(crate) mod admin;
pub(crate) mod cards;
pub(crate) mod charges;
pub(crate) mod configuration;
pub(crate) mod docs;
pub(crate) mod email;
pub(crate) mod health;
pub(crate) mod human_check;
pub(crate) mod live;
pub(crate) mod password_resets;
pub(crate) mod receipt;
pub(crate) mod reservations;
pub(crate) mod spots;
pub(crate) mod webhooks;
pub(crate) mod zones;
