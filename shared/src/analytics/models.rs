//! Rows: one file a table, with its statements. No HTTP, no jobs, no clock.

pub mod figures;
pub mod history;
