//! Types and rules that use no database, network or clock.

pub mod position;
pub mod terms;
pub mod time_zone;
