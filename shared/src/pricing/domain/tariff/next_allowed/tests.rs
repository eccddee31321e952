use serde_json::{Value, json};

use super::*;
use crate::{
    identity::domain::vehicle::VehicleClass,
    pricing::domain::tariff::fixture::{band, tariff, with},
};

const ZONE: Tz = chrono_tz::America::New_York;
const CAR: Vehicle<'static> = Vehicle::of(VehicleClass::Car);
const TRUCK: Vehicle<'static> = Vehicle::of(VehicleClass::Truck);
const MON_FRI: &str = "mon tue wed thu fri";

/// A kerb with the sign `3HR Com Mon-Fri 0800-1800`.
fn kerb() -> Tariff {
    let trucks = json!({ "only_classes": ["truck"], "max_stay_minutes": 180 });
    tariff(json!({ "bands": [with(band(MON_FRI, "08:00-18:00", 450), trucks)] }))
}

fn limited(times: &str, max: i64) -> Value {
    with(band("", times, 450), json!({ "max_stay_minutes": max }))
}

fn at(local: &str) -> DateTime<Utc> {
    let local: chrono::NaiveDateTime = format!("2026-{local}:00").parse().unwrap();
    local.and_local_timezone(ZONE).unwrap().to_utc()
}

/// A stay of hours from a local time such as `06-15T10:00`, which is a Monday.
fn stay(from: &str, hours: i64) -> Period {
    Period::new(at(from), at(from) + TimeDelta::hours(hours)).unwrap()
}

/// Returns the next start as a local time.
fn next(tariff: &Tariff, vehicle: Vehicle<'_>, period: Period) -> Option<String> {
    let next = tariff.next_allowed(ZONE, vehicle, period)?;
    Some(next.with_timezone(&ZONE).format("%m-%dT%H:%M").to_string())
}

fn some(local: &str) -> Option<String> {
    Some(local.to_owned())
}

#[test]
fn car_may_park_after_the_hours_of_trucks() {
    let kerb = kerb();
    assert_eq!(next(&kerb, CAR, stay("06-15T12:00", 1)), some("06-15T18:00"));
    assert_eq!(next(&kerb, CAR, stay("06-15T07:30", 1)), some("06-15T18:00"));
    // 15 hours do not fit into a night before a working day.
    assert_eq!(next(&kerb, CAR, stay("06-15T12:00", 15)), some("06-19T18:00"));
    assert_eq!(next(&kerb, CAR, stay("06-15T12:00", 63)), None);
    assert_eq!(next(&kerb, TRUCK, stay("06-15T12:00", 4)), some("06-15T15:00"));
}

#[test]
fn allowed_stay_may_begin_at_once() {
    assert_eq!(next(&kerb(), CAR, stay("06-14T12:00", 8)), some("06-14T12:00"));
}

#[test]
fn long_stay_begins_before_the_end_of_the_band() {
    let day = tariff(json!({ "bands": [limited("08:00-19:00", 120)] }));
    assert_eq!(next(&day, CAR, stay("06-15T10:00", 3)), some("06-15T17:00"));
    let always = tariff(json!({ "bands": [limited("00:00-24:00", 120)] }));
    assert_eq!(next(&always, CAR, stay("06-15T10:00", 3)), None);
    let whole = tariff(json!({ "bands": [limited("08:00-19:00", 120)], "max_stay_minutes": 150 }));
    assert_eq!(next(&whole, CAR, stay("06-15T10:00", 3)), None);
}

#[test]
fn restart_lets_the_stay_begin_with_the_band() {
    let depot = tariff(json!({
        "bands": [band("", "08:00-19:00", 450), band("", "19:00-22:00", 200)],
        "transitions": { "overpayment": "lost", "follow_through": "restart", "prepay": "refused" },
    }));
    assert_eq!(next(&depot, CAR, stay("06-15T18:00", 2)), some("06-15T19:00"));
}

#[test]
fn next_start_is_sought_for_eight_days() {
    let closed = |days: &[&str]| {
        let band = json!({ "days": days, "from": "00:00", "to": "24:00", "closed": true });
        tariff(json!({ "bands": [band] }))
    };
    let sundays = closed(&["mon", "tue", "wed", "thu", "fri", "sat"]);
    assert_eq!(next(&sundays, CAR, stay("06-15T00:00", 24)), some("06-21T00:00"));
    assert_eq!(next(&closed(&[]), CAR, stay("06-15T00:00", 1)), None);
    let no_trucks = tariff(json!({ "classes": [{ "class": "truck", "refused": true }] }));
    assert_eq!(next(&no_trucks, TRUCK, stay("06-15T00:00", 1)), None);
}

/// At 02:00 the clock is set back to 01:00.
#[test]
fn repeated_hour_is_waited_for() {
    let trucks = with(band("", "00:00-03:00", 450), json!({ "only_classes": ["truck"] }));
    let night = tariff(json!({ "bands": [trucks] }));
    let next = night.next_allowed(ZONE, CAR, stay("11-01T00:30", 1)).unwrap();
    assert_eq!(next - at("11-01T00:30"), TimeDelta::minutes(210));
}

/// All times of the tariff are half hours, so the starts between them need no test.
#[test]
fn no_earlier_start_is_allowed() {
    let permit = json!({ "only_permits": ["resident"], "priority": 1 });
    let tariff = tariff(json!({
        "bands": [
            with(limited("08:00-16:00", 150), json!({ "days": ["mon", "wed", "fri"] })),
            with(limited("16:00-19:30", 90), json!({ "only_classes": ["car"] })),
            { "days": ["tue", "thu"], "from": "22:00", "to": "08:00", "closed": true },
            with(band("sat", "00:00-24:00", 100), permit),
        ],
        "transitions": { "overpayment": "lost", "follow_through": "restart", "prepay": "refused" },
    }));
    for (vehicle, hours) in [(CAR, 1), (CAR, 4), (CAR, 14), (TRUCK, 2), (TRUCK, 9)] {
        for late in (0..7 * 24).step_by(11) {
            let start = at("06-15T00:00") + TimeDelta::hours(late);
            let mut half_hours = (0..2 * 24 * 8).map(|half| start + TimeDelta::minutes(30 * half));
            let length = TimeDelta::hours(hours);
            let period = |start: DateTime<Utc>| Period::new(start, start + length).unwrap();
            let is_allowed =
                |start: &DateTime<Utc>| tariff.may_park(ZONE, vehicle, period(*start)).is_ok();
            let expected = half_hours.find(is_allowed);
            let next = tariff.next_allowed(ZONE, vehicle, period(start));
            assert_eq!(next, expected, "{vehicle:?} for {hours} h from {start}");
        }
    }
}
