//! Prices: tariffs with their versions and assignments, quotes, reduced-rate permits, flat rates,
//! and rounding.

pub mod config;
pub mod domain;
pub mod models;
pub mod operations;
pub mod quote_signer;
