//! Cities: list, create and change; one file per operation.

mod create;
mod list;
mod update;

use chrono_tz::Tz;
use serde::Serialize;
use shared::{
    places::{
        domain::time_zone::{TIME_ZONE_MESSAGE, parse_time_zone},
        models::city::City,
    },
    platform::{domain::money::Currency, error::FieldError},
};
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use create::*;
pub(crate) use list::*;
pub(crate) use update::*;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CityView {
    id: Uuid,
    /// Short name for commands and URLs.
    #[schema(example = "new-york")]
    slug: String,
    #[schema(example = "New York")]
    name: String,
    /// IANA time zone.
    #[schema(example = "America/New_York")]
    time_zone: String,
    /// ISO 4217 currency of all rates and charges in the city.
    #[schema(example = "USD")]
    currency: &'static str,
}

impl From<City> for CityView {
    fn from(city: City) -> Self {
        let City { id, slug, name, time_zone, currency } = city;
        Self {
            id: id.0,
            slug,
            name,
            time_zone: time_zone.name().to_owned(),
            currency: currency.code(),
        }
    }
}

/// Validates a slug: words of lower-case letters and digits, separated by `-`.
fn slug(text: &str) -> Result<String, FieldError> {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    if text.len() <= 60 && text.split('-').all(is_word) {
        Ok(text.to_owned())
    } else {
        Err(FieldError::new(
            "slug",
            "malformed",
            "must be lower-case letters and digits, in words divided by -",
        ))
    }
}

fn time_zone(text: &str) -> Result<Tz, FieldError> {
    parse_time_zone(text).ok_or_else(|| FieldError::new("time_zone", "unknown", TIME_ZONE_MESSAGE))
}

fn currency(text: &str) -> Result<Currency, FieldError> {
    text.parse()
        .map_err(|_| FieldError::new("currency", "unknown", "must be CAD, EUR, GBP, JPY or USD"))
}
