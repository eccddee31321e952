//! The test harness: databases of their own, builders of rows, processes that can be killed, a
//! proxy that cuts connections.

pub mod builders;
pub mod database;
pub mod processes;
pub mod proxy;
pub mod servers;
