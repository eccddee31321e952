//! Zones: find, create and change; one file per operation.

mod create;
mod list;
mod show;
mod update;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    Error,
    places::{
        domain::{
            polygon::{RING_MESSAGE, closed_ring},
            position::Position,
        },
        models::zone::{SIDES, Zone, ZoneChanges},
    },
    platform::{
        domain::{ids::SiteId, text::TextRule},
        error::FieldError,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::handlers::admin::{checked, errors, position};

pub(crate) use create::*;
pub(crate) use list::*;
pub(crate) use show::*;
pub(crate) use update::*;

/// One side of a street between two cross streets, or an area or level of a site.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedZone {
    id: Uuid,
    city_id: Uuid,
    /// Identifier in imports.
    source_ref: String,
    /// Street; for a zone of a site, the name that drivers see.
    #[schema(example = "West 43 Street")]
    street: String,
    from_street: String,
    to_street: String,
    /// Compass side of the street, `M` for a median, or `unknown`.
    #[schema(example = "N")]
    side: String,
    /// Kerb, or ring of the boundary, as a GeoJSON `LineString`.
    #[schema(value_type = Object)]
    line: Value,
    /// `null` for a zone of a street.
    site_id: Option<Uuid>,
    /// Level in a garage.
    level: Option<String>,
    /// GeoJSON `Polygon`; `null` for a kerb.
    #[schema(value_type = Option<Object>)]
    boundary: Option<Value>,
}

/// Fields to change. An omitted field keeps its value.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct UpdateZone {
    street: Option<String>,
    from_street: Option<String>,
    to_street: Option<String>,
    side: Option<String>,
    /// Kerb: 2 to 500 positions, each `[lng, lat]`.
    line: Option<Vec<Vec<f64>>>,
    /// Moves the zone to this site of its city.
    site_id: Option<Uuid>,
    /// Level in a garage, such as `2` or `P1`. An empty text removes it.
    level: Option<String>,
    /// Ring of 3 to 500 different positions, each `[lng, lat]`, which replaces the line. An empty
    /// list removes the boundary.
    boundary: Option<Vec<Vec<f64>>>,
}

impl From<Zone> for ManagedZone {
    fn from(zone: Zone) -> Self {
        let shape = |text: &str| serde_json::from_str(text).unwrap_or_default();
        Self {
            id: zone.id.0,
            city_id: zone.city_id.0,
            source_ref: zone.source_ref,
            street: zone.street,
            from_street: zone.from_street,
            to_street: zone.to_street,
            side: zone.side,
            line: shape(&zone.line),
            site_id: zone.site_id.map(|id| id.0),
            level: zone.level,
            boundary: zone.boundary.as_deref().map(shape),
        }
    }
}

impl UpdateZone {
    fn validate(self) -> Result<ZoneChanges, Error> {
        let mut wrong = Vec::new();
        let changes = ZoneChanges {
            street: self
                .street
                .and_then(|text| errors(&mut wrong, checked("street", &text, TextRule::STREET))),
            from_street: self
                .from_street
                .and_then(|text| errors(&mut wrong, maybe("from_street", &text))),
            to_street: self
                .to_street
                .and_then(|text| errors(&mut wrong, maybe("to_street", &text))),
            side: self.side.and_then(|text| errors(&mut wrong, side(text))),
            line: self.line.and_then(|points| errors(&mut wrong, line(&points))),
            site_id: self.site_id.map(SiteId),
            level: self.level.and_then(|text| errors(&mut wrong, level(&text))),
            boundary: self.boundary.and_then(|points| errors(&mut wrong, boundary(&points))),
        };
        if changes.line.is_some() && matches!(changes.boundary, Some(Some(_))) {
            let message = "must not be given with a boundary";
            wrong.push(FieldError::new("line", "has_boundary", message));
        }
        if wrong.is_empty() { Ok(changes) } else { Err(Error::Invalid(wrong)) }
    }
}

/// Validates a text that may be empty.
fn maybe(field: &'static str, text: &str) -> Result<String, FieldError> {
    let checked = TextRule::STREET.check_optional(text);
    checked
        .map(Option::unwrap_or_default)
        .map_err(|error| FieldError::new(field, "out_of_range", error.to_string()))
}

fn level(text: &str) -> Result<Option<String>, FieldError> {
    let checked = TextRule::LEVEL.check_optional(text);
    checked.map_err(|error| FieldError::new("level", "out_of_range", error.to_string()))
}

/// Validates a ring; an empty list is none.
pub(super) fn boundary(points: &[Vec<f64>]) -> Result<Option<Vec<Position>>, FieldError> {
    if points.is_empty() {
        return Ok(None);
    }
    let points: Vec<Position> =
        points.iter().map(|point| position("boundary", point)).collect::<Result<_, _>>()?;
    let ring = closed_ring(&points);
    ring.map(Some).ok_or_else(|| FieldError::new("boundary", "out_of_range", RING_MESSAGE))
}

fn side(text: String) -> Result<String, FieldError> {
    let unknown =
        || FieldError::new("side", "unknown", format!("must be one of {}", SIDES.join(", ")));
    if SIDES.contains(&text.as_str()) { Ok(text) } else { Err(unknown()) }
}

fn line(points: &[Vec<f64>]) -> Result<Vec<Position>, FieldError> {
    if !(2..=500).contains(&points.len()) {
        return Err(FieldError::new("line", "out_of_range", "must have two to 500 positions"));
    }
    points.iter().map(|point| position("line", point)).collect()
}
