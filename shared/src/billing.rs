//! Charges, attempts, refunds, disputes, the ledger, and Stripe.

pub mod config;
pub mod domain;
pub mod gateway;
pub mod jobs;
pub mod models;
pub mod operations;
pub mod payments;
pub mod stripe_alarms;
pub mod stripe_customers;
