//! Types and rules without a database, a network or a clock.

pub mod charge;
pub mod charge_kind;
pub mod ledger;
pub mod payment_source;
pub mod refund;
