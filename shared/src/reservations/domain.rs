//! Types and rules without a database, a network or a clock.

pub mod address;
pub mod calendar;
pub mod eligibility;
pub mod hold;
pub mod reserved_ahead;
pub mod status;
pub mod vehicle_change;
