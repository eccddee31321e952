//! Column mappings: JSON that states which columns of a city's CSV files have which meaning.
//! `docs/IMPORT.md` describes the members.

mod columns;

use serde::Deserialize;

use super::{CityStatement, ImportCity, ImportError};
use crate::{
    places::domain::{position::Bounds, time_zone::parse_time_zone},
    platform::domain::money::Currency,
};

pub(super) use columns::{AssumedRate, Column, MeterColumns, ScheduleColumns, check_columns};

const NEW_YORK: &str = include_str!("mappings/nyc.json");
const SAN_FRANCISCO: &str = include_str!("mappings/datasf.json");
const SAN_FRANCISCO_OPERATING: &str = include_str!("mappings/datasf-operating.json");

/// Bounds the length of references.
const MAX_SOURCE_CHARS: usize = 20;
/// A pay station serves one side of a block.
const MAX_SPOTS_PER_ROW: u32 = 20;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Prefix of the references of zones and spots.
    pub(super) source: String,
    city: Option<MappedCity>,
    bounds: Option<MappedBounds>,
    pub(super) meters: MeterColumns,
    pub(super) schedules: Option<ScheduleColumns>,
    pub(super) assumed_rate: Option<AssumedRate>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappedCity {
    slug: String,
    name: String,
    time_zone: String,
    currency: Currency,
}

/// Positions outside are errors. In degrees.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappedBounds {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
}

impl Mapping {
    /// Returns the mapping of New York's "Parking Meters Locations and Status".
    ///
    /// # Errors
    /// None: a test reads the mapping.
    pub fn new_york() -> Result<Self, ImportError> {
        Self::parse(NEW_YORK)
    }

    /// Returns the mapping of San Francisco's meters (`8vzz-qzz9`) and their policies
    /// (`qq7v-hds4`).
    ///
    /// # Errors
    /// None: a test reads the mapping.
    pub fn san_francisco() -> Result<Self, ImportError> {
        Self::parse(SAN_FRANCISCO)
    }

    /// Returns the mapping of San Francisco's meters (`8vzz-qzz9`) and their operating schedules
    /// (`6cqg-dxku`), which have no rates.
    ///
    /// # Errors
    /// None: a test reads the mapping.
    pub fn san_francisco_operating() -> Result<Self, ImportError> {
        Self::parse(SAN_FRANCISCO_OPERATING)
    }

    /// # Errors
    /// When the text is not a mapping, or lacks something.
    pub fn parse(json: &str) -> Result<Self, ImportError> {
        let json = json.trim_start_matches('\u{feff}');
        let mapping: Self =
            serde_json::from_str(json).map_err(|error| ImportError::Mapping(error.to_string()))?;
        match mapping.defect() {
            None => Ok(mapping),
            Some(defect) => Err(ImportError::Mapping(defect.to_owned())),
        }
    }

    /// Replaces the assumed rates by one, in minor units per hour.
    #[must_use]
    pub fn with_assumed_rate(self, minor_per_hour: i32) -> Self {
        Self { assumed_rate: Some(AssumedRate::flat(minor_per_hour)), ..self }
    }

    /// Returns the city that the mapping is for.
    pub fn city(&self) -> Option<ImportCity> {
        self.city.as_ref().map(|city| ImportCity {
            name: city.name.clone(),
            slug: Some(city.slug.clone()),
            time_zone: parse_time_zone(&city.time_zone),
            currency: Some(city.currency),
        })
    }

    /// Returns the time zone and the currency of the city that the mapping is for.
    pub fn stated(&self) -> CityStatement {
        let city = self.city.as_ref();
        CityStatement {
            file: "mapping",
            time_zone: city.map(|city| city.time_zone.clone()),
            currency: city.map(|city| city.currency.code().to_owned()),
        }
    }

    pub(super) fn bounds(&self) -> Option<Bounds> {
        let MappedBounds { south, north, west, east } = self.bounds?;
        Some(Bounds { west, south, east, north })
    }

    /// Returns the column that joins the schedules of another file to the meters.
    pub(super) fn schedule_id(&self) -> Option<&Column> {
        self.schedules.as_ref()?.id.as_ref()
    }

    fn defect(&self) -> Option<&'static str> {
        let is_source = !self.source.is_empty()
            && self.source.len() <= MAX_SOURCE_CHARS
            && self.source.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        let zone = self.city.as_ref().map(|city| parse_time_zone(&city.time_zone));
        if !is_source {
            Some("source must be 1 to 20 lower-case letters and digits")
        } else if !(1..=MAX_SPOTS_PER_ROW).contains(&self.meters.spots_per_row) {
            Some("meters.spots_per_row must be from 1 to 20")
        } else if self.meters.hours.is_some() == self.schedules.is_some() {
            Some("either meters.hours or schedules must be present")
        } else if zone == Some(None) {
            Some("city.time_zone must be an IANA time zone")
        } else if self.assumed_rate.as_ref().is_some_and(AssumedRate::is_out_of_range) {
            Some("assumed_rate must be from 0 to 10000000")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defect(json: &str) -> String {
        Mapping::parse(json).unwrap_err().to_string()
    }

    #[test]
    fn shipped_mappings_are_valid() {
        let new_york = Mapping::new_york().unwrap();
        let city = new_york.city().unwrap();
        assert_eq!(
            (city.slug.as_deref(), city.time_zone, city.currency),
            (Some("new-york"), Some(chrono_tz::America::New_York), Some(Currency::Usd))
        );
        for mapping in [Mapping::san_francisco(), Mapping::san_francisco_operating()] {
            let mapping = mapping.unwrap();
            assert_eq!(mapping.city().unwrap().name, "San Francisco");
            assert!(mapping.schedule_id().is_some() && mapping.assumed_rate.is_none());
        }
    }

    #[test]
    fn incomplete_mappings_are_refused() {
        let meters = r#"{ "id": "id", "street": "street", "lat": "lat", "lng": "lng" }"#;
        let hours = meters.replace("\"lat\":", "\"hours\": \"hours\", \"lat\":");
        let with = |source: &str, meters: &str| {
            format!(r#"{{ "source": "{source}", "meters": {meters} }}"#)
        };
        assert!(Mapping::parse(&with("test", &hours)).is_ok());
        for (json, expected) in [
            (with("Test", &hours), "source must be"),
            (with("test", meters), "either meters.hours or schedules"),
            (with("test", &hours.replace("street\",", "street\", \"colour\": \"x\",")), "colour"),
            (with("test", &hours.replace("\"id\": \"id\", ", "")), "missing field `id`"),
            (
                with("test", &hours.replace("\"hours\":", "\"spots_per_row\": 0, \"hours\":")),
                "spots_per_row",
            ),
            (with("test", &format!(r#"{hours}, "assumed_rate": {{ "other": -1 }}"#)), "from 0 to"),
        ] {
            let text = defect(&json);
            assert!(text.contains(expected), "{text}");
        }
    }
}
