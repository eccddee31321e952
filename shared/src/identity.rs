//! Users, guests, sessions, sign-in, the verification of email addresses, and vehicles.

pub mod domain;
pub mod jobs;
pub mod models;
pub mod operations;
pub mod plates;
