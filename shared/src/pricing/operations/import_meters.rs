//! Imports New York's parking meters, with the tariffs that follow from their hours.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    io::Read,
};

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection, QueryResult, result::Error as DieselError};

use crate::{
    places::{
        import::{
            ImportError, MeterSpot, Problem, Report, Severity, SpotFile, create_new_york,
            read_meters, write_batch,
        },
        models::city::City,
    },
    platform::domain::{
        ids::{CityId, TariffId},
        money::{Currency, Money},
    },
    pricing::{
        domain::tariff::{
            document::TariffDocument,
            meter_hours::{COMMERCIAL, parse_meter_hours, unknown_rules},
        },
        models::meter_tariffs::{self, MeterTariff},
    },
};

/// The file has no rates.
const ASSUMED_RATE: &str = "The rate is an assumption, because the city's data has none.";
/// Leaves room for a rate and a number in the name of a tariff.
const MAX_HOURS_IN_NAME: usize = 60;

/// The result of an import of meters.
#[derive(Debug)]
pub struct ImportedMeters {
    pub report: Report,
    /// Number of rows whose hours are understood.
    pub rows_with_rules: usize,
    /// Number of rows whose spots cannot be reserved, because their rules are unknown.
    pub rows_without_rules: usize,
    /// Number of different tariffs of the rows whose hours are understood.
    pub tariffs: usize,
}

/// Hours of a meter, its rate, and whether it is for commercial vehicles only.
type Hours<'a> = (Option<&'a str>, i32, bool);

/// Imports New York's file of parking meters in batches, each in its own transaction, with the
/// tariffs of its spots. An interrupted import leaves complete batches; importing the same file
/// again completes it. Unchanged rows are not written.
///
/// Meters with the same hours and rate have one tariff. Spots of meters whose hours are not
/// understood get a tariff that refuses reservations. An assignment by an operator is kept.
///
/// # Errors
/// When the file lacks columns, or the database refuses. Invalid rows are not an error: the report
/// lists them.
pub fn import_meters(
    conn: &mut PgConnection,
    file: impl Read,
    now: DateTime<Utc>,
) -> Result<ImportedMeters, ImportError> {
    let file = read_meters(file)?;
    let city_id = conn.transaction(create_new_york)?;
    let city = City::find(conn, city_id)?;
    let tariffs = Tariffs::of_file(&file, city.currency);
    let ids = conn.transaction(|conn| tariffs.ids(conn, &city, now))?;
    let mut report = file.report().clone();
    for batch in 0..file.batch_count() {
        let written = conn.transaction(|conn| {
            let written = write_batch(conn, city_id, &file, batch, now)?;
            assign_batch(conn, city_id, &file.meters_of_batch(batch), &ids, now)?;
            Ok::<_, DieselError>(written)
        });
        report.add(&written?);
    }
    Ok(tariffs.summarize(report, &file))
}

fn assign_batch(
    conn: &mut PgConnection,
    city_id: CityId,
    meters: &[MeterSpot<'_>],
    ids: &HashMap<Hours<'_>, TariffId>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let wanted =
        meters.iter().filter_map(|meter| Some((meter.source_ref, *ids.get(&hours(meter))?)));
    meter_tariffs::assign(conn, city_id, &wanted.collect::<Vec<_>>(), now).map(drop)
}

fn hours<'a>(meter: &MeterSpot<'a>) -> Hours<'a> {
    (meter.hours, meter.rate_minor_per_hour, meter.is_commercial)
}

/// The documents of a file by hours and rate, each with the reason if its rules are unknown.
struct Tariffs<'a>(HashMap<Hours<'a>, (TariffDocument, Option<String>)>);

impl<'a> Tariffs<'a> {
    fn of_file(file: &'a SpotFile, currency: Currency) -> Self {
        let mut found = HashMap::new();
        for meter in file.meters() {
            found.entry(hours(&meter)).or_insert_with(|| document(&meter, currency));
        }
        Self(found)
    }

    /// Returns the tariffs of the city by hours and rate, and creates those that are missing.
    fn ids(
        &self,
        conn: &mut PgConnection,
        city: &City,
        now: DateTime<Utc>,
    ) -> QueryResult<HashMap<Hours<'a>, TariffId>> {
        // Two imports at the same time would create each tariff twice.
        City::lock(conn, city.id)?;
        let mut by_document = meter_tariffs::by_first_document(conn, city.id)?;
        let mut sorted: Vec<_> = self.0.iter().collect();
        sorted.sort_by_key(|(hours, _)| **hours);
        let mut ids = HashMap::new();
        for (hours, (document, unknown)) in sorted {
            let document = serde_json::to_value(document)
                .map_err(|error| DieselError::SerializationError(error.into()))?;
            let text = document.to_string();
            let id = if let Some(id) = by_document.get(&text) {
                *id
            } else {
                let name = name(*hours, unknown.is_some(), city.currency);
                let time_zone = city.time_zone.name().to_owned();
                let tariff = MeterTariff { name, time_zone, document };
                meter_tariffs::insert(conn, city.id, &tariff, now)?
            };
            by_document.insert(text, id);
            ids.insert(*hours, id);
        }
        Ok(ids)
    }

    /// Counts rows and tariffs, and adds the rows with unknown rules to the report.
    fn summarize(&self, mut report: Report, file: &SpotFile) -> ImportedMeters {
        let (mut lines, mut rows_with_rules, mut rows_without_rules) = (HashSet::new(), 0, 0);
        for meter in file.meters().filter(|meter| lines.insert(meter.line)) {
            let text = meter.hours.unwrap_or_default();
            match self.0.get(&hours(&meter)) {
                Some((_, Some(reason))) => {
                    rows_without_rules += 1;
                    report.problems.push(Problem {
                        line: meter.line,
                        column: "meter_hours",
                        object_id: meter.source_ref.split(':').nth(1).unwrap_or_default().into(),
                        severity: Severity::Warning,
                        message: "the rules are unknown, so the spots cannot be reserved",
                        value: format!("{text} ({reason})"),
                    });
                }
                _ => rows_with_rules += 1,
            }
        }
        report.sort();
        let mut known: Vec<_> = self
            .0
            .values()
            .filter(|(_, unknown)| unknown.is_none())
            .map(|(tariff, _)| tariff)
            .collect();
        let mut tariffs = 0;
        while let Some(one) = known.pop() {
            tariffs += usize::from(!known.contains(&one));
        }
        ImportedMeters { report, rows_with_rules, rows_without_rules, tariffs }
    }
}

/// Returns the document of a meter, and the reason if its rules are unknown.
fn document(meter: &MeterSpot<'_>, currency: Currency) -> (TariffDocument, Option<String>) {
    let rate = meter.rate_minor_per_hour.into();
    match parse_meter_hours(meter.hours.unwrap_or_default(), rate, currency) {
        Ok(tariff) => {
            let note = Some(ASSUMED_RATE.to_owned());
            let mut document = TariffDocument { note, ..tariff.document().clone() };
            if meter.is_commercial {
                let open = document.bands.iter_mut().filter(|band| band.only_classes.is_empty());
                open.for_each(|band| band.only_classes.extend(COMMERCIAL));
            }
            (document, None)
        }
        Err(error) => (unknown_rules(currency), Some(error.reason)),
    }
}

fn name((hours, rate, is_commercial): Hours<'_>, is_unknown: bool, currency: Currency) -> String {
    if is_unknown {
        return "Rules unknown".to_owned();
    }
    let hours: String = hours.unwrap_or_default().chars().take(MAX_HOURS_IN_NAME).collect();
    let vehicles = if is_commercial { ", commercial" } else { "" };
    format!("{hours} at {} / h{vehicles}", Money::new(rate.into(), currency))
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
