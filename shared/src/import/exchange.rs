//! Files of spots that are exported, edited and imported again: CSV with a row for a spot, GeoJSON with a feature for a zone or a spot.

mod export;
mod geojson;
mod rows;
mod snap;
mod table;

use std::convert::Infallible;

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection, result::Error as DieselError};
use serde::{Deserialize, Serialize};

use super::{ImportError, Report, SpotRecord, ZoneRecord, upsert};
use crate::{domain::ids::CityId, models::turn};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, with a head.
    Csv,
    /// RFC 7946.
    GeoJson,
}

/// A zone as it stands in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct ZoneFields {
    zone_ref: String,
    street: String,
    #[serde(default)]
    from_street: String,
    #[serde(default)]
    to_street: String,
    #[serde(default)]
    side: String,
}

/// A spot as it stands in a file, without its place.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct SpotFields {
    spot_ref: String,
    label: String,
    rate_minor_per_hour: i32,
    #[serde(default)]
    hours: Option<String>,
    #[serde(default)]
    position_assumed: bool,
    #[serde(default = "yes")]
    in_service: bool,
}

fn yes() -> bool {
    true
}

/// The records of a file, as far as they can be read.
#[derive(Debug, Default)]
struct Records {
    report: Report,
    zones: Vec<ZoneRecord>,
    spots: Vec<SpotRecord>,
}

/// Imports a file into a city: all of it, or nothing when a row is wrong; then the report tells what. What the file does not name stays as it is.
///
/// # Errors
/// When the file is none of its format, or the database refuses.
pub fn import_spots(
    conn: &mut PgConnection,
    city_id: CityId,
    format: Format,
    file: &[u8],
    now: DateTime<Utc>,
) -> Result<Report, ImportError> {
    let records = read(format, file)?;
    if records.report.errors() > 0 {
        return Ok(records.report);
    }
    conn.transaction(|conn| write(conn, city_id, records, now))
}

/// What importing a file would do, as far as its rows are right: it is done and undone.
///
/// # Errors
/// As [`import_spots`].
pub fn preview_spots(
    conn: &mut PgConnection,
    city_id: CityId,
    format: Format,
    file: &[u8],
    now: DateTime<Utc>,
) -> Result<Report, ImportError> {
    let mut records = read(format, file)?;
    rows::keep_right(&mut records);
    let mut report = None;
    let undone = conn.transaction::<Infallible, ImportError, _>(|conn| {
        report = Some(write(conn, city_id, records, now)?);
        Err(DieselError::RollbackTransaction.into())
    });
    match (undone, report) {
        (Err(ImportError::Database(DieselError::RollbackTransaction)), Some(report)) => Ok(report),
        (Err(error), _) => Err(error),
        (Ok(never), _) => match never {},
    }
}

fn read(format: Format, file: &[u8]) -> Result<Records, ImportError> {
    let mut records = match format {
        Format::Csv => table::read(file)?,
        Format::GeoJson => geojson::read(file)?,
    };
    rows::check(&mut records);
    Ok(records)
}

fn write(
    conn: &mut PgConnection,
    city_id: CityId,
    records: Records,
    now: DateTime<Utc>,
) -> Result<Report, ImportError> {
    let Records { mut report, mut zones, mut spots } = records;
    turn::take(conn)?;
    snap::snap(conn, city_id, &mut zones, &mut spots)?;
    upsert::upsert_rows(conn, city_id, &zones, &spots, now, &mut report)?;
    Ok(report)
}

/// Writes all zones and spots of a city, in order of their names, so that importing the file changes nothing. In CSV, zones without spots are left out.
///
/// # Errors
/// When the database refuses.
pub fn export_spots(conn: &mut PgConnection, city_id: CityId, format: Format) -> Result<Vec<u8>, ImportError> {
    let (zones, spots) = (export::zones(conn, city_id)?, export::spots(conn, city_id)?);
    match format {
        Format::Csv => table::write(&zones, &spots),
        Format::GeoJson => geojson::write(&zones, &spots),
    }
}
