//! Brings zones and spots in: from New York's file of parking meters, or made up for a demo. See docs/IMPORT.md.

mod demo;
mod exchange;
mod hours;
mod nyc;
mod report;
mod stations;
mod upsert;

use std::io::Read;

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};

use crate::domain::position::Position;

pub use exchange::{Format, export_spots, import_spots, preview_spots};
pub use report::{Counts, Problem, Report, Severity};

/// Why an import did not take place; nothing of it is in the database then.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is no table.
    #[error("the file cannot be read: {0}")]
    Csv(#[from] csv::Error),
    /// The file is no JSON.
    #[error("the file cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// The file is JSON, and no collection of features.
    #[error("the file is a {0:?}, and must be a FeatureCollection")]
    NotACollection(String),
    /// The file lacks a column.
    #[error("the file has no column {column:?}; it has: {found}")]
    MissingColumn {
        /// Which.
        column: &'static str,
        /// Those that it has.
        found: String,
    },
    /// PostgreSQL refused.
    #[error("the database refused: {0}")]
    Database(#[from] diesel::result::Error),
}

/// A zone as a source tells it.
#[derive(Debug, Clone)]
struct ZoneRecord {
    source_ref: String,
    street: String,
    from_street: String,
    to_street: String,
    side: &'static str,
    /// At least two points.
    line: Vec<Position>,
}

/// A spot as a source tells it.
#[derive(Debug, Clone)]
struct SpotRecord {
    source_ref: String,
    /// `source_ref` of its zone.
    zone_ref: String,
    label: String,
    position: Position,
    rate_minor_per_hour: i32,
    attributes: Vec<&'static str>,
    hours: Option<String>,
    position_assumed: bool,
    in_service: bool,
}

/// A city as a source tells it.
#[derive(Debug, Clone, Copy)]
struct CityRecord {
    slug: &'static str,
    name: &'static str,
    time_zone: &'static str,
    currency: &'static str,
}

/// Imports New York's file of parking meters, all of it or nothing. A second time it changes only what has changed in the file.
///
/// # Errors
/// When the file lacks columns, or the database refuses. A row that is wrong is no error: the report tells it.
pub fn nyc_meters(conn: &mut PgConnection, file: impl Read, now: DateTime<Utc>) -> Result<Report, ImportError> {
    let (mut report, stations) = nyc::read(file)?;
    let (zones, spots) = stations::lay_out(stations);
    conn.transaction(|conn| upsert::upsert(conn, nyc::CITY, &zones, &spots, now, &mut report))?;
    Ok(report)
}

/// Creates the demo city, or what is missing of it.
///
/// # Errors
/// When the database refuses.
pub fn demo_city(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<Report, ImportError> {
    let (zones, spots) = demo::city();
    let mut report = Report::default();
    conn.transaction(|conn| upsert::upsert(conn, demo::CITY, &zones, &spots, now, &mut report))?;
    Ok(report)
}
