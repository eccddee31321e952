//! Batched imports: each batch is compared with the rows of the city; only new and changed rows are
//! written and locked.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryResult};

use super::{
    Report, SiteRecord, SpotRecord, ZoneRecord,
    existing::{self, Rows},
    upsert,
};
use crate::{
    places::{
        domain::posted_rules::PostedRules,
        models::{bulk_change_lock, spot_details::HIGHEST_RATE},
    },
    platform::domain::ids::CityId,
};

/// Number of rows in a batch.
pub const BATCH_ROWS: usize = 1_000;

/// The records of a file, and the problems of its rows.
#[derive(Debug, Default)]
pub struct SpotFile {
    pub(super) report: Report,
    pub(super) sites: Vec<SiteRecord>,
    pub(super) zones: Vec<ZoneRecord>,
    pub(super) spots: Vec<SpotRecord>,
}

/// A spot of a file whose rules are posted.
#[derive(Debug, Clone, Copy)]
pub struct MeterSpot<'a> {
    /// The line of the file, or the number of the object.
    pub line: u64,
    pub source_ref: &'a str,
    pub posted: &'a Arc<PostedRules>,
}

/// A batch of records of one kind.
enum Batch<'a> {
    Sites(&'a [SiteRecord]),
    Zones(&'a [ZoneRecord]),
    Spots(&'a [SpotRecord]),
}

impl SpotFile {
    /// Returns the number of rows and their problems.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Returns the number of valid sites, zones and spots.
    pub fn record_count(&self) -> usize {
        self.sites.len() + self.zones.len() + self.spots.len()
    }

    /// Returns the number of batches of at most [`BATCH_ROWS`] records.
    pub fn batch_count(&self) -> usize {
        self.site_batches() + self.zone_batches() + self.spots.len().div_ceil(BATCH_ROWS)
    }

    /// Returns all spots whose rules are posted.
    pub fn meters(&self) -> impl Iterator<Item = MeterSpot<'_>> {
        self.spots.iter().filter_map(SpotRecord::meter)
    }

    /// Returns the spots of batch `number` whose rules are posted.
    pub fn meters_of_batch(&self, number: usize) -> Vec<MeterSpot<'_>> {
        match self.batch(number) {
            Batch::Spots(spots) => spots.iter().filter_map(SpotRecord::meter).collect(),
            Batch::Sites(_) | Batch::Zones(_) => Vec::new(),
        }
    }

    /// Completes spots by what follows from their rules: the hourly rate in minor units, `None` if
    /// it is unknown, and whether the spot must admit trucks.
    pub fn complete(&mut self, terms: impl Fn(&PostedRules) -> (Option<i64>, bool)) {
        for spot in &mut self.spots {
            let Some(posted) = &spot.posted else { continue };
            let (rate, is_for_trucks) = terms(posted);
            if let Some(rate) = rate.and_then(|rate| i32::try_from(rate).ok()) {
                spot.rate_minor_per_hour = rate.clamp(0, HIGHEST_RATE);
            }
            let attributes = spot.attributes.get_or_insert_default();
            if is_for_trucks && !attributes.iter().any(|attribute| attribute == "wide") {
                attributes.push("wide".into());
            }
        }
    }

    fn site_batches(&self) -> usize {
        self.sites.len().div_ceil(BATCH_ROWS)
    }

    fn zone_batches(&self) -> usize {
        self.zones.len().div_ceil(BATCH_ROWS)
    }

    /// Sites come before their zones, and zones before the spots in them.
    fn batch(&self, number: usize) -> Batch<'_> {
        let Some(number) = number.checked_sub(self.site_batches()) else {
            return Batch::Sites(self.sites.chunks(BATCH_ROWS).nth(number).unwrap_or_default());
        };
        match number.checked_sub(self.zone_batches()) {
            None => Batch::Zones(self.zones.chunks(BATCH_ROWS).nth(number).unwrap_or_default()),
            Some(number) => {
                Batch::Spots(self.spots.chunks(BATCH_ROWS).nth(number).unwrap_or_default())
            }
        }
    }
}

impl SpotRecord {
    fn meter(&self) -> Option<MeterSpot<'_>> {
        let (line, source_ref) = (self.line, self.source_ref.as_str());
        self.posted.as_ref().map(|posted| MeterSpot { line, source_ref, posted })
    }
}

/// Writes batch `number` (from 0), and counts new and changed rows. Requires a transaction.
/// Idempotent.
///
/// # Errors
/// Only database errors.
pub fn write_batch(
    conn: &mut PgConnection,
    city_id: CityId,
    file: &SpotFile,
    number: usize,
    now: DateTime<Utc>,
) -> QueryResult<Report> {
    bulk_change_lock::lock_bulk_spot_changes(conn)?;
    let mut report = Report::default();
    match file.batch(number) {
        Batch::Sites(sites) => {
            let changed = existing::changed_sites(conn, city_id, sites, Rows::Unlocked)?.changed;
            let changed = existing::changed_sites(conn, city_id, &changed, Rows::Locked)?.changed;
            let written = upsert::upsert_sites(conn, city_id, &changed, now)?;
            report.sites.add(sites.len(), &written);
        }
        Batch::Zones(zones) => {
            let changed = existing::changed_zones(conn, city_id, zones, Rows::Unlocked)?.changed;
            let changed = existing::changed_zones(conn, city_id, &changed, Rows::Locked)?.changed;
            let written = upsert::upsert_zones(conn, city_id, &changed, now)?;
            report.zones.add(zones.len(), &written);
        }
        Batch::Spots(spots) => {
            let found = existing::changed_spots(conn, city_id, spots, Rows::Unlocked)?;
            let changed =
                existing::changed_spots(conn, city_id, &found.changed, Rows::Locked)?.changed;
            let written = upsert::upsert_spots(conn, city_id, &changed, now)?;
            report.spots.add(spots.len(), &written);
            report.retired = found.retired;
        }
    }
    Ok(report)
}

/// Counts the rows that [`write_batch`] would write, without writing or locking anything.
///
/// # Errors
/// Only database errors.
pub fn count_batch(
    conn: &mut PgConnection,
    city_id: CityId,
    file: &SpotFile,
    number: usize,
) -> QueryResult<Report> {
    let mut report = Report::default();
    match file.batch(number) {
        Batch::Sites(sites) => {
            report.sites =
                existing::changed_sites(conn, city_id, sites, Rows::Unlocked)?.counts(sites.len());
        }
        Batch::Zones(zones) => {
            report.zones =
                existing::changed_zones(conn, city_id, zones, Rows::Unlocked)?.counts(zones.len());
        }
        Batch::Spots(spots) => {
            let found = existing::changed_spots(conn, city_id, spots, Rows::Unlocked)?;
            (report.spots, report.retired) = (found.counts(spots.len()), found.retired);
        }
    }
    Ok(report)
}
