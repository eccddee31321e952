//! Validation across rows: duplicate references, zones without their site, and spots without a
//! zone.

use std::collections::HashMap;

use crate::{
    places::import::{Problem, Severity, SpotFile},
    platform::domain::text::reference_key,
};

/// Removes duplicates of a reference except the first, zones whose site is not in the file, and
/// spots whose zone is not; the report lists them.
pub(in crate::places::import) fn check(file: &mut SpotFile) {
    let SpotFile { report, sites, zones, spots } = file;
    let mut problem = |line: u64, column: &'static str, value: &str, message: &'static str| {
        let (object_id, severity, value) = (value.to_owned(), Severity::Error, value.to_owned());
        let column = column.into();
        report.problems.push(Problem { line, column, object_id, severity, message, value });
    };
    let mut seen: HashMap<String, u64> = HashMap::new();
    sites.retain(|site| {
        let is_first = seen.insert(reference_key(&site.source_ref), site.line).is_none();
        if !is_first {
            problem(site.line, "site_ref", &site.source_ref, "the site_ref came before");
        }
        is_first
    });
    let known_sites = seen;
    let mut seen: HashMap<String, u64> = HashMap::new();
    zones.retain(|zone| {
        if let Some(Some(site_ref)) = &zone.site_ref
            && !known_sites.contains_key(&reference_key(site_ref))
        {
            let message = "the zone's site is not in the file, or is wrong there";
            problem(zone.line, "site_ref", site_ref, message);
            return false;
        }
        let is_first = seen.insert(reference_key(&zone.source_ref), zone.line).is_none();
        if !is_first {
            problem(zone.line, "zone_ref", &zone.source_ref, "the zone_ref came before");
        }
        is_first
    });
    let known = seen;
    let mut seen: HashMap<String, u64> = HashMap::new();
    spots.retain(|spot| {
        let has_zone = known.contains_key(&reference_key(&spot.zone_ref));
        if !has_zone {
            problem(
                spot.line,
                "zone_ref",
                &spot.zone_ref,
                "the spot's zone is not in the file, or is wrong there",
            );
            return false;
        }
        let is_first = seen.insert(reference_key(&spot.source_ref), spot.line).is_none();
        if !is_first {
            problem(spot.line, "spot_ref", &spot.source_ref, "the spot_ref came before");
        }
        is_first
    });
    report.sort();
}
