//! Charges: what a driver owes, and paying it.

mod pay;
mod show;

pub(crate) use pay::*;
pub(crate) use show::*;
