//! Prices: tariffs with their versions and assignments, quotes, flat rates, and rounding.

pub mod domain;
pub mod models;
pub mod operations;
