//! Mails, by subject: each is rendered from facts in text and HTML, and passed to an SMTP server.

mod billing;
mod identity;
mod mailer;
mod messages;
mod plain;
mod render;
mod reservations;
mod smtp;

pub use billing::{Card, Outcome, Refund, decline_reason};
pub use identity::{AccountFacts, Proof, render_account};
pub use mailer::{Delivery, Mailer};
pub use render::Rendered;
pub use reservations::{Facts, Offer, RunningVisit, render};
