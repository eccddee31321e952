//! The parts of sentences in the languages, each in the order of [`Language::ALL`]; `{}` stands for
//! a value.

use crate::{
    identity::domain::vehicle::VehicleClass, platform::domain::language::Language,
    pricing::domain::tariff::document::Band,
};

pub(super) const COLON: [&str; 4] = ["{}: {}", "{}: {}", "{}: {}", "{}\u{a0}: {}"];
pub(super) const FREE: [&str; 4] = ["free", "gratis", "kostenlos", "gratuit"];
pub(super) const CLOSED: [&str; 4] =
    ["no parking", "aparcamiento prohibido", "Parken verboten", "stationnement interdit"];
pub(super) const CLOSED_FOR: [&str; 4] = [
    "no parking for {}",
    "aparcamiento prohibido para {}",
    "Parken verboten für {}",
    "stationnement interdit aux {}",
];
/// A length of time, and the rate after it.
pub(super) const AFTER: [&str; 4] =
    ["after {} {}", "después de {} {}", "nach {} {}", "après {} {}"];
pub(super) const AT_MOST: [&str; 4] =
    ["{} at most", "{} como máximo", "höchstens {}", "{} au maximum"];
pub(super) const ONLY: [&str; 4] = ["{} only", "solo {}", "nur {}", "{} uniquement"];

pub(super) const AT_ALL_TIMES: [&str; 4] =
    ["at all times", "en todo momento", "zu jeder Zeit", "à toute heure"];
pub(super) const AT_OTHER_TIMES: [&str; 4] =
    ["at other times", "el resto del tiempo", "zu allen anderen Zeiten", "le reste du temps"];
pub(super) const FREE_WHEN: [&str; 4] = ["Free {}", "Gratis {}", "Kostenlos {}", "Gratuit {}"];
pub(super) const CLOSED_WHEN: [&str; 4] = [
    "No parking {}",
    "Aparcamiento prohibido {}",
    "Parken verboten {}",
    "Stationnement interdit {}",
];
pub(super) const UNKNOWN_WHEN: [&str; 4] = [
    "Rules unknown {}: not for reservations",
    "Normas desconocidas {}: no se puede reservar",
    "Regeln unbekannt {}: nicht reservierbar",
    "Règles inconnues {}\u{a0}: réservation impossible",
];

pub(super) const SHORT_STAYS_FREE: [&str; 4] = [
    "Stays of up to {} are free",
    "Las estancias de hasta {} son gratis",
    "Parken bis zu {} ist kostenlos",
    "Les stationnements de {} au plus sont gratuits",
];
pub(super) const BEGINNING_FREE: [&str; 4] = [
    "The first {} are free",
    "Gratis durante los primeros {}",
    "Die ersten {} sind kostenlos",
    "Les premières {} sont gratuites",
];
pub(super) const INCREMENT: [&str; 4] = [
    "Each started {} is charged",
    "Se cobra cada fracción iniciada de {}",
    "Abrechnung je angefangene {}",
    "Chaque tranche de {} entamée est facturée",
];
pub(super) const MINIMUM: [&str; 4] = ["At least {}", "Mínimo {}", "Mindestens {}", "Minimum {}"];
pub(super) const CAPS: [&str; 4] = ["At most {}", "Máximo {}", "Höchstens {}", "Maximum {}"];
pub(super) const PER_DAY: [&str; 4] = ["{} a day", "{} al día", "{} pro Tag", "{} par jour"];
pub(super) const PER_24_HOURS: [&str; 4] = ["{} in 24 h", "{} en 24 h", "{} in 24 h", "{} en 24 h"];
pub(super) const PER_STAY: [&str; 4] =
    ["{} for a stay", "{} por estancia", "{} pro Parkvorgang", "{} par stationnement"];
pub(super) const MAX_STAY: [&str; 4] =
    ["Maximum stay {}", "Estancia máxima: {}", "Höchstparkdauer: {}", "Durée maximale\u{a0}: {}"];
pub(super) const NO_RETURN: [&str; 4] = [
    "No return within {}",
    "No se puede volver antes de {}",
    "Erneutes Parken erst nach {}",
    "Pas de retour avant {}",
];

pub(super) const CLASS_REFUSED: [&str; 4] =
    ["No {}", "Prohibido para {}", "Nicht für {}", "Interdit aux {}"];
pub(super) const CLASS_FREE: [&str; 4] =
    ["{} park free", "{}: gratis", "{} parken kostenlos", "{}\u{a0}: gratuit"];
pub(super) const CLASS_HALF: [&str; 4] =
    ["{} pay half", "{}: mitad de precio", "{} zahlen die Hälfte", "{}\u{a0}: demi-tarif"];
/// Vehicles, and the factor of the price.
pub(super) const CLASS_FACTOR: [&str; 4] = [
    "{} pay {} of the price",
    "{}: {} del precio",
    "{} zahlen {} des Preises",
    "{}\u{a0}: {} du prix",
];

const PERMIT_HOLDERS: [&str; 4] = [
    "holders of a {} permit",
    "titulares de un permiso ({})",
    "Inhaber eines Parkausweises ({})",
    "titulaires d’un permis ({})",
];
/// Classes of vehicles, and the permits that they need.
const WITH_PERMIT: [&str; 4] = [
    "{} of holders of a {} permit",
    "{} con permiso ({})",
    "{} mit Parkausweis ({})",
    "{} avec permis ({})",
];

/// Returns the vehicles that a band admits; `None` for all.
pub(in crate::pricing::domain::tariff) fn admitted(
    band: &Band,
    language: Language,
) -> Option<String> {
    let classes: Vec<_> =
        band.only_classes.iter().map(|class| plural(*class, language).to_owned()).collect();
    let classes = and(&classes, language);
    let permits = join(&band.only_permits, language.pick(["or", "o", "oder", "ou"]));
    match (band.only_classes.is_empty(), band.only_permits.is_empty()) {
        (true, true) => None,
        (true, false) => Some(language.phrase(PERMIT_HOLDERS, &[&permits])),
        (false, true) => Some(classes),
        (false, false) => Some(language.phrase(WITH_PERMIT, &[&classes, &permits])),
    }
}

pub(in crate::pricing::domain::tariff) fn plural(
    class: VehicleClass,
    language: Language,
) -> &'static str {
    language.pick(match class {
        VehicleClass::Car => ["cars", "coches", "Pkw", "voitures"],
        VehicleClass::Motorcycle => ["motorcycles", "motocicletas", "Motorräder", "motos"],
        VehicleClass::Scooter => ["scooters", "ciclomotores", "Motorroller", "scooters"],
        VehicleClass::Van => ["vans", "furgonetas", "Transporter", "fourgonnettes"],
        VehicleClass::Truck => ["trucks", "camiones", "Lkw", "camions"],
    })
}

pub(in crate::pricing::domain::tariff) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Joins words as `a, b and c`.
pub(in crate::pricing::domain::tariff) fn and(words: &[String], language: Language) -> String {
    join(words, language.pick(["and", "y", "und", "et"]))
}

fn join(words: &[String], conjunction: &str) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [first @ .., last] => format!("{} {conjunction} {last}", first.join(", ")),
    }
}
