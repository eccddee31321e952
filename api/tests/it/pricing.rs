//! Tariffs, rates and the price of a stay.

mod admin_tariffs;
mod guard_rails;
mod no_return;
mod occupancy;
mod price_history;
mod quoted_classes;
mod quotes;
mod rates;
mod reduced_rate_permits;
mod reduced_rates;
mod replays;
mod signed_quotes;
mod tariff_extensions;
mod tariff_holds;
mod tariff_reseats;
mod yield_prices;
mod yield_stays;
