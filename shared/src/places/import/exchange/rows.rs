//! The fields of a row, independent of the format: absent, blank, or a validated text.

use std::{borrow::Cow, str::FromStr};

use super::Fields;
use crate::{
    places::{
        domain::{
            polygon::{RING_MESSAGE, closed_ring},
            position::Position,
        },
        import::{SITE_TEXTS, SiteRecord, SpotRecord, Wrong, ZoneRecord},
        models::{
            spot_details::{ATTRIBUTES, HIGHEST_RATE},
            zone::SIDES,
        },
    },
    platform::domain::text::{TextError, TextRule},
};

pub(super) fn site(
    fields: &impl Fields,
    line: u64,
    position: Position,
    boundary: Option<Option<Vec<Position>>>,
    place: &'static str,
) -> Result<SiteRecord, Wrong> {
    on_earth(position, place)?;
    let mut texts: [Option<String>; SITE_TEXTS.len()] = Default::default();
    for (text, (name, rule)) in texts.iter_mut().zip(SITE_TEXTS) {
        *text = optional(fields, name, rule)?.map(Option::unwrap_or_default);
    }
    let kind = required(fields, "site_kind", TextRule::LABEL)?.to_ascii_lowercase();
    let access = choice(fields, "site_access", "must be public or members")?;
    let message = "must be open, barrier, code, plate or attendant";
    Ok(SiteRecord {
        line,
        source_ref: required(fields, "site_ref", TextRule::REFERENCE)?,
        kind: kind
            .parse()
            .map_err(|_| Wrong::new("site_kind", "must be lot, garage, depot or yard", kind))?,
        name: required(fields, "site_name", TextRule::NAME)?,
        position,
        boundary,
        texts,
        access,
        entry_mode: choice(fields, "site_entry_mode", message)?,
    })
}

/// Returns the closed ring of a boundary.
pub(super) fn ring(points: &[Position], place: &'static str) -> Result<Vec<Position>, Wrong> {
    points.iter().try_for_each(|point| on_earth(*point, place))?;
    closed_ring(points).ok_or_else(|| Wrong::new(place, RING_MESSAGE, points.len().to_string()))
}

/// `None` when the column is absent or the cell blank: a choice has no empty value.
fn choice<T: FromStr>(
    fields: &impl Fields,
    name: &'static str,
    message: &'static str,
) -> Result<Option<T>, Wrong> {
    let text = fields.text(name)?.unwrap_or_default().to_ascii_lowercase();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Wrong::new(name, message, text))
}

pub(super) fn zone(
    fields: &impl Fields,
    line: u64,
    points: Vec<Position>,
    is_area: Option<bool>,
    place: &'static str,
) -> Result<ZoneRecord, Wrong> {
    let source_ref = required(fields, "zone_ref", TextRule::REFERENCE)?;
    let street = required(fields, "street", TextRule::STREET)?;
    let side = fields.text("side")?.map(|text| side(&text)).transpose()?;
    if !(2..=500).contains(&points.len()) {
        return Err(Wrong::new(
            place,
            "the line of the zone must have 2 to 500 points",
            points.len().to_string(),
        ));
    }
    points.iter().try_for_each(|point| on_earth(*point, place))?;
    let from_street =
        optional(fields, "from_street", TextRule::STREET)?.map(Option::unwrap_or_default);
    let to_street = optional(fields, "to_street", TextRule::STREET)?.map(Option::unwrap_or_default);
    Ok(ZoneRecord {
        line,
        source_ref,
        street,
        from_street,
        to_street,
        side,
        points,
        is_area,
        site_ref: optional(fields, "site_ref", TextRule::REFERENCE)?,
        level: optional(fields, "level", TextRule::LEVEL)?,
    })
}

pub(super) fn spot(
    fields: &impl Fields,
    line: u64,
    position: Position,
    place: &'static str,
) -> Result<SpotRecord, Wrong> {
    let source_ref = required(fields, "spot_ref", TextRule::REFERENCE)?;
    on_earth(position, place)?;
    Ok(SpotRecord {
        line,
        source_ref,
        zone_ref: required(fields, "zone_ref", TextRule::REFERENCE)?,
        label: required(fields, "label", TextRule::LABEL)?,
        position,
        rate_minor_per_hour: rate(fields)?,
        attributes: fields.words("attributes")?.map(attributes).transpose()?,
        hours: optional(fields, "hours", TextRule::HOURS)?,
        posted: None,
        position_assumed: flag(fields, "position_assumed")?,
        in_service: flag(fields, "in_service")?,
    })
}

fn required(fields: &impl Fields, name: &'static str, rule: TextRule) -> Result<String, Wrong> {
    let text = fields.text(name)?.unwrap_or_default();
    rule.check(&text).map_err(|error| match error {
        TextError::Blank(_) => Wrong::new(name, "must not be blank", ""),
        error => wrong_text(name, error, &text),
    })
}

/// `None` when the column is absent, `Some(None)` when the cell is blank.
fn optional(
    fields: &impl Fields,
    name: &'static str,
    rule: TextRule,
) -> Result<Option<Option<String>>, Wrong> {
    let Some(text) = fields.text(name)? else { return Ok(None) };
    rule.check_optional(&text).map(Some).map_err(|error| wrong_text(name, error, &text))
}

fn wrong_text(name: &'static str, error: TextError, text: &str) -> Wrong {
    let value = match error {
        TextError::Forbidden(character) => format!("U+{:04X}", u32::from(character)),
        // A prefix that identifies the text.
        _ => text.chars().take(60).collect(),
    };
    Wrong::new(name, error.message(), value)
}

fn side(text: &str) -> Result<&'static str, Wrong> {
    if text.is_empty() {
        return Ok("unknown");
    }
    let known = SIDES.into_iter().find(|known| known.eq_ignore_ascii_case(text));
    known
        .ok_or_else(|| Wrong::new("side", "must be N, NE, E, SE, S, SW, W, NW, M or unknown", text))
}

fn rate(fields: &impl Fields) -> Result<i32, Wrong> {
    const NAME: &str = "rate_minor_per_hour";
    let text = fields.number(NAME)?.unwrap_or_default();
    if text.is_empty() {
        return Err(Wrong::new(NAME, "must not be blank", ""));
    }
    // Spreadsheets and scripts write whole numbers as 300.0.
    let whole = match text.split_once('.') {
        Some((whole, fraction)) if fraction.chars().all(|c| c == '0') => whole,
        _ => text.as_str(),
    };
    let number: i64 =
        whole.parse().map_err(|_| Wrong::new(NAME, "must be a whole number", text.clone()))?;
    let number = i32::try_from(number).ok().filter(|number| (0..=HIGHEST_RATE).contains(number));
    number.ok_or_else(|| Wrong::new(NAME, "must be between 0 and 10000000", text))
}

fn attributes(words: Vec<String>) -> Result<Vec<Cow<'static, str>>, Wrong> {
    let known = |word: String| {
        let known = ATTRIBUTES.into_iter().find(|known| known.eq_ignore_ascii_case(&word));
        known.ok_or_else(|| {
            const RULE: &str = "must be some of accessible, charger, motorcycle, permit_only, \
                scooter, wide";
            Wrong::new("attributes", RULE, word)
        })
    };
    let mut attributes = words.into_iter().map(known).collect::<Result<Vec<_>, _>>()?;
    attributes.sort_unstable();
    attributes.dedup();
    Ok(attributes.into_iter().map(Cow::Borrowed).collect())
}

/// `None` when the column is absent or the cell blank: a flag has no empty value.
fn flag(fields: &impl Fields, name: &'static str) -> Result<Option<bool>, Wrong> {
    let Some(text) = fields.text(name)? else { return Ok(None) };
    match text.to_ascii_lowercase().as_str() {
        "" => Ok(None),
        "true" | "yes" | "1" => Ok(Some(true)),
        "false" | "no" | "0" => Ok(Some(false)),
        _ => Err(Wrong::new(name, "must be true or false", text)),
    }
}

fn on_earth(position: Position, place: &'static str) -> Result<(), Wrong> {
    if position.is_on_earth() {
        Ok(())
    } else {
        let Position { lat, lng } = position;
        Err(Wrong::new(
            place,
            "the position is not on the earth, in degrees",
            format!("{lat}, {lng}"),
        ))
    }
}
