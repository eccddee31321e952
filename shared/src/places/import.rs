//! Imports of sites, zones and spots: New York's file of parking meters, exports of the console,
//! and the demo city. See docs/IMPORT.md.

mod batches;
mod csv_file;
mod demo;
mod exchange;
mod existing;
mod nyc;
mod positions;
mod report;
mod stations;
mod upsert;

use std::{borrow::Cow, io::Read};

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection, QueryResult};

use super::domain::{
    position::Position,
    site::{EntryMode, SiteAccess, SiteKind},
};
use crate::platform::domain::{ids::CityId, text::TextRule};

pub use batches::{BATCH_ROWS, MeterSpot, SpotFile, count_batch, write_batch};
pub use exchange::{Format, Reader, export_spots, preview_spots, read_spots};
pub use report::{Counts, Problem, Report, ReportCounts, Rows, Severity};

/// Maximum size of a file, in bytes: an export of New York has 23 MiB.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// An error that prevents the import of a file.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// The file is not valid CSV.
    #[error("the file cannot be read: {0}")]
    Csv(#[from] csv::Error),
    /// The file is not valid JSON.
    #[error("the file cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// The file is JSON, but not a feature collection.
    #[error("the file is a {0:?}, and must be a FeatureCollection")]
    NotACollection(String),
    /// The file's encoding is not UTF-8.
    #[error("the file is {0}, not UTF-8; save it as \"CSV UTF-8\" or with the encoding UTF-8")]
    Encoding(&'static str),
    /// The coordinate reference system is not WGS 84 with longitude first.
    #[error(
        "the file has the coordinate reference system {0:?}; only longitude and latitude in WGS \
            84 (urn:ogc:def:crs:OGC:1.3:CRS84) are read"
    )]
    Crs(String),
    /// A required column is missing.
    #[error("the file has no column {column:?}; it has: {found}")]
    MissingColumn {
        column: &'static str,
        /// The columns of the file.
        found: String,
    },
    /// A column occurs twice.
    #[error("the file has the column {0:?} more than once")]
    RepeatedColumn(String),
    #[error("the database refused: {0}")]
    Database(#[from] diesel::result::Error),
}

/// The texts of a site, by column, with their rules. They may be blank.
const SITE_TEXTS: [(&str, TextRule); 7] = [
    ("site_contact", TextRule::ADDRESS),
    ("site_address", TextRule::ADDRESS),
    ("site_region", TextRule::ADDRESS),
    ("site_country", TextRule::ADDRESS),
    ("site_postcode", TextRule::ADDRESS),
    ("arrival_instructions", TextRule::INSTRUCTIONS),
    ("full_instructions", TextRule::INSTRUCTIONS),
];

/// A site of a file. `None` for fields whose column the file lacks.
#[derive(Debug, Clone)]
struct SiteRecord {
    /// The line of the file, or the number of the feature; 0 without a file.
    line: u64,
    source_ref: String,
    kind: SiteKind,
    name: String,
    position: Position,
    /// A closed ring; `Some(None)` for none.
    boundary: Option<Option<Vec<Position>>>,
    /// In the order of [`SITE_TEXTS`].
    texts: [Option<String>; 7],
    access: Option<SiteAccess>,
    entry_mode: Option<EntryMode>,
}

/// A zone of a file. `None` for fields whose column the file lacks.
#[derive(Debug, Clone)]
struct ZoneRecord {
    /// The line of the file, or the number of the feature; 0 without a file.
    line: u64,
    source_ref: String,
    street: String,
    from_street: Option<String>,
    to_street: Option<String>,
    side: Option<&'static str>,
    /// At least two points; a closed ring if the zone is an area.
    points: Vec<Position>,
    /// `true` if the points are the boundary of the zone.
    is_area: Option<bool>,
    /// `source_ref` of its site; `Some(None)` for a zone of a street.
    site_ref: Option<Option<String>>,
    level: Option<Option<String>>,
}

/// A spot of a file. `None` for fields whose column the file lacks.
#[derive(Debug, Clone)]
struct SpotRecord {
    /// The line of the file, or the number of the feature; 0 without a file.
    line: u64,
    source_ref: String,
    /// `source_ref` of its zone.
    zone_ref: String,
    label: String,
    position: Position,
    rate_minor_per_hour: i32,
    attributes: Option<Vec<Cow<'static, str>>>,
    hours: Option<Option<String>>,
    /// The source reserves its meter for commercial vehicles.
    is_commercial: bool,
    position_assumed: Option<bool>,
    in_service: Option<bool>,
}

/// A city that an import creates.
#[derive(Debug, Clone, Copy)]
struct CityRecord {
    slug: &'static str,
    name: &'static str,
    time_zone: &'static str,
    currency: &'static str,
}

/// A validation error of a row: the column, the kind of error, and the offending text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wrong {
    column: &'static str,
    message: &'static str,
    value: String,
}

impl Wrong {
    fn new(column: &'static str, message: &'static str, value: impl Into<String>) -> Self {
        Self { column, message, value: value.into() }
    }
}

/// Reads New York's file of parking meters. The hours of the meters are not interpreted.
///
/// # Errors
/// When the file lacks columns. Invalid rows are not an error: the report lists them.
pub fn read_meters(mut file: impl Read) -> Result<SpotFile, ImportError> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let (report, stations) = nyc::read(&bytes)?;
    let (zones, spots) = stations::lay_out(stations);
    Ok(SpotFile { report, sites: Vec::new(), zones, spots })
}

/// Creates New York, or finds it.
///
/// # Errors
/// Only database errors.
pub fn create_new_york(conn: &mut PgConnection) -> QueryResult<CityId> {
    upsert::upsert_city(conn, nyc::CITY)
}

/// Creates the demo city without its parts, or finds it.
///
/// # Errors
/// Only database errors.
pub fn create_midtown(conn: &mut PgConnection) -> QueryResult<CityId> {
    upsert::upsert_city(conn, demo::CITY)
}

/// Creates the demo city, or its missing parts.
///
/// # Errors
/// Only database errors.
pub fn demo_city(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<Report, ImportError> {
    write_all(conn, demo::CITY, demo::city(), now)
}

fn write_all(
    conn: &mut PgConnection,
    city: CityRecord,
    file: SpotFile,
    now: DateTime<Utc>,
) -> Result<Report, ImportError> {
    let mut report = file.report.clone();
    let city_id = conn.transaction(|conn| upsert::upsert_city(conn, city))?;
    for batch in 0..file.batch_count() {
        report.add(&conn.transaction(|conn| write_batch(conn, city_id, &file, batch, now))?);
    }
    Ok(report)
}
