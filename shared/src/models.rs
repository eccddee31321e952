//! Rows: one file a table, with the statements that touch it. Nothing here knows of HTTP, jobs or the clock.

pub mod card;
pub mod charge;
pub mod charge_attempt;
pub mod city;
pub mod dispute;
pub mod email_proof;
pub mod guest;
pub mod idempotency_key;
pub mod job;
pub mod ledger;
pub mod mail;
pub mod purge;
pub mod reconciliation;
pub mod refund;
pub mod reservation;
pub mod reservation_details;
pub mod segment;
pub mod session;
pub mod spot;
pub mod spot_search;
pub mod stripe_event;
pub mod transition;
pub mod user;
