//! Worked examples.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::{
    identity::domain::vehicle::VehicleClass,
    pricing::domain::tariff::{LineKind, Tariff},
};

use super::{amount, banded, price, tariff};

const NEW_YORK: &str = "America/New_York";
const LONDON: &str = "Europe/London";
const LORD_HOWE: &str = "Australia/Lord_Howe";
const MON_SAT: &str = "mon tue wed thu fri sat";

/// Rates on working days, and in the evening.
fn street(members: &Value) -> Tariff {
    banded(&[(MON_SAT, "08:00-19:00", 450), (MON_SAT, "19:00-22:00", 200)], members)
}

fn flat(rate: i64, members: &Value) -> Tariff {
    banded(&[("", "00:00-24:00", rate)], members)
}

#[test]
fn street_prices_follow_the_wall_clock() {
    let street = street(&json!({}));
    for (from, to, expected) in [
        ("2026-06-15T14:00Z", "2026-06-15T15:30Z", 675),
        ("2026-06-15T22:30Z", "2026-06-15T23:30Z", 325),
        ("2026-06-16T01:30Z", "2026-06-16T03:30Z", 100),
        ("2026-06-14T14:00Z", "2026-06-14T16:00Z", 0),
        ("2026-06-15T11:30Z", "2026-06-15T12:30Z", 225),
        ("2026-06-15T14:00Z", "2026-06-15T14:07Z", 53),
        ("2026-06-15T14:00Z", "2026-06-15T14:01Z", 8),
        ("2026-06-15T14:00Z", "2026-06-16T14:00Z", 5_550),
        ("2026-06-15T14:00Z", "2026-06-16T15:00Z", 6_000),
        ("2026-03-08T02:00Z", "2026-03-08T08:00Z", 200),
        ("2026-11-01T01:00Z", "2026-11-01T08:00Z", 200),
    ] {
        assert_eq!(amount(&street, NEW_YORK, (from, to)), expected, "{from}");
    }
}

#[test]
fn flat_prices_follow_elapsed_time() {
    let flat = flat(300, &json!({}));
    for (from, to, expected) in [
        ("2026-03-08T05:30Z", "2026-03-08T07:30Z", 600),
        ("2026-11-01T04:30Z", "2026-11-01T08:30Z", 1_200),
        ("2026-11-01T05:30Z", "2026-11-01T06:30Z", 300),
    ] {
        assert_eq!(amount(&flat, NEW_YORK, (from, to)), expected, "{from}");
    }
}

#[test]
fn repeated_hours_have_their_rates_twice() {
    let night = banded(&[("", "01:00-02:00", 600), ("", "02:00-01:00", 60)], &json!({}));
    assert_eq!(amount(&night, LONDON, ("2026-10-24T23:30Z", "2026-10-25T02:30Z")), 1_260);
    let night = banded(
        &[("", "00:00-01:30", 100), ("", "01:30-04:00", 300), ("", "04:00-24:00", 100)],
        &json!({}),
    );
    assert_eq!(amount(&night, NEW_YORK, ("2026-11-01T05:00Z", "2026-11-01T07:00Z")), 400);
    let night = banded(&[("", "01:30-02:00", 900), ("", "02:00-01:30", 60)], &json!({}));
    assert_eq!(amount(&night, LORD_HOWE, ("2026-04-04T14:00Z", "2026-04-04T16:00Z")), 960);
}

#[test]
fn day_caps_apply_to_local_days() {
    let day_cap = |rate: i64, cap: i64| flat(rate, &json!({ "caps": { "per_day_minor": cap } }));
    let short_day = ("2027-03-28T00:00Z", "2027-03-28T23:00Z");
    assert_eq!(amount(&day_cap(100, 2_350), LONDON, short_day), 2_300);
    let long_day = ("2026-04-04T13:00Z", "2026-04-05T13:30Z");
    assert_eq!(amount(&day_cap(100, 2_425), LORD_HOWE, long_day), 2_425);
    let evening_to_evening = ("2026-06-16T00:00Z", "2026-06-17T00:00Z");
    assert_eq!(amount(&day_cap(300, 1_500), NEW_YORK, evening_to_evening), 2_700);
    let rolling = flat(300, &json!({ "caps": { "per_24_hours_minor": 1_500 } }));
    assert_eq!(amount(&rolling, NEW_YORK, evening_to_evening), 1_500);
    let two_days = ("2026-06-16T00:00Z", "2026-06-18T01:00Z");
    assert_eq!(amount(&rolling, NEW_YORK, two_days), 3_300);
}

#[test]
fn stay_is_rounded_once() {
    let over_midnight = ("2026-06-16T03:57Z", "2026-06-16T04:03Z");
    assert_eq!(amount(&flat(10, &json!({})), NEW_YORK, over_midnight), 1);
}

#[test]
fn holiday_is_free() {
    let christmas = ("2026-12-25T02:30Z", "2026-12-25T14:00Z");
    assert_eq!(amount(&street(&json!({})), NEW_YORK, christmas), 550);
    let street = street(&json!({}));
    let mut document = street.document().clone();
    let date: NaiveDate = "2026-12-25".parse().unwrap();
    document.holidays.insert("public".to_owned(), BTreeSet::from([date]));
    for band in &mut document.bands {
        band.except_holidays = vec!["public".to_owned()];
    }
    assert_eq!(amount(&Tariff::new(document).unwrap(), NEW_YORK, christmas), 100);
}

/// A stay that was accepted before keeps its tariff: it is priced by the old document.
#[test]
fn season_changes_the_rate_at_local_midnight() {
    let band = |rate: i64, season: Value| {
        json!({
            "from": "00:00", "to": "24:00", "rate_minor_per_hour": rate, "seasons": [season],
        })
    };
    let changing = tariff(&json!({ "outside": "covered", "bands": [
        band(300, json!({ "to": "2026-06-30" })), band(420, json!({ "from": "2026-07-01" })),
    ] }));
    let stay = ("2026-07-01T03:00Z", "2026-07-01T05:00Z");
    assert_eq!(amount(&changing, NEW_YORK, stay), 720);
    assert_eq!(amount(&flat(300, &json!({})), NEW_YORK, stay), 600);
}

fn stepped(steps: &[(i64, i64)], rate: i64, members: &Value) -> Tariff {
    let steps = steps
        .iter()
        .map(|(after, rate)| json!({ "after_minutes": after, "rate_minor_per_hour": rate }));
    let mut document = members.clone();
    document["bands"] = json!([{
        "from": "00:00", "to": "24:00", "rate_minor_per_hour": rate,
        "steps": steps.collect::<Value>(),
    }]);
    tariff(&document)
}

#[test]
fn steps_count_elapsed_time() {
    let stepped = stepped(&[(120, 240)], 100, &json!({}));
    assert_eq!(amount(&stepped, LONDON, ("2026-10-24T23:00Z", "2026-10-25T03:00Z")), 680);
}

#[test]
fn class_factor_multiplies_the_price() {
    let half = json!({ "classes": [{ "class": "motorcycle", "factor": "1/2" }] });
    let stay = ("2026-06-15T14:00Z", "2026-06-15T14:07Z");
    let price = |tariff: &Tariff| price(tariff, NEW_YORK, VehicleClass::Motorcycle, stay).unwrap();
    assert_eq!(price(&street(&half)).total.amount_minor, 26, "26.25");
    let mut capped = half;
    capped["caps"] = json!({ "per_stay_minor": 41 });
    assert_eq!(price(&street(&capped)).total.amount_minor, 21, "20.5");
}

#[test]
fn short_stays_are_free_and_others_have_limits() {
    let members = json!({
        "increment_seconds": 900,
        "free": { "minutes": 10, "applies_to": "short_stays" },
        "minimum_minor": 200,
        "caps": { "per_stay_minor": 3_000 },
    });
    let garage = stepped(&[(60, 800), (120, 1_200)], 500, &members);
    for (to, expected) in [
        ("2026-06-15T14:10Z", 0),
        ("2026-06-15T14:11Z", 200),
        ("2026-06-15T14:31Z", 375),
        ("2026-06-15T16:00Z", 1_300),
        ("2026-06-15T19:00Z", 3_000),
    ] {
        assert_eq!(amount(&garage, NEW_YORK, ("2026-06-15T14:00Z", to)), expected, "{to}");
    }
}

#[test]
fn first_minutes_of_every_stay_are_free() {
    let members = json!({
        "increment_seconds": 900, "free": { "minutes": 10, "applies_to": "every_stay" },
    });
    let tariff = flat(600, &members);
    for (to, expected) in
        [("2026-06-15T14:09Z", 0), ("2026-06-15T14:10Z", 0), ("2026-06-15T14:11Z", 50)]
    {
        assert_eq!(amount(&tariff, NEW_YORK, ("2026-06-15T14:00Z", to)), expected, "{to}");
    }
}

#[test]
fn lines_name_bands_and_adjustments() {
    let street = street(&json!({ "caps": { "per_day_minor": 300 }, "minimum_minor": 100 }));
    let stay = ("2026-06-15T22:30Z", "2026-06-16T02:30Z");
    let price = price(&street, NEW_YORK, VehicleClass::Car, stay).unwrap();
    let lines: Vec<_> = price
        .lines
        .iter()
        .map(|line| (line.kind, line.band, line.rate_minor_per_hour, line.amount_minor))
        .collect();
    assert_eq!(
        lines,
        [
            (LineKind::Band, Some(0), Some(450), 225),
            (LineKind::Band, Some(1), Some(200), 600),
            (LineKind::Outside, None, None, 0),
            (LineKind::DayCap, None, None, -525),
        ]
    );
}

/// The examples of OCPI's `mod_tariffs` price charging and parking of one session by separate
/// dimensions. A tariff here has one dimension, so each part is a stay of its own:
///
/// - Energy (`ENERGY`) and fixed fees (`FLAT`, such as that of an expired reservation) have no
///   counterpart; only the hours of the reservation are compared.
/// - In OCPI a step is rounded up at the rate that holds last. Here the wall clock goes on, so the
///   8 minutes before 20:00 of the third example are not rounded up to 15.
#[test]
fn time_components_of_ocpi_have_their_prices() {
    let charging = |increment: i64| {
        let members = json!({ "currency": "EUR", "increment_seconds": increment });
        banded(&[("", "00:00-17:00", 120), ("", "17:00-24:00", 240)], &members)
    };
    let parking = |increment: i64| {
        let members = json!({ "currency": "EUR", "increment_seconds": increment });
        banded(&[("", "08:00-20:00", 100)], &members)
    };
    let at = |tariff: &Tariff, from: &str, to: &str| {
        let [from, to] = [from, to].map(|time| format!("2026-06-15T{time}Z"));
        amount(tariff, "UTC", (from.as_str(), to.as_str()))
    };
    let first = at(&charging(1), "16:55", "17:05") + at(&parking(900), "17:05", "17:07");
    assert_eq!(first, 55);
    assert_eq!(at(&charging(900), "16:35", "17:10"), 130);
    assert_eq!(at(&charging(1), "19:40", "19:52"), 48);
    assert_eq!(at(&parking(900), "19:52", "20:12"), 13, "OCPI: 25");
    let members = json!({ "currency": "EUR", "increment_seconds": 600 });
    let reserved = flat(200, &members);
    assert_eq!(at(&reserved, "10:00", "10:22"), 100);
    assert_eq!(at(&reserved, "10:00", "11:00"), 200);
}

#[test]
fn refused_time_has_no_price() {
    let members = json!({ "outside": "closed", "increment_seconds": 3_600 });
    let closing = banded(&[("", "08:00-19:00", 450)], &members);
    assert!(
        price(&closing, "UTC", VehicleClass::Car, ("2026-06-15T18:00Z", "2026-06-15T19:01Z"))
            .is_err()
    );
    let last_minutes = ("2026-06-15T18:30Z", "2026-06-15T18:45Z");
    assert_eq!(amount(&closing, "UTC", last_minutes), 225, "the increment ends at 19:00");
}
