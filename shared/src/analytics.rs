//! Figures, history, occupancy, replays of prices, and the invariants of the audit. Reads what the
//! other subjects write.

pub mod domain;
pub mod invariants;
pub mod models;
pub mod operations;
