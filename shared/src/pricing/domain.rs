//! Types and rules without a database, a network or a clock.

pub mod price;
pub mod tariff;
