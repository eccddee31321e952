//! Prices of tariffs: worked examples, random cases, and the documentation.
#![expect(clippy::indexing_slicing, reason = "indexing a JSON object adds the member")]

mod documentation;
mod examples;
mod random;

use serde_json::{Value, json};
use shared::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::period::Period,
    pricing::domain::tariff::{Refusal, StayPrice, Tariff, Vehicle},
};

/// Returns a tariff with these members; the others are as simple as possible.
fn tariff(members: &Value) -> Tariff {
    let mut document = json!({
        "currency": "USD",
        "bands": [],
        "outside": "free",
        "transitions": {
            "overpayment": "refunded", "follow_through": "split", "prepay": "allowed",
        },
    });
    for (name, member) in members.as_object().unwrap() {
        document[name] = member.clone();
    }
    Tariff::parse(&document.to_string()).unwrap()
}

/// Returns a tariff of bands such as `("mon tue", "08:00-19:00", 450)`.
fn banded(bands: &[(&str, &str, i64)], members: &Value) -> Tariff {
    let bands = bands.iter().map(|(days, times, rate)| {
        let (from, to) = times.split_once('-').unwrap();
        let days: Vec<_> = days.split_whitespace().collect();
        json!({ "days": days, "from": from, "to": to, "rate_minor_per_hour": rate })
    });
    let mut document = members.clone();
    document["bands"] = bands.collect();
    tariff(&document)
}

fn vehicle(class: VehicleClass) -> Vehicle<'static> {
    Vehicle::of(class)
}

/// Prices a stay between two instants, such as `2026-06-15T14:00Z`.
fn price(
    tariff: &Tariff,
    zone: &str,
    class: VehicleClass,
    (from, to): (&str, &str),
) -> Result<StayPrice, Refusal> {
    let at = |text: &str| text.replace('Z', ":00Z").parse().unwrap();
    let period = Period::new(at(from), at(to)).unwrap();
    tariff.price(zone.parse().unwrap(), vehicle(class), period)
}

fn amount(tariff: &Tariff, zone: &str, stay: (&str, &str)) -> i64 {
    let price = price(tariff, zone, VehicleClass::Car, stay).unwrap();
    let lines: i64 = price.lines.iter().map(|line| line.amount_minor).sum();
    assert_eq!(lines, price.total.amount_minor, "the lines add up");
    lines
}
