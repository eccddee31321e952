use serde_json::{Value, json};

use crate::{
    platform::domain::language::Language,
    pricing::domain::tariff::fixture::{band, tariff, with},
};

const MON_SAT: &str = "mon tue wed thu fri sat";

/// Compares the words of a document with those in Spanish, German and French. `~` stands for a
/// no-break space.
fn check(members: Value, expected: [&str; 3]) {
    let tariff = tariff(members);
    let languages = [Language::Spanish, Language::German, Language::French];
    let words = languages.map(|language| tariff.words_in(language).replace('\u{a0}', "~"));
    assert_eq!(words, expected);
}

fn euros(bands: &[Value], members: Value) -> Value {
    with(json!({ "currency": "EUR", "bands": bands }), members)
}

#[test]
fn bands_have_words_in_each_language() {
    let steps = json!({
        "max_stay_minutes": 120,
        "steps": [{ "after_minutes": 60, "rate_minor_per_hour": 800 }],
    });
    check(
        euros(
            &[
                with(band(MON_SAT, "08:00-19:00", 450), steps),
                json!({ "days": ["sun"], "from": "07:30", "to": "12:00", "closed": true }),
            ],
            json!({}),
        ),
        [
            "Lun–sáb 8:00–19:00: 4,50~€ / h, después de 1 h 8,00~€ / h, 2 h como máximo. Dom \
                7:30–12:00: aparcamiento prohibido. Gratis el resto del tiempo.",
            "Mo–Sa 8:00–19:00 Uhr: 4,50~€ / h, nach 1 h 8,00~€ / h, höchstens 2 h. So 7:30–12:00 \
                Uhr: Parken verboten. Kostenlos zu allen anderen Zeiten.",
            "Lun–sam 8~h–19~h~: 4,50~€ / h, après 1 h 8,00~€ / h, 2 h au maximum. Dim \
                7~h~30–12~h~: stationnement interdit. Gratuit le reste du temps.",
        ],
    );
    check(
        euros(&[band("", "00:00-24:00", 0)], json!({ "note": "Mind the gate." })),
        [
            "En todo momento: gratis. Mind the gate.",
            "Zu jeder Zeit: kostenlos. Mind the gate.",
            "À toute heure~: gratuit. Mind the gate.",
        ],
    );
}

#[test]
fn seasons_have_words_in_each_language() {
    let season = |seasons: Value| {
        euros(
            &[with(band("", "08:00-19:00", 300), json!({ "seasons": seasons }))],
            json!({ "outside": "closed" }),
        )
    };
    check(
        season(json!([{ "from": "06-01", "to": "08-31" }, { "from": "09-01", "to": "09-15" }])),
        [
            "Todos los días 8:00–19:00, jun–ago, 1 sept–15 sept: 3,00~€ / h. Aparcamiento \
                prohibido el resto del tiempo.",
            "Täglich 8:00–19:00 Uhr, Juni–Aug., 1. Sept.–15. Sept.: 3,00~€ / h. Parken verboten \
                zu allen anderen Zeiten.",
            "Tous les jours 8~h–19~h, juin–août, 1er sept.–15 sept.~: 3,00~€ / h. Stationnement \
                interdit le reste du temps.",
        ],
    );
    check(
        season(json!([{ "from": "2026-07-01" }])),
        [
            "Todos los días 8:00–19:00, desde el 1 jul 2026: 3,00~€ / h. Aparcamiento prohibido \
                el resto del tiempo.",
            "Täglich 8:00–19:00 Uhr, ab 1. Juli 2026: 3,00~€ / h. Parken verboten zu allen \
                anderen Zeiten.",
            "Tous les jours 8~h–19~h, à partir du 1er juil. 2026~: 3,00~€ / h. Stationnement \
                interdit le reste du temps.",
        ],
    );
}

#[test]
fn restrictions_have_words_in_each_language() {
    let part = |times: &str, classes: &[&str]| {
        with(band(MON_SAT, times, 450), json!({ "only_classes": classes }))
    };
    check(
        euros(
            &[part("08:00-18:00", &["truck", "van"]), part("18:00-19:00", &[])],
            json!({ "outside": "unknown" }),
        ),
        [
            "Lun–sáb 8:00–19:00: 4,50~€ / h. Normas desconocidas el resto del tiempo: no se puede \
                reservar. Solo camiones y furgonetas hasta las 18:00.",
            "Mo–Sa 8:00–19:00 Uhr: 4,50~€ / h. Regeln unbekannt zu allen anderen Zeiten: nicht \
                reservierbar. Nur Lkw und Transporter bis 18:00 Uhr.",
            "Lun–sam 8~h–19~h~: 4,50~€ / h. Règles inconnues le reste du temps~: réservation \
                impossible. Camions et fourgonnettes uniquement jusqu’à 18~h.",
        ],
    );
    let permits = json!({ "only_permits": ["resident", "staff"], "only_classes": ["car"] });
    check(
        euros(&[with(band("", "00:00-24:00", 300), permits)], json!({})),
        [
            "En todo momento: 3,00~€ / h, solo coches con permiso (resident o staff).",
            "Zu jeder Zeit: 3,00~€ / h, nur Pkw mit Parkausweis (resident oder staff).",
            "À toute heure~: 3,00~€ / h, voitures avec permis (resident ou staff) uniquement.",
        ],
    );
}

#[test]
fn stay_rules_have_words_in_each_language() {
    let rules = json!({
        "free": { "minutes": 10, "applies_to": "every_stay" },
        "increment_seconds": 900, "minimum_minor": 200,
        "caps": { "per_day_minor": 1_500, "per_stay_minor": 3_000 },
        "max_stay_minutes": 240, "no_return_minutes": 120,
        "classes": [
            { "class": "motorcycle", "factor": "1/2" },
            { "class": "scooter", "factor": "0" },
            { "class": "truck", "factor": "3/2" },
            { "class": "van", "refused": true },
        ],
    });
    check(
        euros(&[band("", "00:00-24:00", 300)], rules),
        [
            "En todo momento: 3,00~€ / h. Gratis durante los primeros 10 min. Se cobra cada \
                fracción iniciada de 15 min. Mínimo 2,00~€. Máximo 15,00~€ al día y 30,00~€ por \
                estancia. Estancia máxima: 4 h. No se puede volver antes de 2 h. Motocicletas: \
                mitad de precio. Ciclomotores: gratis. Camiones: 3/2 del precio. Prohibido para \
                furgonetas.",
            "Zu jeder Zeit: 3,00~€ / h. Die ersten 10 min sind kostenlos. Abrechnung je \
                angefangene 15 min. Mindestens 2,00~€. Höchstens 15,00~€ pro Tag und 30,00~€ pro \
                Parkvorgang. \
                Höchstparkdauer: 4 h. Erneutes Parken erst nach 2 h. Motorräder zahlen die \
                Hälfte. Motorroller parken kostenlos. Lkw zahlen 3/2 des Preises. Nicht für \
                Transporter.",
            "À toute heure~: 3,00~€ / h. Les premières 10 min sont gratuites. Chaque tranche de 15 \
                min entamée est facturée. Minimum 2,00~€. Maximum 15,00~€ par jour et 30,00~€ par \
                stationnement. Durée maximale~: 4 h. Pas de retour avant 2 h. Motos~: demi-tarif. \
                Scooters~: gratuit. Camions~: 3/2 du prix. Interdit aux fourgonnettes.",
        ],
    );
}
