//! Saved vehicles of a user; one file per operation.

mod add;
mod change;
mod list;
mod remove;

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    identity::{
        domain::{
            plate::Plate,
            vehicle::{Jurisdiction, VehicleClass, VehicleDetails},
        },
        models::vehicle::Vehicle,
        operations::SaveVehicle,
    },
    platform::{domain::ids::UserId, error::FieldError, token::Tokens},
};
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use add::*;
pub(crate) use change::*;
pub(crate) use list::*;
pub(crate) use remove::*;

/// Years in which a disabled permit may end.
const PERMIT_YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// A vehicle.
#[derive(Deserialize, Serialize, ToSchema)]
pub(crate) struct VehicleBody {
    /// Licence plate: 1 to 15 letters and digits. Case, spaces, hyphens and dots make no
    /// difference.
    #[schema(example = "B-AB 123")]
    plate: String,
    /// Issuer of the plate: a country of ISO 3166-1 or a subdivision of ISO 3166-2, if known.
    #[schema(example = "US-NY")]
    jurisdiction: Option<String>,
    /// `car` (default), `motorcycle`, `scooter`, `van` or `truck`.
    #[schema(example = "car")]
    class: Option<String>,
    #[serde(default)]
    is_electric: bool,
    /// Last day of the disabled permit; only with a permit.
    disabled_permit_until: Option<NaiveDate>,
}

/// The plate is personal data.
impl fmt::Debug for VehicleBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VehicleBody")
    }
}

impl VehicleBody {
    /// Returns the plate, and the vehicle as it is stored. `path` is the path of the vehicle in
    /// the body of the request: empty, or a name with a dot.
    pub(crate) fn validate(
        &self,
        path: &str,
        tokens: &Tokens,
    ) -> Result<(Plate, VehicleDetails), Error> {
        let mut wrong = Vec::new();
        let mut refuse = |name: &str, code, message: String| {
            wrong.push(FieldError::new(format!("{path}{name}"), code, message));
        };
        let plate = self.plate.parse::<Plate>();
        let plate = plate.map_err(|error| refuse("plate", "malformed", error.to_string())).ok();
        let jurisdiction = self.jurisdiction.as_deref().map(str::parse::<Jurisdiction>).transpose();
        let jurisdiction = jurisdiction
            .map_err(|error| refuse("jurisdiction", "malformed", error.to_string()))
            .ok();
        let class = self.class.as_deref().map_or(Ok(VehicleClass::Car), str::parse);
        let class = class
            .map_err(|_| {
                let known: Vec<_> = VehicleClass::ALL.iter().map(|class| class.as_str()).collect();
                refuse("class", "unknown", format!("must be one of {}", known.join(", ")));
            })
            .ok();
        let permit = self.disabled_permit_until;
        if permit.is_some_and(|until| !PERMIT_YEARS.contains(&until.year())) {
            let message = "must be in a year from 2000 to 2199".to_owned();
            refuse("disabled_permit_until", "out_of_range", message);
        }
        let (Some(plate), Some(jurisdiction), Some(class), true) =
            (plate, jurisdiction, class, wrong.is_empty())
        else {
            return Err(Error::Invalid(wrong));
        };
        let details = VehicleDetails {
            plate: tokens.seal_plate(&plate)?,
            jurisdiction,
            class,
            is_electric: self.is_electric,
            disabled_permit_until: permit,
        };
        Ok((plate, details))
    }

    fn to_save(&self, user_id: UserId, tokens: &Tokens) -> Result<SaveVehicle, Error> {
        let (plate, details) = self.validate("", tokens)?;
        Ok(SaveVehicle { user_id, details, plate_hashes: tokens.plate_hashes(&plate)? })
    }
}

/// A saved vehicle.
#[derive(Serialize, ToSchema)]
pub(crate) struct VehicleView {
    id: Uuid,
    /// The plate as it was entered; `null` if it has to be entered again, because the server's
    /// secret was replaced.
    #[schema(example = "B-AB 123")]
    plate: Option<String>,
    #[schema(example = "US-NY")]
    jurisdiction: Option<String>,
    /// `car`, `motorcycle`, `scooter`, `van` or `truck`.
    #[schema(value_type = String)]
    class: VehicleClass,
    is_electric: bool,
    /// Last day of the disabled permit; `null` without a permit.
    disabled_permit_until: Option<NaiveDate>,
}

/// Saved vehicles, the oldest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Vehicles {
    vehicles: Vec<VehicleView>,
}

impl VehicleView {
    pub(crate) fn new(vehicle: Vehicle, tokens: &Tokens) -> Self {
        let Vehicle { id, details } = vehicle;
        Self {
            id: id.0,
            plate: entered_plate(&details, tokens),
            jurisdiction: details.jurisdiction.map(|issuer| issuer.as_str().to_owned()),
            class: details.class,
            is_electric: details.is_electric,
            disabled_permit_until: details.disabled_permit_until,
        }
    }
}

/// Returns the plate as the driver entered it; `None` when it cannot be decrypted any more.
pub(crate) fn entered_plate(details: &VehicleDetails, tokens: &Tokens) -> Option<String> {
    tokens.open_plate(&details.plate).map(|plate| plate.as_entered().to_owned())
}
