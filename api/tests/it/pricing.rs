//! Rates and the price of a stay.

mod rates;
