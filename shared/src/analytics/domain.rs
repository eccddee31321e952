//! Types and rules without a database, a network or a clock.

pub mod elasticity;
pub mod open_time;
pub mod replay;
