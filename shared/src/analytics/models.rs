//! Rows and their statements, one file per table. No HTTP, no jobs, no clock.

pub mod figures;
pub mod history;
