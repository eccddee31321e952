//! The worker: processes jobs from RabbitMQ, and checks every minute for work that was missed.

pub mod audit;
mod batcher;
mod consumer;
mod context;
pub mod email;
mod executor;
mod handlers;
pub mod heartbeat;
mod outbox;
mod reconcilers;
mod reconciliation;
pub mod watch;
mod yield_prices;

pub use consumer::consume;
pub use context::Context;
pub use reconcilers::{reconcile, reconcile_forever};
pub use reconciliation::{Comparison, Difference, reconcile_daily, reconcile_since};
