//! Users, guests, sessions, sign-in, and the verification of email addresses.

pub mod domain;
pub mod jobs;
pub mod models;
pub mod operations;
