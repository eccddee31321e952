//! Handlers of the jobs about accounts and verifications.

mod send_account_mail;
mod send_verification;
