//! Types and rules without a database, a network or a clock.

pub mod human_check;
pub mod lockout;
pub mod permission;
pub mod plate;
pub mod principal;
pub mod role;
pub mod scope;
pub mod vehicle;
pub mod verification;
