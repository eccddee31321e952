//! Rows: one file per table, with its statements. No HTTP, no jobs, no clock.

pub mod assignment_details;
pub mod meter_tariffs;
pub mod occupancy_policy;
pub mod posted;
pub mod posted_marker;
pub mod purge;
pub mod quote;
pub mod tariff;
pub mod tariff_assignment;
pub mod tariff_draft;
pub mod tariff_version;
