//! Private PostgreSQL, RabbitMQ and Redis on free ports of the loopback address.
//!
//! Uses no database library: `cargo xtask` depends on it before libpq is installed.

mod data_directory;
pub mod install;
mod port;
mod postgres;
mod process;
mod rabbitmq;
mod redis;

pub use data_directory::DataDirectory;
pub use port::free_port;
pub use postgres::{Durability, Postgres, Shutdown};
pub use process::{Daemon, alive, terminate};
pub use rabbitmq::RabbitMq;
pub use redis::Redis;
