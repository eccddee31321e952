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
        domain::position::Position,
        models::zone::{SIDES, Zone, ZoneChanges},
    },
    platform::{domain::text::TextRule, error::FieldError},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::handlers::admin::{checked, errors, position};

pub(crate) use create::*;
pub(crate) use list::*;
pub(crate) use show::*;
pub(crate) use update::*;

/// One side of a street between two cross streets.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedZone {
    id: Uuid,
    city_id: Uuid,
    /// Identifier in imports.
    source_ref: String,
    #[schema(example = "West 43 Street")]
    street: String,
    from_street: String,
    to_street: String,
    /// Compass side of the street, `M` for a median, or `unknown`.
    #[schema(example = "N")]
    side: String,
    /// Kerb as a GeoJSON `LineString`.
    #[schema(value_type = Object)]
    line: Value,
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
}

impl From<Zone> for ManagedZone {
    fn from(zone: Zone) -> Self {
        let Zone { id, city_id, source_ref, street, from_street, to_street, side, line } = zone;
        let line = serde_json::from_str(&line).unwrap_or_default();
        Self {
            id: id.0,
            city_id: city_id.0,
            source_ref,
            street,
            from_street,
            to_street,
            side,
            line,
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
        };
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
