//! Imports of sites, zones and spots: meters of CSV files by a column mapping, curbs of the Curb
//! Data Specification, exports of the console, and the demo city. See docs/IMPORT.md.

mod batches;
mod city;
mod columns;
mod csv_file;
mod curbs;
mod demo;
mod exchange;
mod existing;
mod ground;
mod mapping;
mod positions;
mod report;
mod retire;
mod stations;
mod upsert;

use std::{borrow::Cow, sync::Arc};

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection, QueryResult};

use super::domain::{
    position::{Bounds, Position},
    posted_rules::PostedRules,
    site::{EntryMode, SiteAccess, SiteKind},
};
use crate::platform::domain::{ids::CityId, text::TextRule};

pub use batches::{BATCH_ROWS, MeterSpot, SpotFile, count_batch, write_batch};
pub use city::{CityStatement, ImportCity};
pub use curbs::{CURB_SOURCE, CurbFeed, Curbs, read_curbs, read_feed};
pub use exchange::{Format, Reader, export_spots, preview_spots, read_spots};
pub use mapping::Mapping;
pub use report::{Counts, Problem, Report, ReportCounts, Rows, Severity};
pub use retire::retire_missing;

/// Maximum size of a file, in bytes: an export of New York has 23 MiB.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// An error that prevents the import of a file.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
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
        column: Cow<'static, str>,
        /// The columns of the file.
        found: String,
    },
    /// A column occurs twice.
    #[error("the file has the column {0:?} more than once")]
    RepeatedColumn(String),
    /// The column mapping is invalid.
    #[error("the mapping cannot be read: {0}")]
    Mapping(String),
    /// The mapping needs a second file.
    #[error("the mapping needs a file of {0}")]
    MissingFile(&'static str),
    /// The mapping has no columns of this file.
    #[error("the mapping has no columns of a file of {0}")]
    UnusedFile(&'static str),
    /// A row with a schedule has no readable id.
    #[error("line {0} has a schedule without a readable id of its meter; correct or remove it")]
    ScheduleWithoutMeter(u64),
    /// Neither the file nor the mapping has rates.
    #[error("the file has no rates; give an assumed rate")]
    NoRates,
    /// The JSON is no response of the Curb Data Specification.
    #[error("the file has no list {0:?} in the member \"data\"")]
    NoFeed(&'static str),
    /// The response continues.
    #[error("the file is one page of several; join the lists of all pages")]
    FeedPage,
    /// The city is unknown, or is another one.
    #[error("{0}")]
    City(String),
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
    /// Rules from which its tariff follows.
    posted: Option<Arc<PostedRules>>,
    position_assumed: Option<bool>,
    in_service: Option<bool>,
}

/// A city that an import creates.
#[derive(Debug, Clone, Copy)]
struct CityRecord<'a> {
    slug: &'a str,
    name: &'a str,
    time_zone: &'a str,
    currency: &'a str,
}

/// A validation error of a row: the column, the kind of error, and the offending text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wrong {
    column: Cow<'static, str>,
    message: &'static str,
    value: String,
}

impl Wrong {
    fn new(
        column: impl Into<Cow<'static, str>>,
        message: &'static str,
        value: impl Into<String>,
    ) -> Self {
        Self { column: column.into(), message, value: value.into() }
    }
}

/// Reads the meters of CSV files by a mapping. The rules of the meters are not interpreted.
///
/// # Errors
/// When a file lacks columns, or the mapping needs another file or a rate. Invalid rows are not an
/// error: the report lists them.
pub fn read_meters(
    mapping: &Mapping,
    meters: &[u8],
    schedules: Option<&[u8]>,
) -> Result<SpotFile, ImportError> {
    let (report, stations) = columns::read(mapping, meters, schedules)?;
    let layout = stations::Layout {
        source: &mapping.source,
        spots_per_row: mapping.meters.spots_per_row,
        origin: mapping.bounds().map(Bounds::center),
    };
    let (zones, spots) = stations::lay_out(layout, stations);
    Ok(SpotFile { report, sites: Vec::new(), zones, spots })
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
    city: CityRecord<'_>,
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
