//! Charges, cards, refunds, the ledger and Stripe.

mod cards;
mod carried_over;
mod charges_without_reservation;
mod ledger;
mod payment_reminders;
mod payment_sources;
mod payments;
pub mod receipt_files;
mod refunds;
mod statements;
mod stay_end;
mod stripe_errors;
mod stripe_recovery;
mod test_cards;
mod waivers;
mod webhooks;
