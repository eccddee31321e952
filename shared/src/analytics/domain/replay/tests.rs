use chrono::DateTime;
use chrono_tz::America::New_York;
use serde_json::{Value, json};

use super::*;
use crate::{
    platform::domain::ids::{TariffId, TariffVersionId},
    pricing::domain::tariff::Tariff,
};

/// A tariff without parking from 20:00 to 22:00, with a rate at other times.
fn version(rate: i64, caps: &Value) -> Arc<PublishedVersion> {
    let document = json!({
        "currency": "USD",
        "bands": [
            { "from": "22:00", "to": "20:00", "rate_minor_per_hour": rate },
            { "from": "20:00", "to": "22:00", "closed": true },
        ],
        "outside": "covered",
        "transitions":
            { "overpayment": "refunded", "follow_through": "split", "prepay": "allowed" },
        "classes": [{ "class": "motorcycle", "factor": "1/2" }],
        "caps": caps,
    });
    Arc::new(PublishedVersion {
        id: TariffVersionId::new(),
        tariff_id: TariffId::new(),
        number: 1,
        effective_from: DateTime::UNIX_EPOCH,
        time_zone: New_York,
        base_version_id: None,
        by_yield: false,
        tariff: Tariff::parse(&document.to_string()).unwrap(),
        rules: String::new(),
    })
}

/// Hours of Monday 15 June 2026 in New York, such as `10` to `12`.
fn monday(from: u32, to: u32) -> Period {
    let at = |hour| format!("2026-06-15T{hour:02}:00:00-04:00").parse().unwrap();
    Period::new(at(from), at(to)).unwrap()
}

/// A stay at $3.00 an hour.
fn flat(period: Period, agreed_minor: i64) -> AcceptedStay {
    let rate = PartRate::Flat { rate_minor_per_hour: 300, rate_cap_minor: None };
    let parts = vec![StayPart { period, rate }];
    AcceptedStay { parts, agreed_minor, vehicle_class: None }
}

fn replayed(stay: &AcceptedStay, version: &Arc<PublishedVersion>) -> ReplayFigures {
    ReplayFigures::of(stay, version, Currency::Usd, None).unwrap()
}

#[test]
fn stay_is_priced_before_and_after() {
    let stay = flat(monday(10, 12), 600);
    let figures = |rate| replayed(&stay, &version(rate, &json!({})));
    let same =
        ReplayFigures { stays: 1, before_minor: 600, after_minor: 600, ..ReplayFigures::default() };
    assert_eq!(figures(300), same);
    assert_eq!(figures(325), ReplayFigures { after_minor: 650, dearer: 1, ..same });
    assert_eq!(figures(275), ReplayFigures { after_minor: 550, cheaper: 1, ..same });
    let agreed = replayed(&flat(monday(10, 12), 500), &version(300, &json!({})));
    assert_eq!((agreed.before_minor, agreed.dearer), (500, 1), "the agreed amount is a limit");
}

#[test]
fn caps_of_the_other_tariff_are_counted() {
    let stay = flat(monday(10, 12), 600);
    let capped = replayed(&stay, &version(300, &json!({ "per_stay_minor": 500 })));
    assert_eq!((capped.after_minor, capped.caps_hit), (500, 1));
    let not_reached = replayed(&stay, &version(300, &json!({ "per_day_minor": 600 })));
    assert_eq!((not_reached.after_minor, not_reached.caps_hit), (600, 0));
}

#[test]
fn refused_time_costs_nothing_and_is_counted() {
    let figures = replayed(&flat(monday(18, 21), 900), &version(300, &json!({})));
    assert_eq!((figures.after_minor, figures.refused, figures.cheaper), (600, 1, 1));
}

#[test]
fn class_is_the_priced_one_or_that_of_the_vehicle() {
    let other = version(300, &json!({}));
    let motorcycle = Some(VehicleClass::Motorcycle);
    let stay = AcceptedStay { vehicle_class: motorcycle, ..flat(monday(10, 12), 600) };
    assert_eq!(replayed(&stay, &other).after_minor, 300);
    let rate = PartRate::Tariff {
        version: Arc::clone(&other),
        class: VehicleClass::Car,
        rate_cap_minor: None,
    };
    let parts = vec![StayPart { period: monday(10, 12), rate }];
    let stay = AcceptedStay { parts, ..stay };
    assert_eq!(replayed(&stay, &other).after_minor, 600);
}

#[test]
fn reduced_rate_of_a_stay_remains() {
    let mut stay = flat(monday(10, 12), 400);
    for part in &mut stay.parts {
        part.rate = part.rate.clone().capped(Some(200));
    }
    let figures = replayed(&stay, &version(500, &json!({})));
    assert_eq!((figures.before_minor, figures.after_minor), (400, 400));
    assert_eq!(replayed(&stay, &version(150, &json!({}))).after_minor, 300);
}

#[test]
fn extended_stay_is_one_stay() {
    let mut stay = flat(monday(10, 12), 1_200);
    stay.parts.extend(flat(monday(12, 14), 600).parts);
    let capped = replayed(&stay, &version(300, &json!({ "per_stay_minor": 1_000 })));
    assert_eq!((capped.stays, capped.before_minor, capped.after_minor), (1, 1_200, 1_000));
    let nothing = AcceptedStay { parts: Vec::new(), ..stay };
    assert_eq!(ReplayFigures::of(&nothing, &version(300, &json!({})), Currency::Usd, None), None);
}

#[test]
fn elasticity_adds_expected_figures() {
    let elasticity = Some("-0.3".parse().unwrap());
    let expected = |stay: &AcceptedStay| {
        ReplayFigures::of(stay, &version(375, &json!({})), Currency::Usd, elasticity).unwrap()
    };
    let mut sum = ReplayFigures::empty(elasticity);
    assert_eq!(sum.expected, Some(ExpectedFigures::default()));
    // A quarter dearer: 600 becomes 750, and 300 becomes 375.
    sum += expected(&flat(monday(10, 12), 600));
    sum += expected(&flat(monday(10, 11), 300));
    let figures = sum.expected.unwrap();
    assert_eq!((figures.stays_hundredths(), figures.revenue_minor()), (185, 1_041));
    assert_eq!((sum.stays, sum.after_minor), (2, 1_125), "the other figures do not change");
}

#[test]
fn figures_add_up() {
    let one = ReplayFigures {
        stays: 1,
        before_minor: 2,
        after_minor: 3,
        dearer: 4,
        cheaper: 5,
        caps_hit: 6,
        refused: 7,
        expected: None,
    };
    let mut sum = one;
    sum += one;
    let expected = ReplayFigures {
        stays: 2,
        before_minor: 4,
        after_minor: 6,
        dearer: 8,
        cheaper: 10,
        caps_hit: 12,
        refused: 14,
        expected: None,
    };
    assert_eq!(sum, expected);
}
