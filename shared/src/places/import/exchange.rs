//! Files of spots that can be exported, edited and imported again: CSV with one row per spot,
//! GeoJSON with one feature per site, zone or spot.

mod check;
mod export;
mod geojson;
mod rows;
mod spreadsheet;
mod table;

use diesel::PgConnection;

use super::{ImportError, Report, SpotFile, Wrong, batches::count_batch};
use crate::platform::domain::ids::CityId;

pub(super) use check::check;
pub(super) use export::{SiteRow, SpotRow, ZoneRow, site_rows, spot_rows, zone_rows};
pub use spreadsheet::Reader;
pub(super) use spreadsheet::unescape_formula;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, with a header row.
    Csv,
    /// RFC 7946.
    GeoJson,
}

/// The fields of a row. `None` when the column is absent, an empty text when the cell is blank or
/// `null`.
trait Fields {
    fn text(&self, name: &'static str) -> Result<Option<String>, Wrong>;
    /// Returns the text of a number, with a decimal point.
    fn number(&self, name: &'static str) -> Result<Option<String>, Wrong>;
    /// Returns the words of a list.
    fn words(&self, name: &'static str) -> Result<Option<Vec<String>>, Wrong>;
}

/// Reads a file. Invalid rows are skipped and listed in its report.
///
/// # Errors
/// When the file is not valid in its format.
pub fn read_spots(format: Format, bytes: &[u8]) -> Result<SpotFile, ImportError> {
    let mut file = match format {
        Format::Csv => table::read(bytes)?,
        Format::GeoJson => geojson::read(bytes)?,
    };
    check(&mut file);
    Ok(file)
}

/// Returns the result that importing the valid rows would have. Reads one snapshot of the database,
/// writes nothing and takes no locks.
///
/// # Errors
/// Only database errors.
pub fn preview_spots(
    conn: &mut PgConnection,
    city_id: CityId,
    file: &SpotFile,
) -> Result<Report, ImportError> {
    conn.build_transaction().read_only().repeatable_read().run(|conn| {
        let mut report = file.report().clone();
        for batch in 0..file.batch_count() {
            report.add(&count_batch(conn, city_id, file, batch)?);
        }
        Ok(report)
    })
}

/// Writes all sites, zones and spots of a city, in order of their names; importing the file changes
/// nothing. CSV omits sites and zones without spots.
///
/// # Errors
/// Only database errors.
pub fn export_spots(
    conn: &mut PgConnection,
    city_id: CityId,
    format: Format,
    reader: Reader,
) -> Result<Vec<u8>, ImportError> {
    let (zones, spots) = (export::zones(conn, city_id)?, export::spots(conn, city_id)?);
    let sites = export::sites(conn, city_id)?;
    match format {
        Format::Csv => table::write(&sites, &zones, &spots, reader),
        Format::GeoJson => geojson::write(&sites, &zones, &spots),
    }
}
