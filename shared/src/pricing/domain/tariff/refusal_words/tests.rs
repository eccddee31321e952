use serde_json::{Value, json};

use super::*;
use crate::{
    platform::domain::period::Period,
    pricing::domain::tariff::fixture::{band, tariff, with},
};

const ZONE: Tz = chrono_tz::America::New_York;

/// Returns the words for a stay on Monday, between times such as `10:00`.
fn words(members: Value, class: VehicleClass, from: &str, to: &str) -> String {
    words_in(Language::English, members, class, from, to)
}

fn words_in(
    language: Language,
    members: Value,
    class: VehicleClass,
    from: &str,
    to: &str,
) -> String {
    let (tariff, vehicle) = (tariff(members), Vehicle::of(class));
    let at = |time: &str| format!("2026-06-15T{time}:00-04:00").parse().unwrap();
    let period = Period::new(at(from), at(to)).unwrap();
    let refusal = tariff.may_park(ZONE, vehicle, period).unwrap_err();
    tariff.refusal_words(ZONE, vehicle, period.starts_at(), refusal, language)
}

fn car(members: Value, from: &str, to: &str) -> String {
    words(members, VehicleClass::Car, from, to)
}

fn only(classes: &[&str]) -> Value {
    with(band("", "08:00-18:00", 450), json!({ "only_classes": classes }))
}

#[test]
fn admitted_classes_are_named() {
    let trucks = json!({ "bands": [only(&["truck"])] });
    assert_eq!(
        car(trucks.clone(), "12:00", "13:00"),
        "Only trucks may park here until Mon, Jun 15, 2026, 6:00 PM EDT."
    );
    assert_eq!(
        car(trucks, "07:00", "13:00"),
        "Only trucks may park here from Mon, Jun 15, 2026, 8:00 AM EDT until Mon, Jun 15, 2026, \
            6:00 PM EDT."
    );
    let both = json!({ "bands": [only(&["truck"]), only(&["van"])] });
    assert_eq!(
        car(both, "12:00", "13:00"),
        "Only vans and trucks may park here until Mon, Jun 15, 2026, 6:00 PM EDT."
    );
}

#[test]
fn refused_class_is_named() {
    let refused = json!({ "classes": [{ "class": "truck", "refused": true }] });
    let trucks = |members| words(members, VehicleClass::Truck, "12:00", "13:00");
    assert_eq!(trucks(refused.clone()), "Trucks may not park here.");
    // The band is for trucks, and the tariff refuses them.
    let no_class = with(refused, json!({ "bands": [only(&["truck"])] }));
    assert_eq!(
        car(no_class, "12:00", "13:00"),
        "Cars may not park here until Mon, Jun 15, 2026, 6:00 PM EDT."
    );
}

#[test]
fn required_permit_is_named() {
    let permits = json!({ "only_permits": ["resident", "staff"] });
    let members = json!({ "bands": [with(band("", "00:00-24:00", 0), permits)] });
    assert_eq!(
        car(members, "12:00", "13:00"),
        "Only holders of a resident or staff permit may park here."
    );
}

/// A closed band goes over into the closed time outside of the bands.
#[test]
fn closed_time_has_one_end() {
    let closed = json!({ "from": "16:00", "to": "18:00", "closed": true });
    let members = json!({ "bands": [closed, band("", "06:00-16:00", 450)], "outside": "closed" });
    assert_eq!(
        car(members.clone(), "17:00", "18:00"),
        "Parking is not allowed until Tue, Jun 16, 2026, 6:00 AM EDT."
    );
    assert_eq!(
        car(members, "15:00", "17:00"),
        "Parking is not allowed from Mon, Jun 15, 2026, 4:00 PM EDT until Tue, Jun 16, 2026, 6:00 \
            AM EDT."
    );
    assert_eq!(car(json!({ "outside": "closed" }), "15:00", "17:00"), "Parking is not allowed.");
}

#[test]
fn limits_of_the_stay_are_named() {
    let limited = with(band("", "08:00-19:00", 450), json!({ "max_stay_minutes": 90 }));
    let limited = json!({ "bands": [limited] });
    assert_eq!(car(limited, "10:00", "12:00"), "The longest stay is 1 h 30 min.");
    let restart = json!({
        "bands": [band("", "08:00-19:00", 450), band("", "19:00-22:00", 200)],
        "transitions": { "overpayment": "lost", "follow_through": "restart", "prepay": "refused" },
    });
    assert_eq!(
        car(restart, "18:00", "20:00"),
        "A stay must end at Mon, Jun 15, 2026, 7:00 PM EDT, when another rate begins."
    );
}

#[test]
fn unknown_rules_are_said_to_be_unknown() {
    let members = json!({ "bands": [band("", "08:00-19:00", 450)], "outside": "unknown" });
    assert_eq!(
        car(members, "18:00", "20:00"),
        "The posted rules are not known, so nothing can be reserved from Mon, Jun 15, 2026, 7:00 \
            PM EDT until Tue, Jun 16, 2026, 8:00 AM EDT."
    );
}

/// Compares the words for a car with those in Spanish, German and French.
fn check(members: Value, (from, to): (&str, &str), expected: [&str; 3]) {
    let languages = [Language::Spanish, Language::German, Language::French];
    let class = VehicleClass::Car;
    let words = languages.map(|language| words_in(language, members.clone(), class, from, to));
    assert_eq!(words, expected);
}

#[test]
fn refusals_of_vehicles_have_all_languages() {
    check(
        json!({ "bands": [only(&["truck"]), only(&["van"])] }),
        ("12:00", "13:00"),
        [
            "Aquí solo pueden aparcar furgonetas y camiones hasta el lun, 15 jun 2026, 18:00 \
                GMT-4.",
            "Hier dürfen bis Mo., 15. Juni 2026, 18:00 GMT-4 nur Transporter und Lkw parken.",
            "Stationnement réservé ici aux fourgonnettes et camions jusqu’au lun. 15 juin 2026, \
                18:00 UTC\u{2212}4.",
        ],
    );
    check(
        json!({ "classes": [{ "class": "car", "refused": true }] }),
        ("12:00", "13:00"),
        [
            "Aquí no pueden aparcar coches.",
            "Hier dürfen keine Pkw parken.",
            "Stationnement interdit ici aux voitures.",
        ],
    );
    let permits = json!({ "only_permits": ["resident"] });
    check(
        json!({ "bands": [with(band("", "00:00-24:00", 0), permits)] }),
        ("12:00", "13:00"),
        [
            "Aquí solo pueden aparcar titulares de un permiso (resident).",
            "Hier dürfen nur Inhaber eines Parkausweises (resident) parken.",
            "Stationnement réservé ici aux titulaires d’un permis (resident).",
        ],
    );
}

#[test]
fn refusals_of_times_have_all_languages() {
    let closed = json!({ "from": "16:00", "to": "18:00", "closed": true });
    check(
        json!({ "bands": [closed, band("", "06:00-16:00", 450)], "outside": "closed" }),
        ("15:00", "17:00"),
        [
            "No se permite aparcar desde el lun, 15 jun 2026, 16:00 GMT-4 hasta el mar, 16 jun \
                2026, 6:00 GMT-4.",
            "Parken ist von Mo., 15. Juni 2026, 16:00 GMT-4 bis Di., 16. Juni 2026, 06:00 GMT-4 \
                nicht erlaubt.",
            "Le stationnement est interdit du lun. 15 juin 2026, 16:00 UTC\u{2212}4 au mar. 16 \
                juin 2026, 06:00 UTC\u{2212}4.",
        ],
    );
    let limited = with(band("", "08:00-19:00", 450), json!({ "max_stay_minutes": 90 }));
    check(
        json!({ "bands": [limited] }),
        ("10:00", "12:00"),
        [
            "La estancia máxima es de 1 h 30 min.",
            "Die Höchstparkdauer beträgt 1 h 30 min.",
            "La durée maximale est de 1 h 30 min.",
        ],
    );
    check(
        json!({
            "bands": [band("", "08:00-19:00", 450), band("", "19:00-22:00", 200)],
            "transitions":
                { "overpayment": "lost", "follow_through": "restart", "prepay": "refused" },
        }),
        ("18:00", "20:00"),
        [
            "La estancia debe terminar el lun, 15 jun 2026, 19:00 GMT-4, cuando empieza otra \
                tarifa.",
            "Der Parkvorgang muss am Mo., 15. Juni 2026, 19:00 GMT-4 enden, weil dann ein anderer \
                Tarif beginnt.",
            "Le stationnement doit se terminer le lun. 15 juin 2026, 19:00 UTC\u{2212}4, quand un \
                autre tarif commence.",
        ],
    );
    check(
        json!({ "outside": "unknown" }),
        ("18:00", "20:00"),
        [
            "Las normas no se conocen, por lo que no se puede reservar.",
            "Die Regeln sind nicht bekannt, daher kann nichts reserviert werden.",
            "Les règles ne sont pas connues, donc aucune réservation n’est possible.",
        ],
    );
}
