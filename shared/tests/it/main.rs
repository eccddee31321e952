//! The schema, the import and the settings against a real PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod audit;
mod demo_city;
mod grants;
mod guard_rails;
mod import;
mod import_formats;
mod invariants;
mod jobs;
mod layering;
mod migrated_data;
mod occupancy;
mod place_search;
mod prices;
mod role_grants;
mod schema;
mod settings;
mod site_rules;
mod tariff_operations;
mod tariffs;
mod visit_stays;
mod visits;
