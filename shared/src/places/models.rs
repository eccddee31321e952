//! Rows: one file per table, with its statements. No HTTP, no jobs, no clock.

pub mod bulk_change_lock;
pub mod city;
pub mod closure;
pub mod favorite;
pub mod import;
pub mod place;
pub mod place_search;
pub mod purge;
pub mod site;
pub mod site_on_map;
pub mod site_rules;
pub mod spot;
pub mod spot_details;
pub mod street_kerb;
pub mod terms;
mod types;
pub mod zone;
pub mod zone_search;
