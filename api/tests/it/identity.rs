//! Whose address it is: sign-ups, guests, forgotten passwords.

mod accounts;
mod guests;
mod passwords;
