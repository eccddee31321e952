//! Tariffs, rates and the price of a stay.

mod admin_tariffs;
mod no_return;
mod occupancy;
mod price_history;
mod quoted_classes;
mod quotes;
mod rates;
mod replays;
mod tariff_extensions;
mod tariff_holds;
mod tariff_reseats;
