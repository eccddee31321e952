//! Handlers of the jobs about accounts and verifications.

pub(super) mod send_account_mail;
pub(super) mod send_verification;
