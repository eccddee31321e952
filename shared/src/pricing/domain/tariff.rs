//! Tariffs: the document, its validation, and the prices and rules that follow from it.
//!
//! Bands are times on the wall clock of the place; durations are elapsed time.

mod band_time;
mod calendar;
pub mod curb_policy;
mod dated_season;
pub mod document;
#[cfg(test)]
pub(super) mod fixture;
pub mod meter_hours;
pub mod meter_schedules;
mod next_allowed;
mod posted_bands;
mod refusal_words;
mod rules;
mod schedule;
mod stay_price;
mod timeline;
mod validation;
pub mod values;
mod words;

use std::fmt;

use document::TariffDocument;
pub use rules::{Reason, Refusal};
use serde_path_to_error::Segment;
pub use stay_price::{LineKind, PriceLine, StayPrice};

use crate::identity::domain::vehicle::VehicleClass;

/// A valid tariff document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tariff(TariffDocument);

/// A defect of a tariff document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct TariffError {
    /// The JSON pointer (RFC 6901) of the invalid value; empty for the whole document.
    pub pointer: String,
    pub message: String,
}

/// The properties of a vehicle and its driver that a tariff depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vehicle<'a> {
    pub class: VehicleClass,
    /// Name of the permit with which the vehicle is parked.
    pub permit: Option<&'a str>,
    /// Highest rate per hour, in minor units, before the factor of the class; `None` for no limit.
    pub rate_cap_minor: Option<i64>,
}

impl Vehicle<'_> {
    /// Returns a vehicle of a class, without a permit and without a cap.
    pub const fn of(class: VehicleClass) -> Self {
        Self { class, permit: None, rate_cap_minor: None }
    }

    #[must_use]
    pub const fn with_rate_cap(self, rate_cap_minor: Option<i64>) -> Self {
        Self { rate_cap_minor, ..self }
    }
}

impl Tariff {
    /// # Errors
    /// All defects of the document.
    pub fn new(document: TariffDocument) -> Result<Self, Vec<TariffError>> {
        let errors = validation::validate(&document);
        if errors.is_empty() { Ok(Self(document)) } else { Err(errors) }
    }

    /// Returns the tariff of a document that was validated at its publication. It is not validated
    /// again, so that a later, stricter validation does not change the price of a stay.
    pub fn of_published(document: TariffDocument) -> Self {
        Self(document)
    }

    /// Parses and validates a document.
    ///
    /// # Errors
    /// The first unreadable value, or else all defects of the document.
    pub fn parse(json: &str) -> Result<Self, Vec<TariffError>> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let document = serde_path_to_error::deserialize(&mut reader)
            .map_err(|error| vec![TariffError::unreadable(&error)])?;
        reader.end().map_err(|error| vec![TariffError::new("", &error.to_string())])?;
        Self::new(document)
    }

    pub fn document(&self) -> &TariffDocument {
        &self.0
    }

    /// Returns the highest rate of the bands and their steps; 0 without bands.
    pub fn highest_rate(&self) -> i64 {
        let bands = self.0.bands.iter();
        let rates = bands.flat_map(|band| {
            let steps = band.steps.iter().map(|step| step.rate_minor_per_hour);
            band.rate_minor_per_hour.into_iter().chain(steps)
        });
        rates.max().unwrap_or_default()
    }
}

impl TariffError {
    fn new(pointer: &str, message: &str) -> Self {
        Self { pointer: pointer.to_owned(), message: message.to_owned() }
    }

    fn unreadable(error: &serde_path_to_error::Error<serde_json::Error>) -> Self {
        let mut pointer = String::new();
        for segment in error.path() {
            match segment {
                Segment::Seq { index } => pointer += &format!("/{index}"),
                Segment::Map { key } => pointer += &format!("/{}", escape(key)),
                // No enumeration of the document contains data, so its path needs no segment.
                Segment::Enum { .. } | Segment::Unknown => {}
            }
        }
        let text = error.inner().to_string();
        if !error.inner().is_data() {
            return Self::new("", &format!("is not JSON: {text}"));
        }
        let reason = text.split(" at line ").next().unwrap_or_default();
        let missing =
            reason.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
        match missing {
            Some(name) => Self::new(&format!("{pointer}/{name}"), "is missing"),
            None => Self::new(&pointer, reason),
        }
    }
}

impl fmt::Display for TariffError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() { "the document" } else { self.pointer.as_str() };
        write!(f, "{pointer}: {}", self.message)
    }
}

/// Escapes a member name for a JSON pointer.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn published_document_is_not_validated_again() {
        let invalid = fixture::document(json!({ "minimum_minor": -1 }));
        let document: TariffDocument = serde_json::from_value(invalid).unwrap();
        assert!(Tariff::new(document.clone()).is_err());
        assert_eq!(Tariff::of_published(document.clone()).document(), &document);
    }

    #[test]
    fn highest_rate_may_be_that_of_a_step() {
        let steps = json!({ "steps": [
            { "after_minutes": 60, "rate_minor_per_hour": 800 },
            { "after_minutes": 120, "rate_minor_per_hour": 200 },
        ] });
        let day = fixture::with(fixture::band("", "08:00-19:00", 450), steps);
        let bands = json!([day, fixture::band("", "19:00-22:00", 500)]);
        assert_eq!(fixture::tariff(json!({ "bands": bands })).highest_rate(), 800);
        assert_eq!(fixture::tariff(json!({})).highest_rate(), 0);
    }
}
