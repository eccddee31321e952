//! Tariffs of unit tests.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::Tariff;
use crate::{
    platform::domain::ids::{TariffId, TariffVersionId},
    pricing::domain::posted::PublishedVersion,
};

/// Returns a document with these members; the others are as simple as possible.
pub(in crate::pricing::domain) fn document(members: Value) -> Value {
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
pub(in crate::pricing::domain) fn tariff(members: Value) -> Tariff {
    Tariff::parse(&document(members).to_string()).unwrap()
}

/// Returns a first version in New York with the tariff of [`document`].
pub(in crate::pricing::domain) fn version(members: Value) -> PublishedVersion {
    let tariff = tariff(members);
    PublishedVersion {
        id: TariffVersionId::new(),
        tariff_id: TariffId::new(),
        number: 1,
        effective_from: DateTime::<Utc>::UNIX_EPOCH,
        time_zone: chrono_tz::America::New_York,
        base_version_id: None,
        by_yield: false,
        rules: tariff.words(),
        tariff,
    }
}

/// Returns an object with more members, or with others.
pub(in crate::pricing::domain) fn with(mut object: Value, members: Value) -> Value {
    let Value::Object(members) = members else { panic!("{members} is not an object") };
    for (name, member) in members {
        object[name] = member;
    }
    object
}

/// Returns a band, such as `band("mon tue", "08:00-19:00", 450)`; without days for every day.
pub(in crate::pricing::domain) fn band(days: &str, times: &str, rate: i64) -> Value {
    let (from, to) = times.split_once('-').unwrap();
    let days: Vec<_> = days.split_whitespace().collect();
    json!({ "days": days, "from": from, "to": to, "rate_minor_per_hour": rate })
}
