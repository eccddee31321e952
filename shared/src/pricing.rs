//! Prices: rates and their rounding.

pub mod domain;
