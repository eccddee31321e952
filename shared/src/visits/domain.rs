//! Rules and types without a database or a clock.

pub mod end_reason;
pub mod geofence;
pub mod site_count;
pub mod visit_state;
