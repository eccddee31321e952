use serde_json::{Value, json};

use super::*;
use crate::pricing::domain::tariff::fixture::{band, version, with};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Returns versions, newest first, from their bands and the days of June 2026 (midnight in New
/// York) from which they are effective, in order.
fn versions(published: &[(u32, Value)]) -> Vec<PublishedVersion> {
    let versions = published.iter().map(|(day, bands)| PublishedVersion {
        effective_from: at(&format!("2026-06-{day:02}T00:00:00-04:00")),
        ..version(json!({ "bands": bands }))
    });
    versions.rev().collect()
}

fn day_band(rate: i64) -> Value {
    band("mon tue", "08:00-18:00", rate)
}

#[test]
fn change_is_the_first_version_with_the_rate() {
    let evening = |rate| band("mon tue", "18:00-22:00", rate);
    let versions = versions(&[
        (1, json!([day_band(300), evening(200)])),
        (5, json!([evening(225), day_band(325)])),
        (9, json!([day_band(325), evening(250)])),
    ]);
    assert_eq!(last_rate_change(&versions, 0), Some(at("2026-06-05T04:00:00Z")));
    assert_eq!(last_rate_change(&versions, 1), Some(at("2026-06-09T04:00:00Z")));
    assert_eq!(last_rate_change(&versions, 2), None, "there is no such band");
    let first = versions.last().unwrap().clone();
    let began = Some(at("2026-06-01T04:00:00Z"));
    assert_eq!(last_rate_change(&[first], 0), began, "the first rate is new");
}

#[test]
fn new_band_and_new_step_are_changes() {
    let step = json!({ "steps": [{ "after_minutes": 60, "rate_minor_per_hour": 500 }] });
    let stepped = with(day_band(300), step);
    let versions = versions(&[
        (1, json!([day_band(300)])),
        (5, json!([stepped, band("sat", "08:00-18:00", 300)])),
    ]);
    let changed = Some(at("2026-06-05T04:00:00Z"));
    assert_eq!([0, 1].map(|band| last_rate_change(&versions, band)), [changed; 2]);
}

#[test]
fn maximum_stay_is_not_a_rate() {
    let limited = with(day_band(300), json!({ "max_stay_minutes": 120 }));
    let versions = versions(&[(1, json!([day_band(300)])), (5, json!([limited]))]);
    assert_eq!(last_rate_change(&versions, 0), Some(at("2026-06-01T04:00:00Z")));
}

#[test]
fn days_are_those_of_the_local_calendar() {
    let versions = versions(&[(1, json!([day_band(300)])), (2, json!([day_band(325)]))]);
    let days = |now: &str| days_since_rate_change(&versions, 0, at(now));
    assert_eq!(days("2026-06-29T23:59:59-04:00"), Some(27));
    assert_eq!(days("2026-06-30T00:00:00-04:00"), Some(28));
    assert_eq!(days("2026-06-01T23:00:00-04:00"), Some(-1), "not in force");
}
