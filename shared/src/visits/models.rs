//! Rows and their statements, one file per table, and queries over several. No HTTP, no jobs, no
//! clock.

pub mod booking;
pub mod entrance;
pub mod free_spot;
pub mod overdue;
pub mod plate_match;
pub mod purge;
pub mod recount;
pub mod site_count;
pub mod site_state;
mod types;
pub mod vehicle_visit;
pub mod visit;
pub mod visit_count;
pub mod visit_details;
