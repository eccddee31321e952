//! Cities, zones, spots, closures, terms, and the import and export of spots.

pub mod config;
pub mod domain;
pub mod import;
pub mod models;
pub mod operations;
