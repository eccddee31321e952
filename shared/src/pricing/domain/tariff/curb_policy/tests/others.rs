//! Activities other than parking, and users that cannot reserve.

use serde_json::{Value, json};

use super::{parking, policy, tariff, weekdays, words};
use crate::{
    identity::domain::vehicle::VehicleClass,
    pricing::domain::tariff::{curb_policy::CurbPolicy, document::Band},
};

/// Parking at all times for $3.00, by a policy that others precede.
fn otherwise() -> CurbPolicy {
    policy("otherwise", 9, json!([parking(300, json!({}))]), json!(null))
}

/// Returns the bands of a rule on weekdays from 7 to 10 that precedes [`otherwise`].
#[track_caller]
fn bands(rules: Value) -> Vec<Band> {
    let first = policy("first", 1, rules, weekdays("07:00", "10:00"));
    let bands = tariff(&[first, otherwise()]).unwrap().document().bands.clone();
    let (last, bands) = bands.split_last().unwrap();
    assert_eq!(last.rate_minor_per_hour, Some(300));
    bands.to_vec()
}

#[test]
fn other_activities_close_their_time() {
    for activity in ["no parking", "loading", "unloading", "stopping", "no_stopping", "travel"] {
        let rule = json!({ "activity": activity, "max_stay": 15 });
        let policies = [policy("p", 1, json!([rule]), weekdays("07:00", "10:00")), otherwise()];
        let expected = "Mon–Fri 7 AM–10 AM: no parking. At all times: $3.00 / h.";
        assert_eq!(words(&policies), expected, "{activity}");
    }
}

#[test]
fn kerb_for_other_activities_is_closed_for_all() {
    for (activity, users) in [
        ("travel", json!({ "user_classes": ["bus"] })),
        ("travel", json!({ "user_classes": ["electric"] })),
        ("stopping", json!({ "user_classes": ["taxi"] })),
        ("loading", json!({ "user_classes": ["delivery"] })),
        ("unloading", json!({ "user_classes": ["truck"] })),
        ("loading", json!({ "user_classes_except": ["car"] })),
        ("loading", json!({ "purposes": ["freight", "school"] })),
        ("no stopping", json!({ "user_classes": ["resident_permit"] })),
    ] {
        let mut rule = users.clone();
        rule["activity"] = json!(activity);
        let bands = bands(json!([rule]));
        let [band] = bands.as_slice() else { panic!("{activity} {users}: {bands:?}") };
        let is_for_all = band.only_classes.is_empty() && band.only_permits.is_empty();
        assert!(band.closed && is_for_all, "{activity} {users}: {band:?}");
    }
}

#[test]
fn prohibition_for_classes_closes_for_these() {
    let trucks = bands(json!([{ "activity": "no parking", "user_classes": ["truck"] }]));
    assert_eq!((trucks.len(), trucks[0].closed), (1, true));
    assert_eq!(trucks[0].only_classes, [VehicleClass::Truck]);
    let buses = bands(json!([{ "activity": "no parking", "user_classes": ["bus"] }]));
    assert!(buses.is_empty(), "{buses:?}");
}

#[test]
fn parking_beside_another_activity_is_kept() {
    let loading = json!({ "activity": "loading", "user_classes": ["delivery"] });
    let cars = parking(600, json!({ "user_classes_except": ["delivery"] }));
    let found: Vec<_> = bands(json!([loading, cars]))
        .into_iter()
        .map(|band| (band.priority, band.closed, band.only_classes.len()))
        .collect();
    assert_eq!(found, [(3, true, 0), (4, true, 2), (4, false, 3)]);
    let everybody = parking(600, json!({}));
    let rules = json!([loading, everybody]);
    let contradicting = policy("p", 1, rules, weekdays("07:00", "10:00"));
    let unknown = tariff(&[contradicting, otherwise()]).unwrap_err();
    assert!(unknown[0].reason.starts_with("overlaps /bands/1"), "{unknown:?}");
}

#[test]
fn several_rules_for_others_close_once() {
    let bus = json!({ "activity": "parking", "user_classes": ["bus"] });
    let taxi = json!({ "activity": "parking", "user_classes": ["taxi"] });
    let with_others = |more: CurbPolicy| {
        let first = policy("p", 1, json!([bus, taxi]), weekdays("08:00", "18:00"));
        tariff(&[first, more]).unwrap().document().bands.clone()
    };
    let evening = json!([parking(300, json!({}))]);
    let bands = with_others(policy("q", 1, evening, weekdays("18:00", "20:00")));
    let found: Vec<_> = bands.iter().map(|band| (band.priority, band.closed)).collect();
    assert_eq!(found, [(-1, true), (1, false)]);
    let bands = with_others(otherwise());
    let priorities: Vec<_> = bands.iter().map(|band| band.priority).collect();
    assert_eq!(priorities, [-2, 1], "another policy allows it");
}
