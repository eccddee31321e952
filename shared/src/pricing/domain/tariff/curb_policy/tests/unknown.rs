//! Policies that a tariff cannot state.

use serde_json::{Value, json};

use super::{parking, policy, tariff, weekdays};
use crate::pricing::domain::tariff::curb_policy::CurbPolicy;

/// Returns the ids and reasons of policies.
#[track_caller]
fn unknown(policies: &[CurbPolicy]) -> Vec<(String, String)> {
    let unknown = tariff(policies).unwrap_err();
    unknown.into_iter().map(|one| (one.policy_id, one.reason)).collect()
}

#[track_caller]
fn reason(rule: Value, span: Value) -> String {
    let unknown = unknown(&[policy("p", 1, json!([rule]), json!([span]))]);
    let [(id, reason)] = unknown.as_slice() else { panic!("{unknown:?}") };
    assert_eq!(id, "p");
    reason.clone()
}

fn rates(rates: Value) -> Value {
    json!({ "activity": "parking", "rate": rates })
}

#[test]
fn rates_that_differ_are_unknown() {
    let hour = |start: Value, end: Value| {
        let mut rate = json!({ "rate": 100, "rate_unit": "hour" });
        (rate["start_duration"], rate["end_duration"]) = (start, end);
        rate
    };
    for (list, expected) in [
        (json!([{ "rate": 100, "rate_unit": "day" }]), "the rate unit \"day\" is not supported"),
        (
            json!([{ "rate": 9, "rate_unit": "quarter" }]),
            "the rate unit \"quarter\" is not supported",
        ),
        (
            json!([{ "rate": 100, "rate_unit": "hour", "rate_unit_period": "calendar" }]),
            "a rate has a calendar period",
        ),
        (
            json!([{ "rate": 100, "rate_unit": "hour", "increment_amount": 25 }]),
            "increment_amount rounds the price up",
        ),
        (json!([hour(json!(1), json!(null))]), "the rates do not begin with the stay"),
        (json!([hour(json!(0), json!(2))]), "the rates end before the stay"),
        (
            json!([hour(json!(0), json!(1)), hour(json!(2), json!(null))]),
            "the rates overlap, or leave a gap",
        ),
        (
            json!([hour(json!(0), json!(null)), hour(json!(1), json!(null))]),
            "the rates overlap, or leave a gap",
        ),
        (
            json!([
                { "rate": 100, "rate_unit": "second", "end_duration": 90 },
                { "rate": 200, "rate_unit": "second", "start_duration": 90 },
            ]),
            "a rate begins within a minute or an increment",
        ),
        (
            json!([
                { "rate": 1, "rate_unit": "hour", "end_duration": 1, "maximum_fee": 500 },
                { "rate": 2, "rate_unit": "hour", "start_duration": 1 },
            ]),
            "its rates have different increments or maximum fees",
        ),
    ] {
        assert_eq!(reason(rates(list), json!({})), expected);
    }
    let negative = reason(rates(json!([{ "rate": -1, "rate_unit": "hour" }])), json!({}));
    assert_eq!(negative, "must be from 0 to 100000000");
}

#[test]
fn rules_that_differ_are_unknown() {
    for (rule, expected) in [
        (json!({ "activity": "no travel" }), "the activity \"no travel\" is not supported"),
        (json!({ "activity": "dancing" }), "the activity \"dancing\" is not supported"),
        (parking(1, json!({ "max_stay": 0 })), "max_stay is 0"),
        (
            parking(1, json!({ "max_stay": 90, "max_stay_unit": "second" })),
            "max_stay is not a whole number of minutes",
        ),
        (
            parking(1, json!({ "no_return": 1, "no_return_unit": "month" })),
            "no_return is not a whole number of minutes",
        ),
        (
            parking(1, json!({ "user_classes": ["electric"] })),
            "the user class \"electric\" is not supported",
        ),
        (
            parking(1, json!({ "user_classes": ["permit", "resident_permit"] })),
            "it needs more than one permit",
        ),
        (
            parking(1, json!({ "purposes": ["delivery", "parking"] })),
            "it has more than one purpose",
        ),
    ] {
        assert_eq!(reason(rule, json!({})), expected);
    }
}

#[test]
fn time_spans_that_differ_are_unknown() {
    let evening = 1_906_758_000_000_i64;
    for (span, expected) in [
        (
            json!({ "time_of_day_start": "18:00", "time_of_day_end": "10:00" }),
            "a time span crosses midnight",
        ),
        (json!({ "time_of_day_start": "noon" }), "the time \"noon\" is not understood"),
        (json!({ "days_of_week": ["workday"] }), "the day \"workday\" is not understood"),
        (json!({ "months": [13] }), "13 is no month"),
        (json!({ "days_of_month": [0] }), "0 is no day of a month"),
        (json!({ "months": [2], "days_of_month": [30, 31] }), "a time span has no days"),
        (
            json!({ "weeks_of_month": [1, 3] }),
            "weeks_of_month may mean weeks or weekdays of a month",
        ),
        (
            json!({ "designated_period": "snow emergency" }),
            "no calendar has the dates of \"snow emergency\"",
        ),
        (json!({ "start_date": evening }), "a time span begins or ends within a day"),
        (
            json!({ "months": [6], "start_date": 1_906_689_600_000_i64 }),
            "a time span has months or days in an open range of dates",
        ),
    ] {
        assert_eq!(reason(parking(300, json!({})), span), expected);
    }
}

#[test]
fn every_unknown_policy_is_named() {
    let mut operator = policy("b", 2, json!([parking(1, json!({}))]), json!(null));
    operator.data_source_operator_id = Some(vec!["operator".to_owned()]);
    let travel = policy("a", 1, json!([{ "activity": "no travel" }]), json!(null));
    let good = policy("c", 3, json!([parking(1, json!({}))]), json!(null));
    let names: Vec<_> = unknown(&[good, operator, travel]).into_iter().map(|one| one.0).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(unknown(&[]), [(String::new(), "the zone has no policy".to_owned())]);
}

#[test]
fn policies_without_rules_are_unknown() {
    let empty = policy("a", 1, json!([]), json!(null));
    let good = policy("b", 2, json!([parking(1, json!({}))]), json!(null));
    assert_eq!(unknown(&[empty, good]), [("a".to_owned(), "it has no rules".to_owned())]);
    let buses = json!([{ "activity": "no parking", "user_classes": ["bus"] }]);
    let none = "no policy allows parking at present".to_owned();
    assert_eq!(unknown(&[policy("c", 1, buses, json!(null))]), [(String::new(), none)]);
}

#[test]
fn policies_that_contradict_are_unknown() {
    let overlapping = unknown(&[
        policy("a", 1, json!([parking(100, json!({}))]), weekdays("08:00", "18:00")),
        policy("b", 1, json!([parking(200, json!({}))]), weekdays("12:00", "20:00")),
    ]);
    let [(id, reason)] = overlapping.as_slice() else { panic!("{overlapping:?}") };
    assert_eq!(id, "b");
    assert!(reason.starts_with("overlaps /bands/0 on Monday"), "{reason}");
    let capped = rates(json!([{ "rate": 300, "rate_unit": "hour", "maximum_fee": 1_000 }]));
    let free = parking(0, json!({}));
    let day = || policy("a", 1, json!([capped]), weekdays("08:00", "18:00"));
    let evening = |rule: Value| policy("b", 2, json!([rule]), weekdays("18:00", "20:00"));
    let reason = "its increment or maximum fee is not that of the other rates of the zone";
    let found = unknown(&[day(), evening(parking(200, json!({})))]);
    assert_eq!(found, [("b".to_owned(), reason.to_owned())]);
    assert!(tariff(&[day(), evening(free)]).is_ok(), "free time has no cap");
}
