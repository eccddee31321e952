//! Figures, history and the invariants of the audit. Reads what the other subjects write.

pub mod invariants;
pub mod models;
