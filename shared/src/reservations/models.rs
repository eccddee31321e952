//! Rows and their statements, one file per table. No HTTP, no jobs, no clock.

pub mod card_use;
pub mod carried_charge;
pub mod city_amounts;
pub mod hold_origin;
pub mod indexed_spot;
pub mod live_change;
pub mod live_spot;
pub mod location;
pub mod nearby_stay;
pub mod open_visit;
pub mod purge;
pub mod reservation;
pub mod reservation_details;
pub mod reservation_vehicle;
pub mod reserved_ahead;
pub mod segment;
pub mod spot_search;
pub mod statement;
pub mod stay_share;
pub mod taken_report;
pub mod transition;
pub mod twin_spot;
mod types;
pub mod undone_stay;
pub mod waiver;
