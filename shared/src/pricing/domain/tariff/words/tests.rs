use serde_json::{Value, json};

use crate::{
    platform::domain::language::Language,
    pricing::domain::tariff::fixture::{band, tariff, with},
};

const MON_SAT: &str = "mon tue wed thu fri sat";
const MON_FRI: &str = "mon tue wed thu fri";

/// Compares the words of documents with these members.
fn check<const N: usize>(cases: [(Value, &str); N]) {
    for (members, words) in cases {
        assert_eq!(tariff(members.clone()).words(), words, "{members}");
    }
}

fn bands<const N: usize>(bands: [Value; N]) -> Value {
    json!({ "bands": bands.to_vec() })
}

fn day(times: &str) -> Value {
    band("", times, 300)
}

fn season(from: &str, to: &str) -> Value {
    bands([with(day("08:00-19:00"), json!({ "seasons": [{ "from": from, "to": to }] }))])
}

#[test]
fn each_band_has_its_times() {
    let members = bands([band(MON_SAT, "08:00-19:00", 450), band("sun", "19:00-22:00", 450)]);
    assert_eq!(
        tariff(members).band_times(Language::English),
        ["Mon–Sat 8 AM–7 PM", "Sun 7 PM–10 PM"]
    );
}

#[test]
fn days_and_times_are_short() {
    let sunday = with(bands([band("sun", "00:00-24:00", 0)]), json!({ "outside": "closed" }));
    check([
        (
            bands([band(MON_SAT, "08:00-19:00", 450), band(MON_SAT, "19:00-22:00", 200)]),
            "Mon–Sat 8 AM–7 PM: $4.50 / h. Mon–Sat 7 PM–10 PM: $2.00 / h. Free at other times.",
        ),
        (bands([day("00:00-24:00")]), "At all times: $3.00 / h."),
        (bands([day("08:00-19:00")]), "Daily 8 AM–7 PM: $3.00 / h. Free at other times."),
        (bands([band("sat sun", "00:00-24:00", 100)]), "Sat–Sun: $1.00 / h. Free at other times."),
        (
            bands([band("mon wed fri", "08:30-12:00", 300)]),
            "Mon, Wed, Fri 8:30 AM–noon: $3.00 / h. Free at other times.",
        ),
        (
            bands([band("mon tue wed fri", "12:00-24:00", 300)]),
            "Mon–Wed, Fri noon–midnight: $3.00 / h. Free at other times.",
        ),
        (
            bands([band("fri sat", "22:00-02:00", 200)]),
            "Fri–Sat 10 PM–2 AM: $2.00 / h. Free at other times.",
        ),
        (sunday, "Sun: free. No parking at other times."),
        (
            bands([band("sun mon", "00:30-01:00", 300)]),
            "Mon, Sun 12:30 AM–1 AM: $3.00 / h. Free at other times.",
        ),
        (
            bands([band("sun mon tue wed thu fri sat", "12:30-13:05", 300)]),
            "Daily 12:30 PM–1:05 PM: $3.00 / h. Free at other times.",
        ),
        (bands([]), "Free at all times."),
        (json!({ "outside": "closed" }), "No parking at all times."),
    ]);
}

#[test]
fn seasons_are_months_if_possible() {
    let two = json!({ "seasons": [
        { "from": "01-01", "to": "05-31" },
        { "from": "09-01", "to": "12-31" },
    ] });
    let until = with(day("00:00-24:00"), json!({ "seasons": [{ "to": "2026-06-30" }] }));
    let since =
        with(band("", "00:00-24:00", 420), json!({ "seasons": [{ "from": "2026-07-01" }] }));
    check([
        (season("06-01", "08-31"), "Daily 8 AM–7 PM, Jun–Aug: $3.00 / h. Free at other times."),
        (
            bands([with(day("08:00-19:00"), two)]),
            "Daily 8 AM–7 PM, Jan–May, Sep–Dec: $3.00 / h. Free at other times.",
        ),
        (season("02-01", "02-29"), "Daily 8 AM–7 PM, Feb: $3.00 / h. Free at other times."),
        (season("12-01", "02-29"), "Daily 8 AM–7 PM, Dec–Feb: $3.00 / h. Free at other times."),
        (
            season("06-15", "09-01"),
            "Daily 8 AM–7 PM, Jun 15–Sep 1: $3.00 / h. Free at other times.",
        ),
        (
            season("2026-07-01", "2026-12-31"),
            "Daily 8 AM–7 PM, Jul 1, 2026–Dec 31, 2026: $3.00 / h. Free at other times.",
        ),
        (
            bands([until, since]),
            "At all times, until Jun 30, 2026: $3.00 / h. At all times, from Jul 1, 2026: $4.20 / \
                h.",
        ),
    ]);
}

#[test]
fn holidays_are_named() {
    let holidays = json!({ "holidays": { "public holidays": ["2026-12-25"], "school days": [] } });
    let names = |member: &str, name: &str| json!({ member: [name] });
    let closed = json!({
        "days": MON_FRI.split(' ').collect::<Vec<_>>(), "from": "07:00", "to": "09:00",
        "closed": true, "on_holidays": ["school days"],
    });
    let cases = [
        (
            with(band(MON_SAT, "08:00-19:00", 450), names("except_holidays", "public holidays")),
            "Mon–Sat 8 AM–7 PM, except public holidays: $4.50 / h. Free at other times.",
        ),
        (
            with(band("", "10:00-16:00", 100), names("on_holidays", "public holidays")),
            "On public holidays 10 AM–4 PM: $1.00 / h. Free at other times.",
        ),
        (closed, "Mon–Fri on school days 7 AM–9 AM: no parking. Free at other times."),
    ];
    check(cases.map(|(band, words)| (with(bands([band]), holidays.clone()), words)));
}

#[test]
fn rates_change_with_time() {
    let steps = json!({ "steps": [
        { "after_minutes": 60, "rate_minor_per_hour": 800 },
        { "after_minutes": 120, "rate_minor_per_hour": 1_200 },
    ] });
    let later = json!({ "steps": [{ "after_minutes": 30, "rate_minor_per_hour": 200 }] });
    let max = json!({ "max_stay_minutes": 90 });
    let pounds = with(bands([day("00:00-24:00")]), json!({ "currency": "GBP" }));
    let yen = with(bands([day("00:00-24:00")]), json!({ "currency": "JPY" }));
    check([
        (
            bands([with(band("", "00:00-24:00", 500), steps)]),
            "At all times: $5.00 / h, after 1 h $8.00 / h, after 2 h $12.00 / h.",
        ),
        (
            bands([with(band("", "00:00-24:00", 0), later)]),
            "At all times: free, after 30 min $2.00 / h.",
        ),
        (bands([with(day("00:00-24:00"), max)]), "At all times: $3.00 / h, 1 h 30 min at most."),
        (pounds, "At all times: £3.00 / h."),
        (yen, "At all times: ¥300 / h."),
    ]);
}

#[test]
fn restrictions_follow_the_price() {
    let part = |days: &str, times: &str, classes: &[&str]| {
        let more = json!({ "only_classes": classes, "max_stay_minutes": 120 });
        with(band(days, times, 450), more)
    };
    let morning = json!({ "from": "07:00", "to": "10:00", "closed": true });
    let closed = |classes: &[&str]| with(morning.clone(), json!({ "only_classes": classes }));
    let permits = |more: Value| bands([with(day("00:00-24:00"), more)]);
    check([
        (
            bands([part(MON_SAT, "08:00-18:00", &["truck"]), part(MON_SAT, "18:00-19:00", &[])]),
            "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times. Trucks only until 6 \
                PM.",
        ),
        (
            bands([part("", "08:00-18:00", &[]), part("", "18:00-19:00", &["truck", "van"])]),
            "Daily 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times. Trucks and vans only \
                from 6 PM.",
        ),
        (
            bands([
                part("", "08:00-10:00", &[]),
                part("", "10:00-14:00", &["van"]),
                part("", "14:00-19:00", &[]),
            ]),
            "Daily 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times. Vans only 10 AM–2 PM.",
        ),
        (
            bands([
                part(MON_FRI, "08:00-18:00", &["truck"]),
                part(MON_FRI, "18:00-19:00", &[]),
                part("sat", "08:00-19:00", &[]),
            ]),
            "Mon–Fri 8 AM–7 PM: $4.50 / h, 2 h at most. Sat 8 AM–7 PM: $4.50 / h, 2 h at most. \
                Free at other times. Trucks only Mon–Fri until 6 PM.",
        ),
        (
            bands([part(MON_FRI, "07:00-18:00", &["van", "truck"])]),
            "Mon–Fri 7 AM–6 PM: $4.50 / h, 2 h at most, vans and trucks only. Free at other times.",
        ),
        (
            permits(json!({ "only_permits": ["resident"] })),
            "At all times: $3.00 / h, holders of a resident permit only.",
        ),
        (
            permits(json!({ "only_permits": ["resident", "staff"], "only_classes": ["car"] })),
            "At all times: $3.00 / h, cars of holders of a resident or staff permit only.",
        ),
        (bands([closed(&[])]), "Daily 7 AM–10 AM: no parking. Free at other times."),
        (
            bands([closed(&["truck", "van", "car"])]),
            "Daily 7 AM–10 AM: no parking for trucks, vans and cars. Free at other times.",
        ),
    ]);
}

#[test]
fn stay_rules_follow_the_bands() {
    let all = |more: Value| with(bands([day("00:00-24:00")]), more);
    check([
        (
            all(json!({
                "free": { "minutes": 10, "applies_to": "short_stays" },
                "increment_seconds": 900, "minimum_minor": 200,
                "caps": { "per_stay_minor": 3_000 },
            })),
            "At all times: $3.00 / h. Stays of up to 10 min are free. Each started 15 min is \
                charged. At least $2.00. At most $30.00 for a stay.",
        ),
        (
            all(json!({ "free": { "minutes": 10, "applies_to": "every_stay" } })),
            "At all times: $3.00 / h. The first 10 min are free.",
        ),
        (
            all(json!({ "caps": { "per_day_minor": 1_500, "per_stay_minor": 3_000 } })),
            "At all times: $3.00 / h. At most $15.00 a day and $30.00 for a stay.",
        ),
        (
            all(json!({ "caps": { "per_24_hours_minor": 1_500 } })),
            "At all times: $3.00 / h. At most $15.00 in 24 h.",
        ),
        (
            all(json!({ "max_stay_minutes": 240, "no_return_minutes": 120 })),
            "At all times: $3.00 / h. Maximum stay 4 h. No return within 2 h.",
        ),
        (
            all(json!({ "classes": [
                { "class": "motorcycle", "factor": "1/2" },
                { "class": "scooter", "factor": "0" },
                { "class": "truck", "factor": "3/2" },
                { "class": "van", "refused": true },
            ] })),
            "At all times: $3.00 / h. Motorcycles pay half. Scooters park free. Trucks pay 3/2 of \
                the price. No vans.",
        ),
    ]);
}
