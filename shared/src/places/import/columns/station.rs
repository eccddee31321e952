//! A meter from its row.

use super::cells::Cells;
use crate::{
    places::{
        domain::{
            position::Position,
            posted_rules::{MeterUse, PostedRules},
        },
        import::{
            Wrong,
            mapping::Mapping,
            stations::{Face, Station},
        },
        models::zone::SIDES,
    },
    platform::domain::text::TextRule,
};

const ID: TextRule = TextRule {
    max_chars: 100,
    multi_line: false,
    message: "must be one line of at most 100 characters",
};
/// The label of a spot is the meter number, a dash and a digit; the reference of a zone contains
/// the district and three streets.
const METER_NUMBER: TextRule = TextRule {
    max_chars: 45,
    multi_line: false,
    message: "must be one line of at most 45 characters",
};
const DISTRICT: TextRule = TextRule {
    max_chars: 20,
    multi_line: false,
    message: "must be one line of at most 20 characters",
};
const STREET: TextRule = TextRule {
    max_chars: 55,
    multi_line: false,
    message: "must be one line of at most 55 characters",
};

/// Returns the meter of a row, without the schedules of a second file.
pub(super) fn station(mapping: &Mapping, cells: &Cells<'_>) -> Result<Station, Wrong> {
    let columns = &mapping.meters;
    let object_id = object_id(mapping, cells)?;
    let in_service = match &columns.status {
        None => true,
        Some(status) => {
            let text = cells.text(&status.column);
            let unknown = || cells.wrong(&status.column, "the status is not known", text);
            status.get(text).ok_or_else(unknown)?
        }
    };
    if let Some(on_street) = &columns.on_street {
        let text = cells.text(&on_street.column);
        if !on_street.contains(text) {
            return Err(cells.wrong(&on_street.column, "the meter is not on a street", text));
        }
    }
    let hours = cells.checked_optional(columns.hours.as_ref(), TextRule::HOURS)?;
    let number = cells.checked_optional(columns.number.as_ref(), METER_NUMBER)?;
    let vehicles = match &columns.vehicles {
        None => Ok(MeterUse::Any),
        Some(values) => {
            let text = cells.text(&values.column);
            values.get(text).ok_or_else(|| text.to_owned())
        }
    };
    let assumed = mapping.assumed_rate.as_ref();
    let assumed = assumed.map(|rate| rate.get(cells.text_of(rate.column.as_ref())));
    let rate_minor_per_hour = assumed.unwrap_or_default();
    let posted = if columns.hours.is_some() {
        PostedRules::Hours { text: hours.clone(), rate_minor_per_hour, vehicles }
    } else {
        PostedRules::Schedules {
            schedules: Vec::new(),
            assumed_rate_minor: assumed,
            vehicles,
            unreadable: None,
        }
    };
    let meter_number = match &columns.number {
        // The labels of generated spots have a number after it.
        Some(_) if columns.spots_per_row > 1 => number.unwrap_or_default(),
        _ => number.unwrap_or_else(|| object_id.clone()),
    };
    Ok(Station {
        line: cells.line(),
        meter_number,
        face: face(mapping, cells)?,
        position: position(mapping, cells)?,
        object_id,
        rate_minor_per_hour,
        hours,
        posted,
        in_service,
    })
}

pub(super) fn object_id(mapping: &Mapping, cells: &Cells<'_>) -> Result<String, Wrong> {
    let columns = &mapping.meters;
    let text = cells.text(&columns.id);
    if columns.id_is_number && text.parse::<u64>().is_err() {
        return Err(cells.wrong(&columns.id, "the object id is no number", text));
    }
    let id = cells.checked(&columns.id, ID)?;
    id.ok_or_else(|| cells.wrong(&columns.id, "the object id is missing", ""))
}

fn face(mapping: &Mapping, cells: &Cells<'_>) -> Result<Face, Wrong> {
    let columns = &mapping.meters;
    let street = cells.checked(&columns.street, STREET)?;
    let street = street.ok_or_else(|| cells.wrong(&columns.street, "the street is missing", ""))?;
    let text = |column, rule| cells.checked_optional(column, rule).map(Option::unwrap_or_default);
    let district = text(columns.district.as_ref(), DISTRICT)?;
    let from_street = text(columns.from_street.as_ref(), STREET)?;
    let to_street = text(columns.to_street.as_ref(), STREET)?;
    let side = side(cells.text_of(columns.side.as_ref()));
    let key = match &columns.face {
        Some(column) => {
            let face = cells.checked(column, ID)?;
            face.ok_or_else(|| cells.wrong(column, "the block face is missing", ""))?
        }
        None => format!("{district}|{street}|{from_street}|{to_street}|{side}"),
    };
    Ok(Face { key, street, from_street, to_street, side })
}

fn position(mapping: &Mapping, cells: &Cells<'_>) -> Result<Position, Wrong> {
    let columns = &mapping.meters;
    let (lat, lng) = (cells.number(&columns.lat), cells.number(&columns.lng));
    let wrong = |message| Err(cells.wrong(&columns.lat, message, format!("{lat}, {lng}")));
    let (Ok(lat), Ok(lng)) = (lat.parse::<f64>(), lng.parse::<f64>()) else {
        return wrong("the position is missing or no number");
    };
    let is_inside = |position: Position| match mapping.bounds() {
        Some(bounds) => bounds.contains(position),
        None => position.is_on_earth(),
    };
    let position = Position { lat, lng };
    if is_inside(position) {
        Ok(position)
    } else if is_inside(Position { lat: lng, lng: lat }) {
        wrong("latitude and longitude have changed places")
    } else {
        wrong("the position is outside of the city")
    }
}

fn side(text: &str) -> &'static str {
    // New York writes C for the centre of the street.
    let text = if text.eq_ignore_ascii_case("C") { "M" } else { text };
    SIDES.into_iter().find(|side| side.eq_ignore_ascii_case(text)).unwrap_or("unknown")
}
