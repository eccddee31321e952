//! Test harness: private databases, row builders, processes that can be killed, a fault-injecting
//! TCP proxy, and independent prices of stays.
#![expect(clippy::unwrap_used, reason = "a test harness may panic")]

pub mod builders;
pub mod database;
pub mod processes;
pub mod proxy;
pub mod second_by_second;
pub mod servers;
