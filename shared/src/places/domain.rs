//! Types and rules without a database, a network or a clock.

pub mod position;
pub mod terms;
pub mod time_zone;
