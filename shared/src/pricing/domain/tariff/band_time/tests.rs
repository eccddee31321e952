use chrono_tz::America::New_York;
use serde_json::json;

use super::*;
use crate::pricing::domain::tariff::fixture::{band, tariff, with};

/// A period in New York between local times with an offset, such as `2026-06-15T10:00:00-04:00`.
fn period(from: &str, to: &str) -> Period {
    Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
}

fn hours(tariff: &Tariff, band: usize, period: Period) -> i64 {
    let seconds = tariff.seconds_in_band(New_York, band, period);
    assert_eq!(seconds % 3_600, 0);
    seconds / 3_600
}

#[test]
fn each_band_counts_its_own_hours() {
    let tariff = tariff(json!({ "bands": [
        band("mon tue wed thu fri", "08:00-18:00", 300),
        band("sat sun", "10:00-16:00", 200),
        band("fri sat", "22:00-02:00", 100),
    ] }));
    // Monday to Monday.
    let week = period("2026-06-15T00:00:00-04:00", "2026-06-22T00:00:00-04:00");
    assert_eq!([0, 1, 2, 3].map(|band| hours(&tariff, band, week)), [50, 12, 8, 0]);
    let stay = period("2026-06-15T17:00:00-04:00", "2026-06-16T09:00:00-04:00");
    assert_eq!(hours(&tariff, 0, stay), 2);
}

#[test]
fn repeated_hour_counts_twice_in_band() {
    let tariff = tariff(json!({ "bands": [band("", "01:00-02:00", 300)] }));
    let day = |from, to| hours(&tariff, 0, period(from, to));
    assert_eq!(day("2026-11-01T00:00:00-04:00", "2026-11-02T00:00:00-05:00"), 2);
    assert_eq!(day("2026-11-02T00:00:00-05:00", "2026-11-03T00:00:00-05:00"), 1);
}

#[test]
fn band_of_higher_priority_takes_its_hours() {
    let tariff = tariff(json!({ "bands": [
        band("", "08:00-18:00", 300),
        with(band("", "12:00-14:00", 500), json!({ "priority": 1 })),
    ] }));
    let day = period("2026-06-15T00:00:00-04:00", "2026-06-16T00:00:00-04:00");
    assert_eq!([0, 1].map(|band| hours(&tariff, band, day)), [8, 2]);
}

#[test]
fn band_for_some_vehicles_counts_their_hours() {
    let tariff = tariff(json!({ "bands": [
        with(band("", "08:00-12:00", 300), json!({ "only_classes": ["truck"] })),
        with(band("", "12:00-18:00", 300), json!({ "only_permits": ["resident"] })),
    ] }));
    let day = period("2026-06-15T00:00:00-04:00", "2026-06-16T00:00:00-04:00");
    assert_eq!([0, 1].map(|band| hours(&tariff, band, day)), [4, 6]);
}
