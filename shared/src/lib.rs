//! What the api and the worker must agree on.

pub mod amqp;
pub mod cache;
pub mod card_setup;
pub mod clock;
pub mod config;
pub mod db;
pub mod domain;
pub mod error;
pub mod gateway;
pub mod import;
pub mod invariants;
pub mod jobs;
pub mod links;
pub mod metrics;
pub mod models;
pub mod operations;
pub mod payments;
pub mod probe;
pub mod relay;
mod seal;
pub mod stripe_alarms;
pub mod stripe_customers;
pub mod telemetry;
pub mod token;

pub use error::{Error, Result};
