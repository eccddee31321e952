//! Imports of zones and spots: New York's file of parking meters, files that the console exports,
//! and the demo city. See docs/IMPORT.md.

mod batches;
mod csv_file;
mod demo;
mod exchange;
mod existing;
mod hours;
mod nyc;
mod positions;
mod report;
mod stations;
mod upsert;

use std::{borrow::Cow, io::Read};

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};

use super::domain::position::Position;

pub use batches::{BATCH_ROWS, SpotFile, count_batch, write_batch};
pub use exchange::{Format, Reader, export_spots, preview_spots, read_spots};
pub use report::{Counts, Problem, Report, Rows, Severity};

/// The largest file that is read, in bytes: an export of New York has 23 MiB.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// Why a file cannot be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read from where it is.
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// The file is no table.
    #[error("the file cannot be read: {0}")]
    Csv(#[from] csv::Error),
    /// The file is no JSON.
    #[error("the file cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// The file is JSON, and no collection of features.
    #[error("the file is a {0:?}, and must be a FeatureCollection")]
    NotACollection(String),
    /// The file is in another encoding than UTF-8.
    #[error("the file is {0}, not UTF-8; save it as \"CSV UTF-8\" or with the encoding UTF-8")]
    Encoding(&'static str),
    /// The coordinates are in another reference system than longitude and latitude of WGS 84.
    #[error(
        "the file has the coordinate reference system {0:?}; only longitude and latitude in WGS \
            84 (urn:ogc:def:crs:OGC:1.3:CRS84) are read"
    )]
    Crs(String),
    /// The file lacks a column.
    #[error("the file has no column {column:?}; it has: {found}")]
    MissingColumn {
        column: &'static str,
        /// Those that it has.
        found: String,
    },
    /// The file has a column twice.
    #[error("the file has the column {0:?} more than once")]
    RepeatedColumn(String),
    /// PostgreSQL refused.
    #[error("the database refused: {0}")]
    Database(#[from] diesel::result::Error),
}

/// A zone of a file. `None` where the file has no such column.
#[derive(Debug, Clone)]
struct ZoneRecord {
    /// The line of the file, or the number of the feature; 0 when there is no file.
    line: u64,
    source_ref: String,
    street: String,
    from_street: Option<String>,
    to_street: Option<String>,
    side: Option<&'static str>,
    /// At least two points.
    points: Vec<Position>,
}

/// A spot of a file. `None` where the file has no such column.
#[derive(Debug, Clone)]
struct SpotRecord {
    /// The line of the file, or the number of the feature; 0 when there is no file.
    line: u64,
    source_ref: String,
    /// `source_ref` of its zone.
    zone_ref: String,
    label: String,
    position: Position,
    rate_minor_per_hour: i32,
    attributes: Option<Vec<Cow<'static, str>>>,
    hours: Option<Option<String>>,
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

/// What is wrong with a row: the column, the kind of error, and the text.
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

/// Imports New York's file of parking meters in batches, each in a transaction of its own. An
/// import that is cut off leaves whole batches; the same file again completes it, and changes only
/// what has changed in the file.
///
/// # Errors
/// When the file lacks columns, or the database refuses. A row that is wrong is no error: the
/// report tells it.
pub fn nyc_meters(
    conn: &mut PgConnection,
    mut file: impl Read,
    now: DateTime<Utc>,
) -> Result<Report, ImportError> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let (report, stations) = nyc::read(&bytes)?;
    let (zones, spots) = stations::lay_out(stations);
    write_all(conn, nyc::CITY, SpotFile { report, zones, spots }, now)
}

/// Creates the demo city, or what is missing of it.
///
/// # Errors
/// When the database refuses.
pub fn demo_city(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<Report, ImportError> {
    let (zones, spots) = demo::city();
    write_all(conn, demo::CITY, SpotFile { report: Report::default(), zones, spots }, now)
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
