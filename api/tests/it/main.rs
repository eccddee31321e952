//! Tests of api and worker over HTTP, with real PostgreSQL, RabbitMQ and Redis.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

mod analytics;
mod billing;
mod equipment;
mod identity;
mod legacy;
mod places;
mod platform;
mod pricing;
mod reservations;
mod support;
mod visits;
