//! Rows: one file per table, with its statements. No HTTP, no jobs, no clock.

pub mod email_verification;
pub mod guest;
pub mod legacy_token;
pub mod purge;
pub mod role_grant;
pub mod session;
pub mod sign_in_failure;
pub mod spent_challenge;
mod types;
pub mod unverified_mail;
pub mod user;
pub mod vehicle;
