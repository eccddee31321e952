//! Services that every subject uses: database, message broker, cache, clock, configuration, jobs,
//! tokens and telemetry.

pub mod amqp;
pub mod cache;
pub mod clock;
pub mod config;
pub mod db;
pub mod domain;
pub mod error;
pub mod jobs;
pub mod metrics;
pub mod models;
pub mod operations;
pub mod probe;
pub mod relay;
pub mod seal;
pub mod telemetry;
pub mod token;
