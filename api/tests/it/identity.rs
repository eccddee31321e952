//! Whose address it is: sign-ups, guests, forgotten passwords.

mod accounts;
mod codes;
mod disabled;
mod guests;
mod passwords;
mod verification;
