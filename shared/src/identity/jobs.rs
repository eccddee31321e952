//! Jobs about accounts and verifications, one file per job.

mod send_account_mail;
mod send_verification;

pub use send_account_mail::{AccountEvent, SendAccountMail};
pub use send_verification::SendVerification;
