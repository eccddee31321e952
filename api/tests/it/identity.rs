//! Accounts, sessions, guests and the verification of addresses.

mod admin_access;
mod admin_users;
mod cookies;
mod disabled_users;
mod guests;
mod languages;
mod password_guessing;
mod password_resets;
mod role_access;
mod role_grants;
mod sessions;
pub mod sign_up;
mod vehicles;
mod verification;
mod wrong_codes;
