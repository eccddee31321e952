//! Code that the api and the worker share, by subject. A subject uses those above it in this list,
//! never those below; `tests/it/layering.rs` enforces it.

pub mod analytics;
pub mod billing;
pub mod identity;
pub mod places;
pub mod platform;
pub mod pricing;
pub mod reservations;

pub use platform::error::{Error, Result};
