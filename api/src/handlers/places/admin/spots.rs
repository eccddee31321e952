//! Spots: find, create, change, retire and restore; one file per operation.

mod create;
mod restore;
mod retire;
mod search;
mod show;
mod update;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    places::models::spot_details::{ATTRIBUTES, HIGHEST_RATE, SpotChanges, SpotDetails},
    platform::{domain::text::TextRule, error::FieldError},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::handlers::admin::{checked, errors, position};

pub(crate) use create::*;
pub(crate) use restore::*;
pub(crate) use retire::*;
pub(crate) use search::*;
pub(crate) use show::*;
pub(crate) use update::*;

/// A spot with the fields for operators.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedSpot {
    id: Uuid,
    city_id: Uuid,
    zone_id: Uuid,
    /// Identifier in imports.
    source_ref: String,
    /// Label at the kerb.
    #[schema(example = "B14")]
    label: String,
    lat: f64,
    lng: f64,
    /// Hourly rate in minor units of the city's currency.
    rate_minor_per_hour: i32,
    /// `accessible`, `charger`, `motorcycle`, `permit_only`, `scooter`, `wide`.
    attributes: Vec<String>,
    /// Enforced hours, as free text.
    hours: Option<String>,
    /// `true` if the position is derived from that of a pay station.
    position_assumed: bool,
    /// Time of retirement; `null` while in service.
    retired_at: Option<DateTime<Utc>>,
}

/// Fields to change. An omitted field keeps its value.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct UpdateSpot {
    label: Option<String>,
    /// Requires `lng`.
    lat: Option<f64>,
    lng: Option<f64>,
    /// Applies to new reservations; existing ones keep their rate.
    rate_minor_per_hour: Option<i32>,
    /// Replaces all attributes.
    attributes: Option<Vec<String>>,
    /// An empty text removes the hours.
    hours: Option<String>,
}

impl From<SpotDetails> for ManagedSpot {
    fn from(spot: SpotDetails) -> Self {
        Self {
            id: spot.id.0,
            city_id: spot.city_id.0,
            zone_id: spot.zone_id.0,
            source_ref: spot.source_ref,
            label: spot.label,
            lat: spot.lat,
            lng: spot.lng,
            rate_minor_per_hour: spot.rate_minor_per_hour,
            attributes: spot.attributes,
            hours: spot.hours,
            position_assumed: spot.position_assumed,
            retired_at: spot.retired_at,
        }
    }
}

impl UpdateSpot {
    fn validate(self) -> Result<SpotChanges, Error> {
        let mut wrong = Vec::new();
        let at = match (self.lat, self.lng) {
            (Some(lat), Some(lng)) => errors(&mut wrong, position("lat", &[lng, lat])),
            (None, None) => None,
            _ => errors(
                &mut wrong,
                Err(FieldError::new("lat", "required", "must be given together with lng")),
            ),
        };
        let changes = SpotChanges {
            label: self
                .label
                .and_then(|text| errors(&mut wrong, checked("label", &text, TextRule::LABEL))),
            lat: at.map(|at| at.lat),
            lng: at.map(|at| at.lng),
            rate_minor_per_hour: self
                .rate_minor_per_hour
                .and_then(|rate| errors(&mut wrong, checked_rate(rate))),
            attributes: self
                .attributes
                .and_then(|texts| errors(&mut wrong, checked_attributes(texts))),
            hours: self.hours.and_then(|text| errors(&mut wrong, checked_hours(&text))),
            position_assumed: at.map(|_| false),
        };
        if wrong.is_empty() { Ok(changes) } else { Err(Error::Invalid(wrong)) }
    }
}

fn checked_rate(rate: i32) -> Result<i32, FieldError> {
    let wrong = || {
        FieldError::new(
            "rate_minor_per_hour",
            "out_of_range",
            format!("must be 0 to {HIGHEST_RATE}"),
        )
    };
    if (0..=HIGHEST_RATE).contains(&rate) { Ok(rate) } else { Err(wrong()) }
}

fn checked_attributes(mut texts: Vec<String>) -> Result<Vec<String>, FieldError> {
    texts.sort();
    texts.dedup();
    let wrong = || {
        FieldError::new(
            "attributes",
            "unknown",
            format!("must be some of {}", ATTRIBUTES.join(", ")),
        )
    };
    if texts.iter().all(|text| ATTRIBUTES.contains(&text.as_str())) {
        Ok(texts)
    } else {
        Err(wrong())
    }
}

fn checked_hours(text: &str) -> Result<Option<String>, FieldError> {
    let checked = TextRule::HOURS.check_optional(text);
    checked.map_err(|error| FieldError::new("hours", "out_of_range", error.to_string()))
}
