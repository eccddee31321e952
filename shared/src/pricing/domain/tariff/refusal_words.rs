//! The rule that refuses a stay, in words: `Only trucks may park here until Mon, Jun 15, 2026, 6:00
//! PM EDT.`

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{
    Tariff, Vehicle,
    next_allowed::HORIZON,
    rules::{Reason, Refusal},
    schedule::Rule,
    words::{admitted, and, capitalized, plural},
};
use crate::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::{language::Language, localized, when},
};

/// Sentences in the order of [`Language::ALL`], with the vehicles and the time; in German the time
/// comes first.
const CLASS_REFUSED: [&str; 4] = [
    "{} may not park here{}.",
    "Aquí no pueden aparcar {}{}.",
    "Hier dürfen{} keine {} parken.",
    "Stationnement interdit ici aux {}{}.",
];
const ADMITTED_ONLY: [&str; 4] = [
    "Only {} may park here{}.",
    "Aquí solo pueden aparcar {}{}.",
    "Hier dürfen{} nur {} parken.",
    "Stationnement réservé ici aux {}{}.",
];
const HOLDERS: [&str; 4] = [
    "holders of a permit",
    "titulares de un permiso",
    "Inhaber eines Parkausweises",
    "titulaires d’un permis",
];
const CLOSED: [&str; 4] = [
    "Parking is not allowed{}.",
    "No se permite aparcar{}.",
    "Parken ist{} nicht erlaubt.",
    "Le stationnement est interdit{}.",
];
const MAX_STAY: [&str; 4] = [
    "The longest stay is {}.",
    "La estancia máxima es de {}.",
    "Die Höchstparkdauer beträgt {}.",
    "La durée maximale est de {}.",
];
const BAND_CHANGE: [&str; 4] = [
    "A stay must end at {}, when another rate begins.",
    "La estancia debe terminar el {}, cuando empieza otra tarifa.",
    "Der Parkvorgang muss am {} enden, weil dann ein anderer Tarif beginnt.",
    "Le stationnement doit se terminer le {}, quand un autre tarif commence.",
];
const RULES_UNKNOWN: [&str; 4] = [
    "The posted rules are not known, so nothing can be reserved{}.",
    "Las normas no se conocen, por lo que no se puede reservar{}.",
    "Die Regeln sind nicht bekannt, daher kann{} nichts reserviert werden.",
    "Les règles ne sont pas connues, donc aucune réservation n’est possible{}.",
];

/// Times in the order of [`Language::ALL`].
const FROM_UNTIL: [&str; 4] =
    [" from {} until {}", " desde el {} hasta el {}", " von {} bis {}", " du {} au {}"];
const FROM: [&str; 4] = [" from {}", " desde el {}", " ab {}", " à partir du {}"];
const UNTIL: [&str; 4] = [" until {}", " hasta el {}", " bis {}", " jusqu’au {}"];

impl Tariff {
    /// Describes the rule that refuses a stay from `starts_at` in a sentence with local times, in a
    /// language.
    pub fn refusal_words(
        &self,
        zone: Tz,
        vehicle: Vehicle<'_>,
        starts_at: DateTime<Utc>,
        refusal: Refusal,
        language: Language,
    ) -> String {
        let time = || self.time_of(zone, vehicle, starts_at, refusal, language);
        let refused = |time: &str| class_refused(vehicle.class, time, language);
        match refusal.reason {
            Reason::Class { band: None } => refused(""),
            Reason::Class { band: Some(_) } => {
                match self.admitted_classes(zone, refusal.at, language) {
                    classes if classes.is_empty() => refused(&time()),
                    classes => admitted_only(&and(&classes, language), &time(), language),
                }
            }
            Reason::PermitRequired { band } => {
                let band = self.document().bands.get(band);
                let holders = band.and_then(|band| admitted(band, language));
                let holders = holders.unwrap_or_else(|| language.pick(HOLDERS).to_owned());
                admitted_only(&holders, &time(), language)
            }
            Reason::Closed { .. } => language.phrase(CLOSED, &[&time()]),
            Reason::MaxStay { minutes, .. } => {
                language.phrase(MAX_STAY, &[&when::length(minutes * 60)])
            }
            Reason::BandChange { .. } => {
                language.phrase(BAND_CHANGE, &[&localized::local(refusal.at, zone, language)])
            }
            Reason::RulesUnknown => language.phrase(RULES_UNKNOWN, &[&time()]),
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
        language: Language,
    ) -> String {
        let span = (refusal.at, refusal.at + HORIZON);
        let end = self.end_of(
            zone,
            vehicle,
            span,
            |rule| matches!(rule, Rule::Refused(reason) if is_same_rule(reason, refusal.reason)),
        );
        let start = (starts_at < refusal.at).then_some(refusal.at);
        let local = |at| localized::local(at, zone, language);
        match (start.map(local), end.map(local)) {
            (Some(start), Some(end)) => language.phrase(FROM_UNTIL, &[&start, &end]),
            (Some(start), None) => language.phrase(FROM, &[&start]),
            (None, Some(end)) => language.phrase(UNTIL, &[&end]),
            (None, None) => String::new(),
        }
    }

    /// Returns the classes that may park at an instant without a permit.
    fn admitted_classes(&self, zone: Tz, at: DateTime<Utc>, language: Language) -> Vec<String> {
        let local = at.with_timezone(&zone).naive_local();
        let may_park = |class: &VehicleClass| {
            let vehicle = Vehicle::of(*class);
            let is_refused = matches!(self.rule_at(vehicle, local), Rule::Refused(_));
            self.factor(vehicle, at).is_ok() && !is_refused
        };
        let classes = VehicleClass::ALL.iter().copied().filter(may_park);
        classes.map(|class| plural(class, language).to_owned()).collect()
    }
}

fn class_refused(class: VehicleClass, time: &str, language: Language) -> String {
    let vehicles = plural(class, language);
    match language {
        Language::English => language.phrase(CLASS_REFUSED, &[&capitalized(vehicles), time]),
        Language::German => language.phrase(CLASS_REFUSED, &[time, vehicles]),
        Language::Spanish | Language::French => language.phrase(CLASS_REFUSED, &[vehicles, time]),
    }
}

fn admitted_only(vehicles: &str, time: &str, language: Language) -> String {
    let values = if language == Language::German { [time, vehicles] } else { [vehicles, time] };
    language.phrase(ADMITTED_ONLY, &values)
}

/// Returns whether two reasons are one to a driver: all closed bands are alike.
fn is_same_rule(one: Reason, other: Reason) -> bool {
    one == other || matches!((one, other), (Reason::Closed { .. }, Reason::Closed { .. }))
}

#[cfg(test)]
mod tests;
