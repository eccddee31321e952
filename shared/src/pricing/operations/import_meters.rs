//! Imports meters and curbs, with the tariffs that follow from their posted rules.

mod documents;
mod policies;
mod tariffs;

use std::fmt;

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection, result::Error as DieselError};

use documents::Documents;
use policies::Policies;
use tariffs::{Tariffs, assign_batch};

use crate::{
    places::{
        import::{
            CURB_SOURCE, ImportCity, ImportError, Mapping, Report, SpotFile, read_curbs,
            read_meters, retire_missing, write_batch,
        },
        models::city::City,
    },
    pricing::domain::tariff::document::Holidays,
};

/// The result of an import of meters or curbs.
#[derive(Debug)]
pub struct ImportedMeters {
    pub report: Report,
    /// Number of rows whose rules are understood.
    pub rows_with_rules: usize,
    /// Number of rows whose spots cannot be reserved, because their rules are unknown.
    pub rows_without_rules: usize,
    /// Number of different tariffs of the rows whose rules are understood.
    pub tariffs: usize,
}

/// CSV files of meters.
#[derive(Debug, Clone, Copy)]
pub struct MeterFiles<'a> {
    pub meters: &'a [u8],
    /// For mappings with schedules in a second file.
    pub schedules: Option<&'a [u8]>,
}

/// Responses of the Curb Data Specification.
#[derive(Debug, Clone, Copy)]
pub struct CurbFiles<'a> {
    pub zones: &'a [u8],
    pub policies: &'a [u8],
    pub spaces: Option<&'a [u8]>,
    /// Dates of designated periods, by their names.
    pub calendars: &'a Holidays,
}

/// Imports the meters of CSV files in batches, each in its own transaction, with the tariffs of
/// their spots. An interrupted import leaves complete batches; importing the same files again
/// completes it. Unchanged rows are not written. Without a city, the one of the mapping is used.
///
/// Meters with the same rules have one tariff. Spots of meters whose rules are not understood get a
/// tariff that refuses reservations. An assignment by an operator is kept.
///
/// # Errors
/// When a file lacks columns or has a schedule of no meter, the city is missing or has another time
/// zone or currency than the mapping, or the database refuses. Invalid rows are not an error: the
/// report lists them.
pub fn import_columns(
    conn: &mut PgConnection,
    city: Option<&ImportCity>,
    mapping: &Mapping,
    files: MeterFiles<'_>,
    now: DateTime<Utc>,
) -> Result<ImportedMeters, ImportError> {
    let file = read_meters(mapping, files.meters, files.schedules)?;
    let missing = || ImportError::City("the mapping names no city".to_owned());
    let city = city.cloned().or_else(|| mapping.city()).ok_or_else(missing)?;
    let city = conn.transaction(|conn| city.find_or_create(conn, &[mapping.stated()]))?;
    let (policies, calendars) = (Policies::new(), Holidays::new());
    let documents = Documents::new(&city, &policies, &calendars, now);
    import_file(conn, &city, file, &documents, now).map(|(done, _)| done)
}

/// Imports the zones and spaces of the Curb Data Specification with the tariffs of their policies,
/// as [`import_columns`]. A new city gets the time zone and the currency of the feed. Spots of
/// earlier imports that do not follow from the files any more are retired.
///
/// # Errors
/// When a file is not a complete response, the city has another time zone or currency than one of
/// the files, or the database refuses. Invalid objects are not an error: the report lists them.
pub fn import_curbs(
    conn: &mut PgConnection,
    city: &ImportCity,
    files: CurbFiles<'_>,
    now: DateTime<Utc>,
) -> Result<ImportedMeters, ImportError> {
    let (policies, stated) = policies::read(files.policies)?;
    let curbs = read_curbs(files.zones, files.spaces, now)?;
    let stated = [curbs.stated, vec![stated]].concat();
    let city = conn.transaction(|conn| city.find_or_create(conn, &stated))?;
    let documents = Documents::new(&city, &policies, files.calendars, now);
    let (mut done, file) = import_file(conn, &city, curbs.file, &documents, now)?;
    done.report.missing =
        conn.transaction(|conn| retire_missing(conn, city.id, CURB_SOURCE, &file, now))?;
    Ok(done)
}

/// Returns the result with the records that were imported.
fn import_file(
    conn: &mut PgConnection,
    city: &City,
    mut file: SpotFile,
    documents: &Documents<'_>,
    now: DateTime<Utc>,
) -> Result<(ImportedMeters, SpotFile), ImportError> {
    file.check_positions(conn, city.id)?;
    let tariffs = Tariffs::of_file(&file, documents);
    file.complete(|posted| tariffs.spot_terms(posted));
    let ids = conn.transaction(|conn| tariffs.ids(conn, city, now))?;
    let mut report = file.report().clone();
    for batch in 0..file.batch_count() {
        let written = conn.transaction(|conn| {
            let written = write_batch(conn, city.id, &file, batch, now)?;
            assign_batch(conn, city.id, &file.meters_of_batch(batch), &ids, now)?;
            Ok::<_, DieselError>(written)
        });
        report.add(&written?);
    }
    Ok((tariffs.summarize(report, &file), file))
}

impl fmt::Display for ImportedMeters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rows_with_rules, rows_without_rules, tariffs, .. } = self;
        writeln!(f, "{}", self.report)?;
        write!(
            f,
            "tariffs   {tariffs} different ones from {rows_with_rules} rows; the rules of \
                {rows_without_rules} rows are unknown"
        )
    }
}
