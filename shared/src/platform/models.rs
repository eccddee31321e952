//! Rows: one file per table, with its statements. No HTTP, no jobs, no clock.

pub mod audit;
pub mod backlog;
pub mod idempotency_key;
pub mod job;
pub mod job_details;
pub mod mail;
pub mod purge;
pub mod worker_heartbeat;
