mod others;
mod times;
mod unknown;

use serde_json::{Value, json};

use super::*;

/// A policy with these rules and time spans.
fn policy(id: &str, priority: i64, rules: Value, time_spans: Value) -> CurbPolicy {
    let policy = json!({ "curb_policy_id": id, "published_date": 1_700_000_000_000_i64,
        "priority": priority, "rules": rules, "time_spans": time_spans });
    serde_json::from_value(policy).unwrap()
}

/// A rule that allows parking at a rate per hour, with more members.
fn parking(rate: i64, more: Value) -> Value {
    let mut rule = json!({ "activity": "parking",
        "rate": [{ "rate": rate, "rate_unit": "hour" }] });
    for (name, member) in more.as_object().unwrap() {
        rule[name] = member.clone();
    }
    rule
}

fn weekdays(from: &str, to: &str) -> Value {
    json!([{ "days_of_week": ["mon", "tue", "wed", "thu", "fri"],
        "time_of_day_start": from, "time_of_day_end": to }])
}

fn calendars() -> Holidays {
    let dates = ["2030-07-04", "2030-12-25"].map(|date| date.parse().unwrap());
    Holidays::from([("holidays".to_owned(), dates.into_iter().collect())])
}

fn tariff(policies: &[CurbPolicy]) -> Result<Tariff, Vec<UnknownPolicy>> {
    tariff_until(policies, None)
}

/// Returns the tariff on August 1, 2030 of a zone that ends at a time.
fn tariff_until(
    policies: &[CurbPolicy],
    ends_at: Option<&str>,
) -> Result<Tariff, Vec<UnknownPolicy>> {
    let calendars = calendars();
    let place = CurbPlace {
        currency: Currency::Usd,
        time_zone: chrono_tz::America::New_York,
        calendars: &calendars,
        today: NaiveDate::from_ymd_opt(2030, 8, 1).unwrap(),
    };
    let ends_at = ends_at.map(|text| text.parse().unwrap());
    curb_tariff(&policies.iter().collect::<Vec<_>>(), ends_at, place)
}

#[track_caller]
fn words(policies: &[CurbPolicy]) -> String {
    tariff(policies).unwrap().words()
}

/// Returns the rules in words of a single rule at all times.
#[track_caller]
fn rule_words(rule: Value) -> String {
    words(&[policy("p", 1, json!([rule]), json!(null))])
}

#[test]
fn rates_are_per_hour_for_every_unit() {
    for (rate, unit) in [(300, "hour"), (5, "minute")] {
        let rule = json!({ "activity": "parking", "rate": [{ "rate": rate, "rate_unit": unit }] });
        assert_eq!(rule_words(rule), "At all times: $3.00 / h.");
    }
    assert_eq!(rule_words(json!({ "activity": "parking" })), "At all times: free.");
}

#[test]
fn durations_of_rates_become_steps() {
    let rates = json!([
        { "rate": 800, "rate_unit": "hour", "start_duration": 1, "end_duration": 2 },
        { "rate": 500, "rate_unit": "hour", "end_duration": 1 },
        { "rate": 20, "rate_unit": "minute", "start_duration": 120 },
    ]);
    assert_eq!(
        rule_words(json!({ "activity": "parking", "rate": rates })),
        "At all times: $5.00 / h, after 1 h $8.00 / h, after 2 h $12.00 / h."
    );
    let until_limit = json!([
        { "rate": 100, "rate_unit": "hour", "start_duration": 0, "end_duration": 1 },
        { "rate": 200, "rate_unit": "hour", "start_duration": 1, "end_duration": 2 },
    ]);
    let rule = json!({ "activity": "parking", "max_stay": 120, "rate": until_limit });
    assert_eq!(rule_words(rule), "At all times: $1.00 / h, after 1 h $2.00 / h, 2 h at most.");
}

#[test]
fn increment_and_maximum_fee_hold_for_the_stay() {
    let rates = json!([{ "rate": 10, "rate_unit": "minute", "increment_duration": 15,
        "increment_amount": 50, "maximum_fee": 2_000 }]);
    assert_eq!(
        rule_words(json!({ "activity": "parking", "rate": rates })),
        "At all times: $6.00 / h. Each started 15 min is charged. At most $20.00 for a stay."
    );
}

#[test]
fn stays_and_returns_have_units() {
    for (max_stay, unit) in [(7_200, "second"), (120, "minute"), (2, "hour")] {
        let limit = json!({ "max_stay": max_stay, "max_stay_unit": unit });
        assert_eq!(rule_words(parking(300, limit)), "At all times: $3.00 / h, 2 h at most.");
    }
    let limits = json!({ "max_stay": 90, "no_return": 1, "no_return_unit": "hour" });
    assert_eq!(
        rule_words(parking(300, limits)),
        "At all times: $3.00 / h, 1 h 30 min at most. No return within 1 h."
    );
}

#[test]
fn longest_no_return_holds() {
    let day = parking(300, json!({ "no_return": 60 }));
    let night = parking(0, json!({ "no_return": 30 }));
    let policies = [
        policy("day", 1, json!([day]), json!([{ "time_of_day_end": "18:00" }])),
        policy("night", 2, json!([night]), json!([{ "time_of_day_start": "18:00" }])),
    ];
    assert!(words(&policies).ends_with("No return within 1 h."), "{}", words(&policies));
}

#[test]
fn user_classes_restrict_bands() {
    let only = |classes: Value| parking(300, json!({ "user_classes": classes }));
    for (rule, expected) in [
        (only(json!(["truck"])), "At all times: $3.00 / h, trucks only."),
        (only(json!(["freight"])), "At all times: $3.00 / h, vans and trucks only."),
        (only(json!(["delivery", "van"])), "At all times: $3.00 / h, vans only."),
        (only(json!(["moped"])), "At all times: $3.00 / h, scooters only."),
        (only(json!(["parking"])), "At all times: $3.00 / h."),
        (only(json!(["permit"])), "At all times: $3.00 / h, holders of a permit permit only."),
        (only(json!(["bus"])), "At all times: no parking."),
        (
            parking(300, json!({ "user_classes_except": ["truck", "taxi"] })),
            "At all times: $3.00 / h, cars, motorcycles, scooters and vans only.",
        ),
        (parking(300, json!({ "purposes": ["parking"] })), "At all times: $3.00 / h."),
        (
            parking(300, json!({ "purposes": ["delivery"] })),
            "At all times: $3.00 / h, vans and trucks only.",
        ),
    ] {
        assert_eq!(rule_words(rule), expected);
    }
}

#[test]
fn lowest_priority_holds() {
    let policies = [
        policy("all day", 9, json!([parking(300, json!({}))]), json!([])),
        policy("rush", 1, json!([{ "activity": "no stopping" }]), weekdays("16:00", "19:00")),
        policy("noon", 5, json!([parking(600, json!({}))]), weekdays("11:00", "17:00")),
    ];
    let tariff = tariff(&policies).unwrap();
    let bands: Vec<_> = tariff
        .document()
        .bands
        .iter()
        .map(|band| (band.priority, band.rate_minor_per_hour))
        .collect();
    assert_eq!(bands, [(7, None), (4, Some(600)), (1, Some(300))]);
}

#[test]
fn other_users_fall_through_to_the_next_policy() {
    let truck = parking(200, json!({ "user_classes": ["truck"], "max_stay": 30 }));
    let everybody = parking(400, json!({ "max_stay": 120 }));
    let policies = [
        policy("trucks", 1, json!([truck]), weekdays("06:00", "10:00")),
        policy("all", 2, json!([everybody]), weekdays("06:00", "18:00")),
    ];
    let tariff = tariff(&policies).unwrap();
    let bands = &tariff.document().bands;
    assert_eq!((bands[0].priority, bands[1].priority), (4, 1));
    assert_eq!((bands[0].only_classes.len(), bands[1].only_classes.len()), (1, 0));
}

#[test]
fn holders_of_permits_have_their_own_rule() {
    let rules = json!([
        { "activity": "parking", "user_classes": ["resident_permit"] },
        parking(0, json!({ "max_stay": 2, "max_stay_unit": "hour",
            "user_classes_except": ["resident_permit"] })),
    ]);
    assert_eq!(
        words(&[policy("p", 1, rules, weekdays("08:00", "18:00"))]),
        "Mon–Fri 8 AM–6 PM: free, holders of a resident_permit permit only. Mon–Fri 8 AM–6 PM: \
            free, 2 h at most. Free at other times."
    );
}
