//! Vehicles of drivers.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, de::Error as _};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::{ids::VehicleId, text_enum::text_enum};

/// Class of a vehicle, as in the constraint `vehicles_class_known`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum VehicleClass {
    Car,
    Motorcycle,
    Scooter,
    Van,
    Truck,
}
text_enum!(VehicleClass);

impl<'de> Deserialize<'de> for VehicleClass {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// Issuer of a plate: a country of ISO 3166-1, or a subdivision of ISO 3166-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jurisdiction(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a country or a state as ISO 3166 writes it, such as DE or US-NY")]
pub struct InvalidJurisdiction;

impl Jurisdiction {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether a plate of this issuer may be one of the region that a camera names, such as
    /// `us-ny`, `eu-de` or `gb`. A text in another form may stand for any issuer.
    pub fn may_be(&self, region: &str) -> bool {
        let region = region.to_ascii_uppercase();
        let region = region.strip_prefix("EU-").unwrap_or(&region);
        let Ok(region) = region.parse::<Self>() else { return true };
        let split = |code: &Self| match code.0.split_once('-') {
            Some((country, part)) => (country.to_owned(), Some(part.to_owned())),
            None => (code.0.clone(), None),
        };
        let ((country, part), (other_country, other_part)) = (split(self), split(&region));
        let is_same_part = part.is_none() || other_part.is_none() || part == other_part;
        country == other_country && is_same_part
    }
}

impl FromStr for Jurisdiction {
    type Err = InvalidJurisdiction;

    fn from_str(text: &str) -> Result<Self, InvalidJurisdiction> {
        let code = text.trim().to_ascii_uppercase();
        let (country, subdivision) = match code.split_once('-') {
            Some((country, subdivision)) => (country, Some(subdivision)),
            None => (code.as_str(), None),
        };
        let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        let is_subdivision = subdivision.is_none_or(|part| {
            (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        if is_country && is_subdivision { Ok(Self(code)) } else { Err(InvalidJurisdiction) }
    }
}

/// A plate as it is stored: encrypted, with a keyed hash for comparison.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedPlate {
    /// The encrypted plate, as it was entered.
    pub sealed: Vec<u8>,
    /// The keyed hash of the normalised plate.
    pub hash: Vec<u8>,
    /// Identifies the secret that both keys are derived from.
    pub secret_id: Vec<u8>,
}

impl fmt::Debug for SealedPlate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedPlate")
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VehicleDetails {
    pub plate: SealedPlate,
    /// `None` when it is not known.
    pub jurisdiction: Option<Jurisdiction>,
    pub class: VehicleClass,
    pub is_electric: bool,
    /// Last day of the disabled permit; `None` without a permit.
    pub disabled_permit_until: Option<NaiveDate>,
}

impl VehicleDetails {
    /// Returns whether both describe the same vehicle. Two encryptions of one plate differ.
    pub fn is_same(&self, other: &Self) -> bool {
        let other_plate = SealedPlate { sealed: self.plate.sealed.clone(), ..other.plate.clone() };
        *self == Self { plate: other_plate, ..other.clone() }
    }
}

/// The vehicle of a reservation, as the driver chose it.
#[derive(Debug, Clone)]
pub enum VehicleChoice {
    /// A vehicle of the user's account.
    Saved(VehicleId),
    /// A vehicle for this reservation only.
    Given(VehicleDetails),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jurisdiction_is_a_code_of_iso_3166() {
        for (text, code) in [("de", "DE"), (" us-ny ", "US-NY"), ("GB-ENG", "GB-ENG")] {
            assert_eq!(text.parse::<Jurisdiction>().unwrap().as_str(), code);
        }
        for text in ["", "D", "DEU", "US-", "US-NEWY", "U1", "US-N Y", "US_NY"] {
            assert_eq!(text.parse::<Jurisdiction>(), Err(InvalidJurisdiction), "{text:?}");
        }
    }

    #[test]
    fn issuer_is_compared_with_a_region() {
        for (code, region, may_be) in [
            ("US-NY", "us-ny", true),
            ("US-NY", "us-nj", false),
            ("US-NY", "us", true),
            ("US", "us-nj", true),
            ("US-NY", "gb", false),
            ("DE", "eu-de", true),
            ("DE", "eu-pl", false),
            ("US-NY", "New York", true),
        ] {
            let issuer: Jurisdiction = code.parse().unwrap();
            assert_eq!(issuer.may_be(region), may_be, "{code} {region}");
        }
    }
}
