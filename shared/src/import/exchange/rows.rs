//! What the rows of a file must be like, whatever the format.

use std::collections::{HashMap, HashSet};

use super::{Records, SpotFields, ZoneFields};
use crate::{
    domain::position::Position,
    import::{Problem, Severity, SpotRecord, ZoneRecord},
    models::{
        spot_details::{ATTRIBUTES, HIGHEST_RATE},
        zone::SIDES,
    },
};

/// What is wrong, and with which text.
pub(super) type Wrong = (&'static str, String);

/// The zone, if its fields make sense.
pub(super) fn zone(fields: ZoneFields, line: Vec<Position>) -> Result<ZoneRecord, Wrong> {
    if fields.zone_ref.trim().is_empty() {
        return Err(("the zone has no zone_ref", String::new()));
    }
    if fields.street.trim().is_empty() {
        return Err(("the street is missing", fields.zone_ref));
    }
    let side = if fields.side.is_empty() { "unknown" } else { fields.side.as_str() };
    let Some(side) = SIDES.into_iter().find(|known| *known == side) else {
        return Err(("the side is not known", fields.side));
    };
    if line.len() < 2 {
        return Err(("the line of the zone has fewer than two points", fields.zone_ref));
    }
    line.iter().try_for_each(|point| on_earth(*point))?;
    Ok(ZoneRecord {
        source_ref: fields.zone_ref,
        street: fields.street,
        from_street: fields.from_street,
        to_street: fields.to_street,
        side,
        line,
    })
}

/// The spot, if its fields make sense.
pub(super) fn spot(
    fields: SpotFields,
    zone_ref: String,
    attributes: &[String],
    position: Position,
) -> Result<SpotRecord, Wrong> {
    if fields.spot_ref.trim().is_empty() {
        return Err(("the spot has no spot_ref", String::new()));
    }
    if fields.label.trim().is_empty() {
        return Err(("the label is missing", fields.spot_ref));
    }
    if !(0..=HIGHEST_RATE).contains(&fields.rate_minor_per_hour) {
        return Err(("the rate is negative or too high", fields.rate_minor_per_hour.to_string()));
    }
    on_earth(position)?;
    let known = |attribute: &String| {
        let known = ATTRIBUTES.into_iter().find(|known| known == attribute);
        known.ok_or_else(|| ("the attribute is not known", attribute.clone()))
    };
    let attributes = attributes.iter().map(known).collect::<Result<Vec<_>, _>>()?;
    Ok(SpotRecord {
        source_ref: fields.spot_ref,
        zone_ref,
        label: fields.label,
        position,
        rate_minor_per_hour: fields.rate_minor_per_hour,
        attributes,
        hours: fields.hours.filter(|hours| !hours.is_empty()),
        position_assumed: fields.position_assumed,
        in_service: fields.in_service,
    })
}

fn on_earth(position: Position) -> Result<(), Wrong> {
    let Position { lat, lng } = position;
    if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lng) {
        Ok(())
    } else {
        Err(("the position is not on the earth", format!("{lat}, {lng}")))
    }
}

/// Text without what PostgreSQL cannot keep.
pub(super) fn is_clean(text: &str) -> bool {
    !text.contains('\0')
}

/// What can only be seen with all rows at hand: names that come twice, spots without a zone.
pub(super) fn check(records: &mut Records) {
    let mut zones: HashSet<&str> = HashSet::new();
    let mut spots: HashMap<&str, usize> = HashMap::new();
    let mut problems = Vec::new();
    for zone in &records.zones {
        if !zones.insert(&zone.source_ref) {
            problems.push(("the zone_ref came before", zone.source_ref.clone()));
        }
    }
    for spot in &records.spots {
        *spots.entry(&spot.source_ref).or_default() += 1;
        if !zones.contains(spot.zone_ref.as_str()) {
            problems.push(("the spot's zone is not in the file", spot.source_ref.clone()));
        }
    }
    let twice = spots.into_iter().filter(|(_, count)| *count > 1);
    problems.extend(twice.map(|(name, _)| ("the spot_ref came before", name.to_owned())));
    for (message, value) in problems {
        let (line, severity) = (0, Severity::Error);
        records.report.problems.push(Problem { line, object_id: value.clone(), severity, message, value });
    }
}

/// Leaves out what [`check`] has found wrong: all but the first of a name, and spots without a zone.
pub(super) fn keep_right(records: &mut Records) {
    let (mut zones, mut spots) = (HashSet::new(), HashSet::new());
    records.zones.retain(|zone| zones.insert(zone.source_ref.clone()));
    records.spots.retain(|spot| zones.contains(&spot.zone_ref) && spots.insert(spot.source_ref.clone()));
}
