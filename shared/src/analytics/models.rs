//! Rows and their statements, one file per table. No HTTP, no jobs, no clock.

pub mod figures;
pub mod history;
pub mod live_occupancy;
pub mod past_stay;
pub mod price_change;
pub mod spot_time;
pub mod tariff_spot;
