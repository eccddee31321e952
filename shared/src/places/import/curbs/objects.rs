//! The objects `Curb Zone` and `Curb Space`, as far as they are imported.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::{
    CURB_SOURCE,
    geometry::{center, kerb},
};
use crate::{
    places::{
        domain::{position::Position, posted_rules::PostedRules},
        import::{
            SpotRecord, Wrong, ZoneRecord,
            ground::{SPOT_M, along, line_length},
        },
        models::zone::SIDES,
    },
    platform::domain::text::TextRule,
};

/// Bounds the number of spots that follow from a length.
const MAX_SPOTS: u32 = 200;
/// A zone with a later end does not end.
const MAX_YEAR: i32 = 9_999;
const ID: TextRule = TextRule {
    max_chars: 100,
    multi_line: false,
    message: "must be one line of 1 to 100 characters",
};

#[derive(Debug, Deserialize)]
pub(super) struct CurbZone {
    pub(super) curb_zone_id: String,
    geometry: Value,
    pub(super) curb_policy_ids: Vec<String>,
    /// Milliseconds since 1970.
    start_date: Option<i64>,
    /// Milliseconds since 1970, exclusive.
    end_date: Option<i64>,
    name: Option<String>,
    user_zone_id: Option<String>,
    street_name: Option<String>,
    cross_street_start_name: Option<String>,
    cross_street_end_name: Option<String>,
    street_side: Option<String>,
    median: Option<bool>,
    /// Centimetres.
    length: Option<f64>,
    num_spaces: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CurbSpace {
    pub(super) curb_space_id: String,
    geometry: Value,
    pub(super) curb_zone_id: String,
    name: Option<String>,
    space_number: Option<u32>,
}

impl CurbZone {
    pub(super) fn record(&self, line: u64) -> Result<ZoneRecord, Wrong> {
        text("curb_zone_id", Some(&self.curb_zone_id), ID)?;
        let street = [&self.street_name, &self.name, &self.user_zone_id]
            .into_iter()
            .find_map(|name| name.as_deref().filter(|name| !name.trim().is_empty()));
        let street = text("street_name", street, TextRule::STREET)?;
        let cross = |column, name: &Option<String>| match name.as_deref() {
            None | Some("") => Ok(String::new()),
            name => text(column, name, TextRule::STREET),
        };
        let known = self
            .street_side
            .as_deref()
            .and_then(|text| SIDES.into_iter().find(|side| side.eq_ignore_ascii_case(text.trim())));
        let median = if self.median == Some(true) { "M" } else { "unknown" };
        Ok(ZoneRecord {
            line,
            source_ref: self.reference(),
            street,
            from_street: Some(cross("cross_street_start_name", &self.cross_street_start_name)?),
            to_street: Some(cross("cross_street_end_name", &self.cross_street_end_name)?),
            side: Some(known.unwrap_or(median)),
            points: self.kerb()?,
            is_area: None,
            site_ref: None,
            level: None,
        })
    }

    /// Returns spots at equal distances along the kerb: as many as the zone has spaces, else as its
    /// length has room for.
    pub(super) fn spots(
        &self,
        line: u64,
        posted: &Arc<PostedRules>,
        now: DateTime<Utc>,
    ) -> Result<Vec<SpotRecord>, Wrong> {
        let kerb = self.kerb()?;
        let length = line_length(&kerb);
        let room = self.length.map_or(length, |centimetres| centimetres / 100.0);
        let fitting = (1..=MAX_SPOTS).rev().find(|count| f64::from(*count) * SPOT_M <= room);
        let count = self.num_spaces.or(fitting).unwrap_or(1).min(MAX_SPOTS);
        let place = |number: u32| (f64::from(number) - 0.5) / f64::from(count) * length;
        let spot = |number: u32| {
            let position = along(&kerb, place(number)).ok_or_else(|| self.no_kerb())?;
            let label = format!("{}-{number}", self.label());
            self.spot(line, &format!("{}:{number}", self.curb_zone_id), &label, position)
        };
        let complete = |spot: SpotRecord| SpotRecord {
            posted: Some(Arc::clone(posted)),
            position_assumed: Some(true),
            in_service: Some(self.is_valid(now)),
            ..spot
        };
        (1..=count).map(|number| spot(number).map(complete)).collect()
    }

    /// Returns the end of the zone; `None` if it does not end.
    pub(super) fn ends_at(&self) -> Option<DateTime<Utc>> {
        let end = self.end_date.and_then(DateTime::from_timestamp_millis);
        end.filter(|end| (0..=MAX_YEAR).contains(&end.year()))
    }

    fn reference(&self) -> String {
        format!("{CURB_SOURCE}:{}", self.curb_zone_id)
    }

    fn is_valid(&self, now: DateTime<Utc>) -> bool {
        let now = now.timestamp_millis();
        self.start_date.is_none_or(|start| start <= now)
            && self.end_date.is_none_or(|end| now < end)
    }

    /// The number on the sign, the name, or the first part of the id.
    fn label(&self) -> &str {
        let named = [&self.user_zone_id, &self.name].into_iter().find_map(|name| name.as_deref());
        let part = self.curb_zone_id.split('-').next().unwrap_or_default();
        named.filter(|name| !name.trim().is_empty()).unwrap_or(part)
    }

    fn kerb(&self) -> Result<Vec<Position>, Wrong> {
        kerb(&self.geometry).filter(|line| line.len() <= 500).ok_or_else(|| self.no_kerb())
    }

    fn no_kerb(&self) -> Wrong {
        let message = "must be a Polygon or a LineString of at least a metre";
        Wrong::new("geometry", message, short(&self.geometry))
    }

    /// Returns a spot of the zone. Its rules and state are those of [`Self::spots`] or
    /// [`CurbSpace::spot`].
    fn spot(
        &self,
        line: u64,
        id: &str,
        label: &str,
        position: Position,
    ) -> Result<SpotRecord, Wrong> {
        Ok(SpotRecord {
            line,
            source_ref: format!("{CURB_SOURCE}:{id}"),
            zone_ref: self.reference(),
            label: text("name", Some(label), TextRule::LABEL)?,
            position,
            rate_minor_per_hour: 0,
            attributes: Some(Vec::new()),
            hours: Some(None),
            posted: None,
            position_assumed: None,
            in_service: None,
        })
    }
}

impl CurbSpace {
    pub(super) fn spot(
        &self,
        line: u64,
        zone: &CurbZone,
        posted: &Arc<PostedRules>,
        now: DateTime<Utc>,
    ) -> Result<SpotRecord, Wrong> {
        text("curb_space_id", Some(&self.curb_space_id), ID)?;
        let message = "must be a Polygon or a LineString";
        let position = center(&self.geometry)
            .ok_or_else(|| Wrong::new("geometry", message, short(&self.geometry)))?;
        let label = match (self.name.as_deref().map(str::trim), self.space_number) {
            (Some(name), _) if !name.is_empty() => name.to_owned(),
            (_, Some(number)) => format!("{}-{number}", zone.label()),
            _ => self.curb_space_id.split('-').next().unwrap_or_default().to_owned(),
        };
        let spot = zone.spot(line, &format!("{}:1", self.curb_space_id), &label, position)?;
        Ok(SpotRecord {
            posted: Some(Arc::clone(posted)),
            position_assumed: Some(false),
            in_service: Some(zone.is_valid(now)),
            ..spot
        })
    }
}

fn text(column: &'static str, text: Option<&str>, rule: TextRule) -> Result<String, Wrong> {
    let text = text.unwrap_or_default();
    let short = || text.chars().take(60).collect::<String>();
    rule.check(text).map_err(|error| Wrong::new(column, error.message(), short()))
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(60).collect()
}
