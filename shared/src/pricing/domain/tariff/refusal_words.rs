//! The rule that refuses a stay, in words: `Only trucks may park here until Mon, Jun 15, 2026, 6:00
//! PM EDT.`

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{
    Tariff, Vehicle,
    next_allowed::HORIZON,
    rules::{Reason, Refusal},
    schedule::Rule,
    words::{admitted, capitalized, join, plural},
};
use crate::{identity::domain::vehicle::VehicleClass, platform::domain::when};

impl Tariff {
    /// Describes the rule that refuses a stay from `starts_at` in a sentence with local times.
    pub fn refusal_words(
        &self,
        zone: Tz,
        vehicle: Vehicle<'_>,
        starts_at: DateTime<Utc>,
        refusal: Refusal,
    ) -> String {
        let time = || self.time_of(zone, vehicle, starts_at, refusal);
        let vehicles = capitalized(plural(vehicle.class));
        match refusal.reason {
            Reason::Class { band: None } => format!("{vehicles} may not park here."),
            Reason::Class { band: Some(_) } => match self.admitted_classes(zone, refusal.at) {
                classes if classes.is_empty() => format!("{vehicles} may not park here{}.", time()),
                classes => format!("Only {} may park here{}.", join(&classes, "and"), time()),
            },
            Reason::PermitRequired { band } => {
                let holders = self.document().bands.get(band).and_then(admitted);
                let holders = holders.unwrap_or_else(|| "holders of a permit".to_owned());
                format!("Only {holders} may park here{}.", time())
            }
            Reason::Closed { .. } => format!("Parking is not allowed{}.", time()),
            Reason::MaxStay { minutes, .. } => {
                format!("The longest stay is {}.", when::length(minutes * 60))
            }
            Reason::BandChange { .. } => {
                let at = when::local(refusal.at, zone);
                format!("A stay must end at {at}, when another rate begins.")
            }
            Reason::RulesUnknown => {
                format!("The posted rules are not known, so nothing can be reserved{}.", time())
            }
        }
    }

    /// Returns the time of the rule, such as ` from … until …`: without a start that is not after
    /// that of the stay, and without an end that is not within 8 days.
    fn time_of(
        &self,
        zone: Tz,
        vehicle: Vehicle<'_>,
        starts_at: DateTime<Utc>,
        refusal: Refusal,
    ) -> String {
        let span = (refusal.at, refusal.at + HORIZON);
        let end = self.end_of(
            zone,
            vehicle,
            span,
            |rule| matches!(rule, Rule::Refused(reason) if is_same_rule(reason, refusal.reason)),
        );
        let start = (starts_at < refusal.at).then_some(refusal.at);
        let bounds = [("from", start), ("until", end)];
        let words = bounds
            .into_iter()
            .filter_map(|(word, at)| at.map(|at| format!(" {word} {}", when::local(at, zone))));
        words.collect()
    }

    /// Returns the classes that may park at an instant without a permit.
    fn admitted_classes(&self, zone: Tz, at: DateTime<Utc>) -> Vec<String> {
        let local = at.with_timezone(&zone).naive_local();
        let may_park = |class: &VehicleClass| {
            let vehicle = Vehicle::of(*class);
            let is_refused = matches!(self.rule_at(vehicle, local), Rule::Refused(_));
            self.factor(vehicle, at).is_ok() && !is_refused
        };
        let classes = VehicleClass::ALL.iter().copied().filter(may_park);
        classes.map(|class| plural(class).to_owned()).collect()
    }
}

/// Returns whether two reasons are one to a driver: all closed bands are alike.
fn is_same_rule(one: Reason, other: Reason) -> bool {
    one == other || matches!((one, other), (Reason::Closed { .. }, Reason::Closed { .. }))
}

#[cfg(test)]
mod tests;
