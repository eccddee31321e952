use serde_json::{Value, json};

use super::*;
use crate::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::period::Period,
    pricing::domain::tariff::{
        Reason, Vehicle,
        fixture::{band, tariff, with},
    },
};

/// A band for $4.50 an hour with a maximum stay.
fn limited(days: &str, times: &str, max_stay_minutes: i64) -> Value {
    with(band(days, times, 450), json!({ "max_stay_minutes": max_stay_minutes }))
}

/// Returns the places, days and times of joined bands.
fn joined(bands: &[Value]) -> Vec<String> {
    let read = |(place, band): (usize, &Value)| {
        (place, serde_json::from_value::<Band>(band.clone()).unwrap())
    };
    let text = |(place, band): (usize, Band)| {
        let days: Vec<_> = band.days.iter().map(|day| format!("{day:?} ")).collect();
        format!("{place}: {}{}-{}", days.concat(), band.from, band.to)
    };
    let bands = join_with_values(bands.iter().enumerate().map(read).collect());
    bands.into_iter().map(text).collect()
}

fn shared_limit(bands: Value) -> Option<i64> {
    tariff(json!({ "bands": bands })).with_shared_limit().document().max_stay_minutes
}

#[test]
fn bands_of_one_day_are_joined() {
    let mornings = limited("mon tue", "09:00-12:00", 120);
    let noons = limited("mon tue", "12:00-15:00", 120);
    assert_eq!(joined(&[mornings.clone(), noons.clone()]), ["0: Mon Tue 09:00-15:00"]);
    assert_eq!(joined(&[noons, mornings.clone()]), ["0: Mon Tue 09:00-15:00"]);
    let longer = limited("mon tue wed", "12:00-15:00", 120);
    let free = band("sun", "12:00-15:00", 0);
    assert_eq!(
        joined(&[free, mornings, longer]),
        ["0: Sun 12:00-15:00", "1: Mon Tue 09:00-15:00", "2: Wed 12:00-15:00"]
    );
    let halves = [limited("", "00:00-12:00", 120), limited("", "12:00-24:00", 120)];
    assert_eq!(joined(&halves), ["0: 00:00-24:00"]);
}

#[test]
fn bands_are_joined_over_midnight() {
    let nights = [limited("", "00:00-06:00", 120), limited("", "20:00-24:00", 120)];
    assert_eq!(joined(&nights), ["0: 20:00-06:00"]);
    let weekend = [limited("sun", "18:00-24:00", 60), limited("mon", "00:00-02:00", 60)];
    assert_eq!(joined(&weekend), ["0: Sun 18:00-02:00"]);
    let days = [limited("mon", "00:00-24:00", 60), limited("tue", "00:00-24:00", 60)];
    assert_eq!(joined(&days), ["0: Mon Tue 00:00-24:00"]);
}

#[test]
fn bands_with_other_terms_are_not_joined() {
    let summer = json!({ "seasons": [{ "from": "06-01", "to": "08-31" }] });
    let in_summer = |times: &str| with(limited("", times, 120), summer.clone());
    for (first, second) in [
        (limited("mon", "09:00-12:00", 120), limited("mon", "12:00-15:00", 60)),
        (limited("mon", "09:00-12:00", 120), limited("mon", "13:00-15:00", 120)),
        (limited("mon", "09:00-24:00", 120), limited("mon", "00:00-06:00", 120)),
        (limited("mon", "00:00-24:00", 120), limited("tue", "00:00-06:00", 120)),
        (band("mon", "09:00-12:00", 450), band("mon", "12:00-15:00", 450)),
        (in_summer("20:00-24:00"), in_summer("00:00-06:00")),
    ] {
        assert_eq!(joined(&[first, second]).len(), 2);
    }
    let both = [in_summer("09:00-12:00"), in_summer("12:00-15:00")];
    assert_eq!(joined(&both), ["0: 09:00-15:00"]);
}

#[test]
fn limits_that_meet_hold_for_the_stay() {
    let day = limited("mon", "09:00-12:00", 120);
    let dearer = with(limited("mon", "12:00-15:00", 120), json!({ "rate_minor_per_hour": 600 }));
    let tariff = tariff(json!({ "bands": [day, dearer] }));
    let refusal = |tariff: &Tariff, from: &str, to: &str| {
        let at = |time: &str| format!("2026-06-15T{time}:00-04:00").parse().unwrap();
        let (zone, car) = (chrono_tz::America::New_York, Vehicle::of(VehicleClass::Car));
        let period = Period::new(at(from), at(to)).unwrap();
        tariff.may_park(zone, car, period).err().map(|refusal| refusal.reason)
    };
    assert_eq!(refusal(&tariff, "10:00", "14:00"), None, "each band alone allows two hours");
    let tariff = tariff.with_shared_limit();
    let too_long = Reason::MaxStay { band: None, minutes: 120 };
    assert_eq!(refusal(&tariff, "10:00", "14:00"), Some(too_long));
    assert_eq!(refusal(&tariff, "11:00", "13:00"), None);
}

#[test]
fn shared_limit_is_the_longer_of_two() {
    let at = |times: &str, minutes: i64| limited("mon", times, minutes);
    let of = |bands: &[Value]| shared_limit(json!(bands));
    assert_eq!(of(&[at("09:00-12:00", 60), at("12:00-15:00", 120)]), Some(120));
    let three = [at("09:00-10:00", 60), at("10:00-11:00", 60), at("11:00-15:00", 120)];
    assert_eq!(of(&three), Some(60), "two hours would exceed the first two");
    assert_eq!(of(&[at("09:00-12:00", 60), at("13:00-15:00", 120)]), None);
    assert_eq!(of(&[at("09:00-12:00", 60), band("mon", "12:00-15:00", 450)]), None);
    let night = limited("tue", "00:00-02:00", 60);
    assert_eq!(of(&[at("20:00-24:00", 120), night.clone()]), Some(120), "at midnight");
    assert_eq!(of(&[limited("sun", "20:00-24:00", 120), night]), None);
    let above = with(at("10:00-11:00", 60), json!({ "priority": 1 }));
    assert_eq!(of(&[at("09:00-12:00", 120), above]), Some(120), "one interrupts the other");
}

#[test]
fn limits_of_different_vehicles_or_dates_are_apart() {
    let only = |class: &str| json!({ "only_classes": [class] });
    let trucks = with(limited("mon", "09:00-12:00", 60), only("truck"));
    let vans = with(limited("mon", "12:00-15:00", 60), only("van"));
    assert_eq!(shared_limit(json!([trucks, vans])), None);
    let in_year = |year: u16| {
        let season = json!({ "from": format!("{year}-01-01"), "to": format!("{year}-11-30") });
        with(limited("", "09:00-12:00", 60), json!({ "seasons": [season] }))
    };
    assert_eq!(shared_limit(json!([in_year(2030), in_year(2031)])), None);
}

#[test]
fn present_rules_allow_parking_or_close_all_times() {
    let today = "2030-06-03".parse().unwrap();
    let closed = |times: &str| {
        let mut band = band("", times, 0);
        band.as_object_mut().unwrap().remove("rate_minor_per_hour");
        with(band, json!({ "closed": true }))
    };
    let open = |season: Value| with(band("mon", "09:00-12:00", 450), json!({ "seasons": season }));
    let once = |from: &str, to: &str| open(json!([{ "from": from, "to": to }]));
    for (bands, expected) in [
        (json!([]), false),
        (json!([closed("07:00-10:00")]), false),
        (json!([closed("00:00-24:00")]), true),
        (json!([closed("07:00-09:00"), open(json!([]))]), true),
        (json!([open(json!([{ "from": "12-01", "to": "02-28" }]))]), true),
        (json!([once("2020-01-01", "2030-06-02")]), false),
        (json!([once("2020-01-01", "2030-06-03")]), true),
        (json!([once("2030-06-04", "2031-01-01")]), false),
    ] {
        let tariff = tariff(json!({ "bands": bands }));
        assert_eq!(tariff.states_present_rules(today), expected, "{bands}");
    }
}
