//! Rows: one file per table, with its statements. No HTTP, no jobs, no clock.

pub mod assignment_details;
pub mod guard_rail_count;
pub mod meter_tariffs;
pub mod occupancy_policy;
pub mod posted;
pub mod posted_marker;
pub mod purge;
pub mod quote;
pub mod reduced_rate_permit;
pub mod tariff;
pub mod tariff_assignment;
pub mod tariff_draft;
pub mod tariff_version;
mod types;
pub mod yield_change;
pub mod yield_policy;

use diesel::{QueryResult, result::Error as DieselError};
use serde::Serialize;
use serde_json::Value;

/// Serializes the value of a `jsonb` column.
fn to_json(value: &(impl Serialize + ?Sized)) -> QueryResult<Value> {
    serde_json::to_value(value).map_err(|error| DieselError::SerializationError(error.into()))
}
