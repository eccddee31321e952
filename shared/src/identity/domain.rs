//! Types and rules without a database, a network or a clock.

pub mod human_check;
pub mod lockout;
pub mod plate;
pub mod principal;
pub mod role;
pub mod vehicle;
pub mod verification;
