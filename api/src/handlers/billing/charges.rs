//! Charges of a driver, and their payment.

mod pay;
mod remind;
mod show;

pub(crate) use pay::*;
pub(crate) use remind::*;
pub(crate) use show::*;
