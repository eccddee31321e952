use serde_json::{Value, json};

use super::*;
use crate::{
    platform::domain::money::{Currency, Money},
    pricing::domain::tariff::fixture::{band, version, with},
};

const CAR: VehicleClass = VehicleClass::Car;
const DAY: TimeDelta = TimeDelta::hours(24);

/// An instant of June 2026 in New York, such as `15T10:00`; the 15th is a Monday.
fn at(text: &str) -> DateTime<Utc> {
    format!("2026-06-{text}:00-04:00").parse().unwrap()
}

fn june(from: &str, to: &str) -> Period {
    Period::new(at(from), at(to)).unwrap()
}

/// A kerb with the sign `3HR Com Mon-Fri 0800-1800`.
fn kerb() -> PublishedVersion {
    let trucks = json!({ "only_classes": ["truck"], "max_stay_minutes": 180 });
    let hours = band("mon tue wed thu fri", "08:00-18:00", 450);
    version(json!({ "bands": [with(hours, trucks)] }))
}

/// Paid hours with a maximum stay of two hours.
fn meter(members: Value) -> PublishedVersion {
    let hours = with(band("", "08:00-19:00", 450), json!({ "max_stay_minutes": 120 }));
    version(with(json!({ "bands": [hours] }), members))
}

fn refusal(version: &PublishedVersion, class: VehicleClass, period: Period) -> Refused {
    match offer(version, class, period, DAY, Language::English) {
        Offer::Refused(refused) => refused,
        Offer::Allowed { .. } => panic!("{period:?} is allowed"),
    }
}

/// Returns total and latest end.
fn allowed(
    version: &PublishedVersion,
    class: VehicleClass,
    period: Period,
    longest: TimeDelta,
) -> (Money, DateTime<Utc>) {
    match offer(version, class, period, longest, Language::English) {
        Offer::Allowed { price, latest_end } => (price.total, latest_end),
        Offer::Refused(refused) => panic!("{}", refused.text),
    }
}

fn dollars(minor: i64) -> Money {
    Money::new(minor, Currency::Usd)
}

#[test]
fn car_is_refused_in_the_hours_of_trucks() {
    let expected = Refused {
        code: "class_not_admitted",
        text: "Only trucks may park here until Mon, Jun 15, 2026, 6:00 PM EDT.".to_owned(),
        allowed_until: None,
        allowed_from: Some(at("15T18:00")),
    };
    assert_eq!(refusal(&kerb(), CAR, june("15T12:00", "15T13:00")), expected);
}

#[test]
fn refused_end_leaves_a_shorter_stay() {
    let refused = refusal(&kerb(), CAR, june("15T07:00", "15T09:00"));
    assert_eq!(refused.allowed_until, Some(at("15T08:00")));
    assert_eq!(refused.allowed_from, Some(at("15T18:00")));
    let expected = "Only trucks may park here from Mon, Jun 15, 2026, 8:00 AM EDT until Mon, Jun \
        15, 2026, 6:00 PM EDT.";
    assert_eq!(refused.text, expected);
}

#[test]
fn sunday_is_free_until_the_next_hours() {
    let (total, latest_end) = allowed(&kerb(), CAR, june("14T12:00", "14T14:00"), DAY);
    assert_eq!((total, latest_end), (dollars(0), at("15T08:00")));
}

#[test]
fn truck_pays_and_has_a_maximum_stay() {
    let (total, latest_end) =
        allowed(&kerb(), VehicleClass::Truck, june("15T09:00", "15T10:00"), DAY);
    assert_eq!((total, latest_end), (dollars(450), at("15T12:00")));
    let refused = refusal(&kerb(), VehicleClass::Truck, june("15T09:00", "15T13:00"));
    assert_eq!((refused.code, refused.text.as_str()), ("max_stay", "The longest stay is 3 h."));
    assert_eq!(refused.allowed_until, Some(at("15T12:00")));
    assert_eq!(refused.allowed_from, Some(at("15T15:00")));
}

#[test]
fn latest_end_may_be_the_requested_one() {
    let meter = meter(json!({}));
    let (total, latest_end) = allowed(&meter, CAR, june("15T09:00", "15T11:00"), DAY);
    assert_eq!((total, latest_end), (dollars(900), at("15T11:00")));
}

#[test]
fn longest_stay_of_the_place_limits_the_end() {
    let (_, latest_end) = allowed(&kerb(), CAR, june("14T12:00", "14T14:00"), TimeDelta::hours(6));
    assert_eq!(latest_end, at("14T18:00"));
    let (_, latest_end) = allowed(&kerb(), CAR, june("14T12:00", "14T14:00"), TimeDelta::hours(1));
    assert_eq!(latest_end, at("14T14:00"), "a stay that is longer already");
}

#[test]
fn every_refusal_has_a_code() {
    let code = |version: &PublishedVersion, from, to| refusal(version, CAR, june(from, to)).code;
    let permit = with(band("", "00:00-24:00", 0), json!({ "only_permits": ["resident"] }));
    let permit = version(json!({ "bands": [permit] }));
    assert_eq!(code(&permit, "15T09:00", "15T10:00"), "permit_required");
    let closed = meter(json!({ "outside": "closed" }));
    assert_eq!(code(&closed, "15T18:00", "15T20:00"), "closed");
    let restart = version(json!({
        "bands": [band("", "08:00-19:00", 450), band("", "19:00-22:00", 200)],
        "transitions": { "overpayment": "lost", "follow_through": "restart", "prepay": "refused" },
    }));
    assert_eq!(code(&restart, "15T18:00", "15T20:00"), "band_change");
    let unknown = version(json!({ "outside": "unknown" }));
    assert_eq!(code(&unknown, "15T18:00", "15T20:00"), "rules_unknown");
}
