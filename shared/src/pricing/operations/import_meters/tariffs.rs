//! The tariffs of a file: one for each document.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryResult, result::Error as DieselError};

use super::{
    ImportedMeters,
    documents::{Documents, Rules, UnknownPart},
};
use crate::{
    identity::domain::vehicle::VehicleClass,
    places::{
        domain::posted_rules::PostedRules,
        import::{MeterSpot, Problem, Report, Severity, SpotFile},
        models::city::City,
    },
    platform::domain::ids::{CityId, TariffId},
    pricing::models::meter_tariffs::{self, MeterTariff},
};

type Ids = HashMap<Arc<PostedRules>, TariffId>;

/// Assigns the spots of a batch their tariffs.
pub(super) fn assign_batch(
    conn: &mut PgConnection,
    city_id: CityId,
    meters: &[MeterSpot<'_>],
    ids: &Ids,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let wanted =
        meters.iter().filter_map(|meter| Some((meter.source_ref, *ids.get(meter.posted)?)));
    meter_tariffs::assign(conn, city_id, &wanted.collect::<Vec<_>>(), now).map(drop)
}

/// The rules of a file, as tariffs.
pub(super) struct Tariffs(HashMap<Arc<PostedRules>, Rules>);

impl Tariffs {
    pub(super) fn of_file(file: &SpotFile, documents: &Documents<'_>) -> Self {
        let mut found = HashMap::new();
        for meter in file.meters() {
            let rules = || documents.rules(meter.posted);
            found.entry(Arc::clone(meter.posted)).or_insert_with(rules);
        }
        Self(found)
    }

    /// Returns the highest rate of a spot per hour, and whether some of its time is for trucks but
    /// not for cars.
    pub(super) fn spot_terms(&self, posted: &PostedRules) -> (Option<i64>, bool) {
        let bands = self.0.get(posted).map(|rules| rules.document.bands.as_slice());
        let bands = bands.unwrap_or_default();
        let is_for_trucks = bands.iter().any(|band| {
            !band.closed
                && band.only_classes.contains(&VehicleClass::Truck)
                && !band.only_classes.contains(&VehicleClass::Car)
        });
        (bands.iter().filter_map(|band| band.rate_minor_per_hour).max(), is_for_trucks)
    }

    /// Returns the tariffs of the city by their rules, and creates those that are missing.
    pub(super) fn ids(
        &self,
        conn: &mut PgConnection,
        city: &City,
        now: DateTime<Utc>,
    ) -> QueryResult<Ids> {
        // Two imports at the same time would create each tariff twice.
        City::lock(conn, city.id)?;
        let mut by_document = meter_tariffs::by_first_document(conn, city.id)?;
        let mut sorted: Vec<_> = self.0.iter().collect();
        sorted.sort_by_key(|(one, _)| *one);
        let mut ids = HashMap::new();
        for (posted, rules) in sorted {
            let document = serde_json::to_value(&rules.document)
                .map_err(|error| DieselError::SerializationError(error.into()))?;
            let text = document.to_string();
            let id = if let Some(id) = by_document.get(&text) {
                *id
            } else {
                let name = rules.name.clone();
                let time_zone = city.time_zone.name().to_owned();
                let tariff = MeterTariff { name, time_zone, document };
                meter_tariffs::insert(conn, city.id, &tariff, now)?
            };
            by_document.insert(text, id);
            ids.insert(Arc::clone(posted), id);
        }
        Ok(ids)
    }

    /// Counts rows and tariffs, and adds unknown rules to the report: those of each meter, and each
    /// policy once.
    pub(super) fn summarize(&self, mut report: Report, file: &SpotFile) -> ImportedMeters {
        let (mut rows_with_rules, mut rows_without_rules) = (0, 0);
        let (mut lines, mut policies) = (HashSet::new(), HashSet::new());
        for meter in file.meters().filter(|meter| lines.insert(meter.line)) {
            let unknown = self.0.get(meter.posted).map(|rules| rules.unknown.as_slice());
            let unknown = unknown.unwrap_or_default();
            if unknown.is_empty() {
                rows_with_rules += 1;
            } else {
                rows_without_rules += 1;
            }
            for part in unknown {
                let id = part.policy_id.as_ref();
                if id.is_none_or(|id| policies.insert((id, &part.value))) {
                    report.problems.push(problem(&meter, part));
                }
            }
        }
        report.sort();
        let known = self.0.values().filter(|rules| rules.unknown.is_empty());
        let mut known: Vec<_> = known.map(|rules| &rules.document).collect();
        let mut tariffs = 0;
        while let Some(one) = known.pop() {
            tariffs += usize::from(!known.contains(&one));
        }
        ImportedMeters { report, rows_with_rules, rows_without_rules, tariffs }
    }
}

fn problem(meter: &MeterSpot<'_>, part: &UnknownPart) -> Problem {
    Problem {
        line: meter.line,
        column: part.column.into(),
        object_id: part.policy_id.clone().unwrap_or_else(|| object_id(meter.source_ref).to_owned()),
        severity: Severity::Warning,
        message: "the rules are unknown, so the spots cannot be reserved",
        value: part.value.clone(),
    }
}

/// Returns the id of a meter in the reference of one of its spots, `source:id:number`.
fn object_id(source_ref: &str) -> &str {
    let rest = source_ref.split_once(':').map_or(source_ref, |(_, rest)| rest);
    rest.rsplit_once(':').map_or(rest, |(id, _)| id)
}
