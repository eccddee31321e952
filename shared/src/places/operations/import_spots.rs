//! Imports a file of sites, zones and spots, in one transaction or in batches with stored progress.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::import_batch::import_batch;
use crate::{
    Result,
    places::{
        import::{Report, ReportCounts, SpotFile},
        models::import::Import,
    },
    platform::{domain::ids::CityId, models::audit::AuditContext},
};

/// Progress of an import that is written in batches.
#[derive(Debug, Clone)]
pub struct ImportProgress {
    /// Counts of the file and of the batches so far.
    pub report: Report,
    /// Number of records that are written or unchanged.
    pub done: usize,
}

impl ImportProgress {
    /// Returns the progress of an import that has written nothing yet.
    pub fn new(file: &SpotFile) -> Self {
        Self { report: file.report().clone(), done: 0 }
    }
}

/// Imports a whole file. Idempotent.
///
/// # Errors
/// Only database errors.
pub fn import_spots(
    conn: &mut PgConnection,
    city_id: CityId,
    file: &SpotFile,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Report> {
    let mut report = file.report().clone();
    for number in 0..file.batch_count() {
        report.add(&import_batch(conn, city_id, file, number, None, audit, now)?);
    }
    Ok(report)
}

/// Stores an import whose batches are written by [`continue_import`].
///
/// # Errors
/// Only database errors.
pub fn start_import(
    conn: &mut PgConnection,
    city_id: CityId,
    file: &SpotFile,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Import> {
    let total = i32::try_from(file.record_count()).unwrap_or(i32::MAX);
    let report = json!(ReportCounts::from(file.report()));
    Ok(Import::insert(conn, city_id, &audit.actor, total, &report, now)?)
}

/// Writes batch `number` of an import, and stores the progress. Idempotent.
///
/// # Errors
/// Only database errors.
pub fn continue_import(
    conn: &mut PgConnection,
    import: &Import,
    file: &SpotFile,
    number: usize,
    before: &ImportProgress,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<ImportProgress> {
    let batch = import_batch(conn, import.city_id, file, number, Some(import.id), audit, now)?;
    let records = [batch.sites, batch.zones, batch.spots]
        .map(|counts| counts.added + counts.changed + counts.unchanged)
        .into_iter()
        .sum::<usize>();
    let mut after = before.clone();
    after.done += records;
    after.report.add(&batch);
    let stored = json!(ReportCounts::from(&after.report));
    let done = i32::try_from(after.done).unwrap_or(i32::MAX);
    Import::advance(conn, import.id, done, &stored, now)?;
    Ok(after)
}
