//! Sites: find, create, change, retire and restore; one file per operation.

mod create;
mod list;
mod restore;
mod retire;
mod show;
mod update;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    Error,
    places::{
        domain::site::{EntryMode, SiteAccess, SiteKind},
        models::site::{Site, SiteChanges},
    },
    platform::{domain::text::TextRule, error::FieldError},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::zones::boundary;
use crate::handlers::admin::{checked, errors, one_of, position};

pub(crate) use create::*;
pub(crate) use list::*;
pub(crate) use restore::*;
pub(crate) use retire::*;
pub(crate) use show::*;
pub(crate) use update::*;

/// A lot, garage, depot or yard.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SiteView {
    id: Uuid,
    city_id: Uuid,
    /// Identifier in imports.
    source_ref: String,
    /// `lot`, `garage`, `depot` or `yard`.
    #[schema(example = "garage")]
    kind: &'static str,
    #[schema(example = "Bryant Park Garage")]
    name: String,
    lat: f64,
    lng: f64,
    /// GeoJSON `Polygon`; `null` if unknown.
    #[schema(value_type = Option<Object>)]
    boundary: Option<Value>,
    /// Person or office, as free text.
    contact: String,
    address: String,
    region: String,
    country: String,
    postcode: String,
    /// Instructions for drivers on their way.
    arrival_instructions: String,
    /// Instructions for drivers when no spot is free.
    full_instructions: String,
    /// `public`, or `members` if only members of organizations may reserve.
    #[schema(example = "public")]
    access: &'static str,
    /// `open`, `barrier`, `code`, `plate` or `attendant`.
    #[schema(example = "barrier")]
    entry_mode: &'static str,
    /// Time of retirement; `null` while in service.
    retired_at: Option<DateTime<Utc>>,
}

/// Fields to change. An omitted field keeps its value; an empty text or list removes it.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct UpdateSite {
    /// `lot`, `garage`, `depot` or `yard`.
    kind: Option<String>,
    name: Option<String>,
    /// Requires `lng`.
    lat: Option<f64>,
    lng: Option<f64>,
    /// Ring of 3 to 500 different positions, each `[lng, lat]`.
    boundary: Option<Vec<Vec<f64>>>,
    /// Person or office, as free text.
    contact: Option<String>,
    address: Option<String>,
    region: Option<String>,
    country: Option<String>,
    postcode: Option<String>,
    /// Instructions for drivers on their way; may have several lines.
    arrival_instructions: Option<String>,
    /// Instructions for drivers when no spot is free; may have several lines.
    full_instructions: Option<String>,
    /// `public`, or `members` if only members of organizations may reserve.
    access: Option<String>,
    /// `open`, `barrier`, `code`, `plate` or `attendant`.
    entry_mode: Option<String>,
}

impl From<Site> for SiteView {
    fn from(site: Site) -> Self {
        let shape = |text: &str| serde_json::from_str(text).unwrap_or_default();
        Self {
            id: site.id.0,
            city_id: site.city_id.0,
            source_ref: site.source_ref,
            kind: site.kind.as_str(),
            name: site.name,
            lat: site.lat,
            lng: site.lng,
            boundary: site.boundary.as_deref().map(shape),
            contact: site.contact,
            address: site.address,
            region: site.region,
            country: site.country,
            postcode: site.postcode,
            arrival_instructions: site.arrival_instructions,
            full_instructions: site.full_instructions,
            access: site.access.as_str(),
            entry_mode: site.entry_mode.as_str(),
            retired_at: site.retired_at,
        }
    }
}

impl UpdateSite {
    fn validate(self) -> Result<SiteChanges, Error> {
        let mut wrong = Vec::new();
        let at = match (self.lat, self.lng) {
            (Some(lat), Some(lng)) => errors(&mut wrong, position("lat", &[lng, lat])),
            (None, None) => None,
            _ => errors(
                &mut wrong,
                Err(FieldError::new("lat", "required", "must be given together with lng")),
            ),
        };
        let mut maybe = |field, text: Option<String>, rule| {
            text.and_then(|text| errors(&mut wrong, optional(field, &text, rule)))
        };
        let contact = maybe("contact", self.contact, TextRule::ADDRESS);
        let address = maybe("address", self.address, TextRule::ADDRESS);
        let region = maybe("region", self.region, TextRule::ADDRESS);
        let country = maybe("country", self.country, TextRule::ADDRESS);
        let postcode = maybe("postcode", self.postcode, TextRule::ADDRESS);
        let arrival_instructions =
            maybe("arrival_instructions", self.arrival_instructions, TextRule::INSTRUCTIONS);
        let full_instructions =
            maybe("full_instructions", self.full_instructions, TextRule::INSTRUCTIONS);
        let changes = SiteChanges {
            kind: self.kind.and_then(|text| errors(&mut wrong, kind(&text))),
            name: self
                .name
                .and_then(|text| errors(&mut wrong, checked("name", &text, TextRule::NAME))),
            lat: at.map(|at| at.lat),
            lng: at.map(|at| at.lng),
            boundary: self.boundary.and_then(|points| errors(&mut wrong, boundary(&points))),
            contact,
            address,
            region,
            country,
            postcode,
            arrival_instructions,
            full_instructions,
            access: self.access.and_then(|text| errors(&mut wrong, access(&text))),
            entry_mode: self.entry_mode.and_then(|text| errors(&mut wrong, entry_mode(&text))),
        };
        if wrong.is_empty() { Ok(changes) } else { Err(Error::Invalid(wrong)) }
    }
}

/// Validates a text that may be empty.
fn optional(field: &'static str, text: &str, rule: TextRule) -> Result<String, FieldError> {
    let checked = rule.check_optional(text).map(Option::unwrap_or_default);
    checked.map_err(|error| FieldError::new(field, "out_of_range", error.to_string()))
}

fn kind(text: &str) -> Result<SiteKind, FieldError> {
    one_of("kind", text, "must be lot, garage, depot or yard")
}

fn access(text: &str) -> Result<SiteAccess, FieldError> {
    one_of("access", text, "must be public or members")
}

fn entry_mode(text: &str) -> Result<EntryMode, FieldError> {
    one_of("entry_mode", text, "must be open, barrier, code, plate or attendant")
}
