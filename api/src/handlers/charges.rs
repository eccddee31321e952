//! Charges: what a driver owes, and paying it.

mod pay;
mod remind;
mod show;

pub(crate) use pay::*;
pub(crate) use remind::*;
pub(crate) use show::*;
