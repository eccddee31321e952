//! Zones and spaces of the Curb Data Specification (CDS) 1.0 and 1.1, as zones and spots. Their
//! policies are not interpreted.

mod feed;
mod geometry;
mod objects;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    CityStatement, ImportError, Problem, Report, Severity, SpotFile, Wrong, exchange::check,
    report::Rows,
};
use crate::{places::domain::posted_rules::PostedRules, platform::domain::text::reference_key};

pub use feed::{CurbFeed, read_feed};
use objects::{CurbSpace, CurbZone};

/// Zones and spaces, with what each feed states about the city.
#[derive(Debug)]
pub struct Curbs {
    pub file: SpotFile,
    pub stated: Vec<CityStatement>,
}

/// Prefix of all references.
pub const CURB_SOURCE: &str = "cds";

/// A zone of the feed that is valid, with its number.
struct NumberedZone {
    line: u64,
    zone: CurbZone,
    posted: Arc<PostedRules>,
}

/// Reads the responses of `/curbs/zones` and, if there are any, `/curbs/spaces`. Zones without
/// spaces get spots along their kerb. Zones that are not valid at `now` are out of service.
///
/// # Errors
/// When a file is not a complete response. Invalid objects are not an error: the report lists them.
pub fn read_curbs(
    zones: &[u8],
    spaces: Option<&[u8]>,
    now: DateTime<Utc>,
) -> Result<Curbs, ImportError> {
    let feed = read_feed(zones, "zones")?;
    let spaces = spaces.map(|spaces| read_feed(spaces, "spaces")).transpose()?;
    let mut stated = vec![feed.stated];
    stated.extend(spaces.as_ref().map(|spaces| spaces.stated.clone()));
    let mut file = SpotFile {
        report: Report { counted_by: Rows::Objects, ..Report::default() },
        ..SpotFile::default()
    };
    let mut known = Vec::new();
    for (line, item) in (1..).zip(feed.items) {
        file.report.rows += 1;
        match add_zone(&mut file, line, item) {
            Ok(zone) => known.push(zone),
            Err(problem) => file.report.problems.push(problem),
        }
    }
    let mut by_key: HashMap<String, &NumberedZone> = HashMap::new();
    for zone in &known {
        by_key.entry(reference_key(&zone.zone.curb_zone_id)).or_insert(zone);
    }
    let mut with_spaces = HashSet::new();
    let first = u64::try_from(file.report.rows).unwrap_or_default() + 1;
    for (line, item) in (first..).zip(spaces.map(|feed| feed.items).unwrap_or_default()) {
        file.report.rows += 1;
        match add_space(&mut file, line, item, &by_key, now) {
            Ok(zone_key) => {
                with_spaces.insert(zone_key);
            }
            Err(problem) => file.report.problems.push(problem),
        }
    }
    for NumberedZone { line, zone, posted } in &known {
        if !with_spaces.contains(&reference_key(&zone.curb_zone_id)) {
            match zone.spots(*line, posted, now) {
                Ok(spots) => file.spots.extend(spots),
                Err(wrong) => {
                    file.report.problems.push(problem(*line, &zone.curb_zone_id, wrong));
                }
            }
        }
    }
    file.spots.sort_by_key(|spot| spot.line);
    check(&mut file);
    Ok(Curbs { file, stated })
}

fn add_zone(file: &mut SpotFile, line: u64, item: Value) -> Result<NumberedZone, Problem> {
    let id = id(&item, "curb_zone_id");
    let zone: CurbZone = read(item).map_err(|wrong| problem(line, &id, wrong))?;
    let record = zone.record(line).map_err(|wrong| problem(line, &id, wrong))?;
    file.zones.push(record);
    let mut policies = zone.curb_policy_ids.clone();
    policies.sort();
    policies.dedup();
    let posted = Arc::new(PostedRules::Policies { ids: policies, ends_at: zone.ends_at() });
    Ok(NumberedZone { line, zone, posted })
}

/// Returns the reference key of the space's zone.
fn add_space(
    file: &mut SpotFile,
    line: u64,
    item: Value,
    zones: &HashMap<String, &NumberedZone>,
    now: DateTime<Utc>,
) -> Result<String, Problem> {
    let id = id(&item, "curb_space_id");
    let space: CurbSpace = read(item).map_err(|wrong| problem(line, &id, wrong))?;
    let key = reference_key(&space.curb_zone_id);
    let zone = zones.get(&key).ok_or_else(|| {
        let message = "the zone of the space is not in the file, or is wrong there";
        problem(line, &id, Wrong::new("curb_zone_id", message, &space.curb_zone_id))
    })?;
    let spot = space.spot(line, &zone.zone, &zone.posted, now);
    file.spots.push(spot.map_err(|wrong| problem(line, &id, wrong))?);
    Ok(key)
}

fn read<T: DeserializeOwned>(item: Value) -> Result<T, Wrong> {
    serde_json::from_value(item)
        .map_err(|error| Wrong::new("", "the object cannot be read", error.to_string()))
}

fn id(item: &Value, member: &str) -> String {
    item.get(member).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn problem(line: u64, object_id: &str, Wrong { column, message, value }: Wrong) -> Problem {
    let (object_id, severity) = (object_id.to_owned(), Severity::Error);
    Problem { line, column, object_id, severity, message, value }
}

#[cfg(test)]
mod tests;
