//! Tariffs of unit tests.

use serde_json::{Value, json};

use super::Tariff;

/// Returns a document with these members; the others are as simple as possible.
pub(super) fn document(members: Value) -> Value {
    let simple = json!({
        "currency": "USD",
        "bands": [],
        "outside": "free",
        "transitions": {
            "overpayment": "refunded", "follow_through": "split", "prepay": "allowed",
        },
    });
    with(simple, members)
}

/// Returns the tariff of [`document`].
pub(super) fn tariff(members: Value) -> Tariff {
    Tariff::parse(&document(members).to_string()).unwrap()
}

/// Returns an object with more members, or with others.
pub(super) fn with(mut object: Value, members: Value) -> Value {
    let Value::Object(members) = members else { panic!("{members} is not an object") };
    for (name, member) in members {
        object[name] = member;
    }
    object
}

/// Returns a band, such as `band("mon tue", "08:00-19:00", 450)`; without days for every day.
pub(super) fn band(days: &str, times: &str, rate: i64) -> Value {
    let (from, to) = times.split_once('-').unwrap();
    let days: Vec<_> = days.split_whitespace().collect();
    json!({ "days": days, "from": from, "to": to, "rate_minor_per_hour": rate })
}
