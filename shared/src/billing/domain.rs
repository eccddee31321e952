//! Types and rules without a database, a network or a clock.

pub mod charge;
pub mod ledger;
pub mod refund;
