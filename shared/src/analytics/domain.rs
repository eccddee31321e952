//! Types and rules without a database, a network or a clock.

pub mod open_time;
pub mod replay;
