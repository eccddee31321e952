//! Metrics, traces, and the detection of missing workers.

mod collector;
mod metrics;
mod traces;
mod workers;
