//! Types and rules without a database, a network or a clock.

pub mod draft_evidence;
pub mod guard_rail;
pub mod occupancy_policy;
pub mod offers;
pub mod posted;
pub mod price;
pub mod rate_history;
pub mod stay_parts;
pub mod tariff;
pub mod yield_policy;
