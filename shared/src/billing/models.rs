//! Rows: one file per table, with its statements. No HTTP, no jobs, no clock.

pub mod card;
pub mod card_on_file;
pub mod charge;
pub mod charge_attempt;
pub mod dispute;
pub mod ledger;
pub mod purge;
pub mod reconciliation;
pub mod refund;
pub mod stripe_alarm;
pub mod stripe_event;
pub mod stripe_key;
mod types;
