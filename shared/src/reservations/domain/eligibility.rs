//! Rights to spots with restricting attributes.

use chrono::NaiveDate;

use crate::identity::domain::vehicle::{VehicleClass, VehicleDetails};

/// Attributes that admit only some vehicles or drivers.
const RESTRICTING: [&str; 5] = ["accessible", "charger", "motorcycle", "permit_only", "scooter"];

/// The right that a driver needs for a spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// A disabled permit that is valid for the whole stay.
    DisabledPermit,
    ElectricVehicle,
    /// A motorcycle or a scooter.
    Motorcycle,
    Scooter,
    /// A permit of the driver; does not depend on the vehicle.
    Permit,
    /// The vehicle must not be a truck, because the spot is not wide.
    SmallerVehicle,
}

impl Right {
    /// Returns the sentence that states the right.
    pub fn requirement(self) -> &'static str {
        match self {
            Self::DisabledPermit => {
                "the spot is for vehicles with a disabled permit that is valid for the whole stay"
            }
            Self::ElectricVehicle => "the spot is for electric vehicles",
            Self::Motorcycle => "the spot is for motorcycles and scooters",
            Self::Scooter => "the spot is for scooters",
            Self::Permit => "the spot is for holders of a permit",
            Self::SmallerVehicle => "a truck needs a wide spot",
        }
    }
}

/// Returns whether the attributes admit only some vehicles or drivers.
pub fn is_restricted(attributes: &[String]) -> bool {
    attributes.iter().any(|one| RESTRICTING.contains(&one.as_str()))
}

/// Returns the restricting attributes to which the vehicle has no right on `last_day`, the last
/// local day of the stay. `permit_only` is always among them: it depends on the driver. `None` as
/// the vehicle means that it has no rights.
pub fn forbidden_attributes(vehicle: Option<&VehicleDetails>, last_day: NaiveDate) -> Vec<String> {
    let is_forbidden = |attribute: &String| {
        let missing = missing_right(std::slice::from_ref(attribute), vehicle, last_day);
        let lacks_right = !matches!(missing, None | Some(Right::SmallerVehicle));
        lacks_right || is_permit_only(std::slice::from_ref(attribute))
    };
    RESTRICTING.into_iter().map(str::to_owned).filter(is_forbidden).collect()
}

/// Returns whether only the holder of a permit may use the spot.
pub fn is_permit_only(attributes: &[String]) -> bool {
    attributes.iter().any(|one| one == "permit_only")
}

/// Returns the first right that the spot requires and the vehicle lacks on `last_day`, the last
/// local day of the stay. `None` as the vehicle means that it has no rights. Ignores `permit_only`.
pub fn missing_right(
    attributes: &[String],
    vehicle: Option<&VehicleDetails>,
    last_day: NaiveDate,
) -> Option<Right> {
    let class = vehicle.map(|vehicle| vehicle.class);
    let permit_until = vehicle.and_then(|vehicle| vehicle.disabled_permit_until);
    let missing = attributes.iter().find_map(|attribute| {
        let (has_right, right) = match attribute.as_str() {
            "accessible" => {
                (permit_until.is_some_and(|until| last_day <= until), Right::DisabledPermit)
            }
            "charger" => {
                (vehicle.is_some_and(|vehicle| vehicle.is_electric), Right::ElectricVehicle)
            }
            "motorcycle" => (
                matches!(class, Some(VehicleClass::Motorcycle | VehicleClass::Scooter)),
                Right::Motorcycle,
            ),
            "scooter" => (class == Some(VehicleClass::Scooter), Right::Scooter),
            _ => return None,
        };
        (!has_right).then_some(right)
    });
    let is_wide = attributes.iter().any(|one| one == "wide");
    let is_too_large = class == Some(VehicleClass::Truck) && !is_wide;
    missing.or(is_too_large.then_some(Right::SmallerVehicle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::domain::vehicle::SealedPlate;

    fn vehicle(class: VehicleClass, is_electric: bool, until: Option<&str>) -> VehicleDetails {
        let plate = SealedPlate { sealed: Vec::new(), hash: Vec::new(), secret_id: Vec::new() };
        let disabled_permit_until = until.map(|day| day.parse().unwrap());
        VehicleDetails { plate, jurisdiction: None, class, is_electric, disabled_permit_until }
    }

    fn missing(attributes: &[&str], vehicle: &VehicleDetails) -> Option<Right> {
        let attributes: Vec<_> = attributes.iter().map(|&one| one.to_owned()).collect();
        missing_right(&attributes, Some(vehicle), "2030-06-03".parse().unwrap())
    }

    #[test]
    fn class_decides_on_small_spots() {
        use VehicleClass::{Car, Motorcycle, Scooter, Van};
        for (class, motorcycle, scooter) in
            [(Car, false, false), (Van, false, false), (Motorcycle, true, false)]
        {
            let vehicle = vehicle(class, true, Some("2031-01-01"));
            assert_eq!(missing(&["motorcycle"], &vehicle).is_none(), motorcycle, "{class:?}");
            assert_eq!(missing(&["scooter"], &vehicle).is_none(), scooter, "{class:?}");
        }
        let scooter = vehicle(Scooter, false, None);
        assert_eq!(missing(&["motorcycle", "scooter"], &scooter), None);
        assert_eq!(missing(&[], &scooter), None);
    }

    #[test]
    fn charger_requires_an_electric_vehicle() {
        let (electric, other) =
            (vehicle(VehicleClass::Car, true, None), vehicle(VehicleClass::Car, false, None));
        assert_eq!(missing(&["charger"], &electric), None);
        assert_eq!(missing(&["charger"], &other), Some(Right::ElectricVehicle));
    }

    #[test]
    fn disabled_permit_is_valid_on_its_last_day() {
        let with = |until| missing(&["accessible"], &vehicle(VehicleClass::Car, false, until));
        assert_eq!(with(Some("2030-06-03")), None);
        assert_eq!(with(Some("2030-06-02")), Some(Right::DisabledPermit));
        assert_eq!(with(None), Some(Right::DisabledPermit));
    }

    #[test]
    fn unknown_vehicle_has_no_right() {
        let missing = |attribute: &str| {
            missing_right(&[attribute.to_owned()], None, "2030-06-03".parse().unwrap())
        };
        assert_eq!(missing("accessible"), Some(Right::DisabledPermit));
        assert_eq!(missing("charger"), Some(Right::ElectricVehicle));
        assert_eq!(missing("motorcycle"), Some(Right::Motorcycle));
        assert_eq!(missing("scooter"), Some(Right::Scooter));
        assert_eq!(missing("wide"), None);
    }

    #[test]
    fn truck_needs_a_wide_spot() {
        let truck = vehicle(VehicleClass::Truck, false, None);
        assert_eq!(missing(&[], &truck), Some(Right::SmallerVehicle));
        assert_eq!(missing(&["wide"], &truck), None);
        assert_eq!(missing(&["wide"], &vehicle(VehicleClass::Car, false, None)), None);
    }

    #[test]
    fn forbidden_attributes_are_those_without_a_right() {
        let day = "2030-06-03".parse().unwrap();
        let forbidden = |vehicle: Option<&VehicleDetails>| forbidden_attributes(vehicle, day);
        assert_eq!(forbidden(None), RESTRICTING);
        let electric = vehicle(VehicleClass::Scooter, true, Some("2030-06-03"));
        assert_eq!(forbidden(Some(&electric)), ["permit_only"]);
        let truck = vehicle(VehicleClass::Truck, true, None);
        let without = ["accessible", "motorcycle", "permit_only", "scooter"];
        assert_eq!(forbidden(Some(&truck)), without, "the size is no attribute");
    }

    #[test]
    fn wide_spots_are_not_restricted() {
        assert!(!is_restricted(&["wide".to_owned()]) && !is_restricted(&[]));
        assert!(is_restricted(&["wide".to_owned(), "accessible".to_owned()]));
        assert!(is_permit_only(&["permit_only".to_owned()]));
    }
}
