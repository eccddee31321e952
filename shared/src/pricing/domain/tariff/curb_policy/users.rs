//! The vehicles that a rule applies to.

use super::feed::CurbRule;
use crate::{
    identity::domain::vehicle::VehicleClass, pricing::domain::tariff::meter_hours::COMMERCIAL,
};

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Users {
    /// Empty lists do not restrict.
    Some { classes: Vec<VehicleClass>, permits: Vec<String> },
    /// Only vehicles of classes that cannot be reserved for.
    Others,
}

impl Users {
    pub(super) fn need_permit(&self) -> bool {
        matches!(self, Self::Some { permits, .. } if !permits.is_empty())
    }
}

/// Meaning of a user class or purpose.
enum Meaning {
    Everybody,
    Classes(&'static [VehicleClass]),
    Permit,
    Others,
}

/// Returns the users of a rule, which must match all of its classes.
///
/// # Errors
/// The first class that is not supported, or classes that a tariff cannot combine.
pub(super) fn users(rule: &CurbRule) -> Result<Users, String> {
    let list = |list: &Option<Vec<String>>| list.clone().unwrap_or_default();
    let (mut names, purposes) = (list(&rule.user_classes), list(&rule.purposes));
    if purposes.len() > 1 {
        return Err("it has more than one purpose".to_owned());
    }
    names.extend(purposes);
    let (mut classes, mut permits) = (VehicleClass::ALL.to_vec(), Vec::new());
    for name in names {
        match meaning(&name)? {
            Meaning::Everybody => {}
            Meaning::Classes(matching) => classes.retain(|class| matching.contains(class)),
            Meaning::Permit => permits.push(name),
            Meaning::Others => return Ok(Users::Others),
        }
    }
    for name in list(&rule.user_classes_except) {
        match meaning(&name)? {
            Meaning::Classes(excepted) => classes.retain(|class| !excepted.contains(class)),
            // Drivers with a permit have a rule of their own, which precedes.
            Meaning::Permit | Meaning::Others => {}
            Meaning::Everybody => classes.clear(),
        }
    }
    if permits.len() > 1 {
        return Err("it needs more than one permit".to_owned());
    }
    if classes.is_empty() {
        return Ok(Users::Others);
    }
    if classes == VehicleClass::ALL {
        classes.clear();
    }
    Ok(Users::Some { classes, permits })
}

fn meaning(name: &str) -> Result<Meaning, String> {
    use VehicleClass::{Car, Motorcycle, Scooter, Truck, Van};
    Ok(match name.to_lowercase().replace(['_', '-'], " ").as_str() {
        "parking" => Meaning::Everybody,
        "car" => Meaning::Classes(&[Car]),
        "motorcycle" => Meaning::Classes(&[Motorcycle]),
        "moped" | "scooter" => Meaning::Classes(&[Scooter]),
        "truck" => Meaning::Classes(&[Truck]),
        "van" => Meaning::Classes(&[Van]),
        "freight" | "delivery" | "commercial" | "commercial vehicle" => {
            Meaning::Classes(&COMMERCIAL)
        }
        "bicycle" | "cargo bicycle" | "bus" | "human" | "electric assist" | "autonomous"
        | "construction" | "emergency use" | "rideshare" | "school" | "service vehicles"
        | "special events" | "taxi" | "utilities" | "vending" | "waste management" => {
            Meaning::Others
        }
        "handicap accessible" | "accessible" => Meaning::Permit,
        other if other.contains("permit") => Meaning::Permit,
        _ => return Err(format!("the user class {name:?} is not supported")),
    })
}
