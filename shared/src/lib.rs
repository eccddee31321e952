//! Code that the api and the worker share, by subject: platform, identity, places, pricing,
//! equipment, billing, reservations, visits, analytics. A subject uses those before it, never those
//! after it; `tests/it/layering.rs` enforces the order.

pub mod analytics;
pub mod billing;
pub mod equipment;
pub mod identity;
pub mod places;
pub mod platform;
pub mod pricing;
pub mod reservations;
pub mod visits;

pub use platform::error::{Error, Result};
