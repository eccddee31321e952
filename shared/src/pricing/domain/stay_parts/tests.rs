use std::sync::LazyLock;

use chrono::TimeDelta;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::pricing::domain::{
    price::price_of,
    tariff::fixture::{band, version, with},
};

const CAR: VehicleClass = VehicleClass::Car;

/// Monday 15 June 2026 in New York, between times such as `10:00`.
fn monday(from: &str, to: &str) -> Period {
    let at = |time: &str| format!("2026-06-15T{time}:00-04:00").parse().unwrap();
    Period::new(at(from), at(to)).unwrap()
}

fn flat(rate_minor_per_hour: i32, period: Period) -> StayPart {
    StayPart { period, rate: PartRate::Flat { rate_minor_per_hour, rate_cap_minor: None } }
}

fn part(version: &Arc<PublishedVersion>, class: VehicleClass, period: Period) -> StayPart {
    let version = Arc::clone(version);
    StayPart { period, rate: PartRate::Tariff { version, class, rate_cap_minor: None } }
}

fn capped(part: StayPart, cap: i32) -> StayPart {
    StayPart { rate: part.rate.capped(Some(cap)), ..part }
}

fn car(version: &Arc<PublishedVersion>, from: &str, to: &str) -> StayPart {
    part(version, CAR, monday(from, to))
}

/// A version with one rate at all times.
fn always(rate: i64, members: Value) -> Arc<PublishedVersion> {
    let all = json!({ "bands": [band("", "00:00-24:00", rate)] });
    Arc::new(version(with(all, members)))
}

/// Returns kinds and amounts of the lines.
fn lines(parts: &[StayPart]) -> Vec<(StayLineKind, i64)> {
    let price = price_of_parts(parts, Currency::Usd, None);
    price.lines.iter().map(|line| (line.kind, line.amount_minor)).collect()
}

fn total(parts: &[StayPart]) -> i64 {
    price_of_parts(parts, Currency::Usd, None).total.amount_minor
}

#[test]
fn cap_counts_once_over_an_extension() {
    let capped = always(450, json!({ "caps": { "per_stay_minor": 1_000 } }));
    // A version that is read twice is still the same.
    let again = Arc::new(PublishedVersion::clone(&capped));
    let parts = [car(&capped, "10:00", "12:00"), car(&again, "12:00", "14:00")];
    let price = price_of_parts(&parts, Currency::Usd, None);
    assert_eq!(price.total, Money::new(1_000, Currency::Usd));
    assert_eq!(lines(&parts), [(StayLineKind::Band, 1_800), (StayLineKind::StayCap, -800)]);
    let band = price.lines.first().unwrap();
    assert_eq!(Period::new(band.from, band.to), Some(monday("10:00", "14:00")));
    assert_eq!(band.rate_minor_per_hour, Some(450));
}

#[test]
fn minimum_and_free_time_count_once() {
    let parts = |version| [car(version, "10:00", "10:30"), car(version, "10:30", "11:30")];
    let minimum = always(60, json!({ "minimum_minor": 200 }));
    assert_eq!(total(&parts(&minimum)), 200);
    let free = json!({ "free": { "minutes": 30, "applies_to": "every_stay" } });
    let free = always(600, free);
    assert_eq!(lines(&parts(&free)), [(StayLineKind::Free, 0), (StayLineKind::Band, 600)]);
}

#[test]
fn steps_count_from_the_first_part() {
    let steps = json!({ "steps": [{ "after_minutes": 60, "rate_minor_per_hour": 800 }] });
    let steps = json!({ "bands": [with(band("", "00:00-24:00", 500), steps)] });
    let steps = Arc::new(version(steps));
    assert_eq!(total(&[car(&steps, "10:00", "11:00"), car(&steps, "11:00", "12:00")]), 1_300);
}

#[test]
fn separate_parts_are_separate_stays() {
    let minimum = always(60, json!({ "minimum_minor": 200 }));
    let first = car(&minimum, "10:00", "10:30");
    assert_eq!(total(&[first.clone(), car(&minimum, "11:00", "11:30")]), 400, "a gap");
    let truck = part(&minimum, VehicleClass::Truck, monday("10:30", "11:00"));
    assert_eq!(total(&[first.clone(), truck]), 400, "another class");
    let other = always(120, json!({ "minimum_minor": 300 }));
    assert_eq!(
        lines(&[first, car(&other, "10:30", "11:00")]),
        [
            (StayLineKind::Band, 30),
            (StayLineKind::Minimum, 170),
            (StayLineKind::Band, 60),
            (StayLineKind::Minimum, 240),
        ],
        "another version"
    );
}

#[test]
fn cap_lowers_the_rates_of_a_part() {
    let steps = json!({ "steps": [{ "after_minutes": 60, "rate_minor_per_hour": 800 }] });
    let bands = json!({ "bands": [with(band("", "00:00-24:00", 150), steps)],
        "classes": [{ "class": "motorcycle", "factor": "1/2" }] });
    let steps = Arc::new(version(bands));
    let part = |class| part(&steps, class, monday("10:00", "12:00"));
    assert_eq!(total(&[part(CAR)]), 950);
    assert_eq!(total(&[capped(part(CAR), 200)]), 350, "only the higher rate is lowered");
    assert_eq!(
        total(&[capped(part(VehicleClass::Motorcycle), 200)]),
        175,
        "before the factor of the class"
    );
    assert_eq!(total(&[capped(part(CAR), 0)]), 0);
    let lines = price_of_parts(&[capped(part(CAR), 200)], Currency::Usd, None).lines;
    let rates: Vec<_> = lines.iter().map(|line| line.rate_minor_per_hour).collect();
    assert_eq!(rates, [Some(150), Some(200)]);
    assert_eq!(total(&[capped(flat(450, monday("10:00", "12:00")), 200)]), 400);
}

#[test]
fn cap_above_all_rates_is_not_kept() {
    let version = always(450, json!({}));
    for part in [flat(450, monday("10:00", "12:00")), car(&version, "10:00", "12:00")] {
        assert_eq!(capped(part.clone(), 450), part);
        assert_eq!(capped(part.clone(), 449).rate.rate_cap_minor(), Some(449));
        assert_eq!(part.rate.clone().capped(None), part.rate);
    }
}

#[test]
fn parts_with_other_caps_are_other_stays() {
    let minimum = always(600, json!({ "minimum_minor": 500 }));
    let parts = [car(&minimum, "10:00", "11:00"), car(&minimum, "11:00", "12:00")];
    let [first, second] = parts;
    let both = |one, other| total(&[one, other]);
    let lower = |part: &StayPart, cap| capped(part.clone(), cap);
    assert_eq!(both(lower(&first, 200), lower(&second, 200)), 500, "one stay");
    assert_eq!(both(lower(&first, 200), lower(&second, 300)), 1_000);
    assert_eq!(both(lower(&first, 200), second.clone()), 500 + 600);
    assert_eq!(lower(&first, 200).uncapped(), first);
}

#[test]
fn flat_parts_are_rounded_once() {
    let at = |second| monday("10:00", "11:00").starts_at() + TimeDelta::seconds(second);
    let seconds = |from, to| Period::new(at(from), at(to)).unwrap();
    // Each part costs half a cent; rounded separately, they would cost two.
    let halves = [flat(450, seconds(0, 4)), flat(450, seconds(4, 8))];
    assert_eq!(lines(&halves), [(StayLineKind::Rate, 1), (StayLineKind::Rate, 0)]);
    let free = always(0, json!({}));
    let [first, second] = halves;
    let between = part(&free, CAR, seconds(4, 8));
    let second = StayPart { period: seconds(8, 12), ..second };
    let kinds = [(StayLineKind::Rate, 1), (StayLineKind::Band, 0), (StayLineKind::Rate, 0)];
    assert_eq!(lines(&[first, between, second]), kinds);
}

#[test]
fn refused_time_costs_nothing() {
    let bands = json!({ "bands": [band("", "08:00-12:00", 450)], "outside": "closed" });
    let morning = Arc::new(version(bands));
    assert_eq!(total(&[car(&morning, "10:00", "14:00")]), 900);
    assert!(lines(&[car(&morning, "13:00", "14:00")]).is_empty());
    let refused = always(450, json!({ "classes": [{ "class": "car", "refused": true }] }));
    assert!(lines(&[car(&refused, "10:00", "11:00")]).is_empty());
}

#[test]
fn accepted_amount_limits_the_price() {
    let version = always(450, json!({}));
    let parts = [flat(300, monday("09:00", "10:00")), car(&version, "10:00", "12:00")];
    let price = |agreed| price_of_parts(&parts, Currency::Usd, Some(agreed));
    assert_eq!(price(1_200), price_of_parts(&parts, Currency::Usd, None));
    let lowered = price(1_150);
    assert_eq!(lowered.total.amount_minor, 1_150);
    let stay = monday("09:00", "12:00");
    let quoted = StayLine {
        kind: StayLineKind::Quoted,
        from: stay.starts_at(),
        to: stay.ends_at(),
        rate_minor_per_hour: None,
        amount_minor: -50,
    };
    assert_eq!(lowered.lines.last(), Some(&quoted));
    assert_eq!(price_of_parts(&[], Currency::Usd, Some(0)).total.amount_minor, 0);
}

#[test]
fn line_is_stored_as_json() {
    let line = StayLine {
        kind: StayLineKind::RollingCap,
        from: "2026-06-15T14:00:00Z".parse().unwrap(),
        to: "2026-06-15T16:00:00Z".parse().unwrap(),
        rate_minor_per_hour: None,
        amount_minor: -50,
    };
    let stored = json!({
        "kind": "rolling_cap", "from": "2026-06-15T14:00:00Z", "to": "2026-06-15T16:00:00Z",
        "rate_minor_per_hour": null, "amount_minor": -50,
    });
    assert_eq!(serde_json::to_value(&line).unwrap(), stored);
    assert_eq!(serde_json::from_value::<StayLine>(stored).unwrap(), line);
}

/// Versions with caps, minimums, increments, free time and factors.
static VERSIONS: LazyLock<[Arc<PublishedVersion>; 3]> = LazyLock::new(|| {
    [
        always(457, json!({ "caps": { "per_24_hours_minor": 1_999 }, "increment_seconds": 420 })),
        always(
            313,
            json!({
                "minimum_minor": 155, "caps": { "per_day_minor": 1_001, "per_stay_minor": 2_500 },
                "free": { "minutes": 7, "applies_to": "every_stay" },
                "classes": [{ "class": "car", "factor": "2/3" }],
            }),
        ),
        Arc::new(version(json!({
            "bands": [band("", "08:00-19:00", 451)], "outside": "closed",
        }))),
    ]
});

proptest! {
    #[test]
    fn lines_add_up_to_the_total(
        pieces in prop::collection::vec((0_usize..4, 0_i32..2_000, 1_i64..40_000), 0..6),
        agreed in prop::option::of(0_i64..5_000),
    ) {
        let mut at = monday("10:00", "11:00").starts_at();
        let mut parts = Vec::new();
        for (kind, rate, seconds) in pieces {
            let period = Period::new(at, at + TimeDelta::seconds(seconds)).unwrap();
            at = period.ends_at();
            let tariff = VERSIONS.get(kind).map(|version| part(version, CAR, period));
            parts.push(tariff.unwrap_or_else(|| flat(rate, period)));
        }
        let price = price_of_parts(&parts, Currency::Usd, agreed);
        let sum: i64 = price.lines.iter().map(|line| line.amount_minor).sum();
        prop_assert_eq!(sum, price.total.amount_minor);
        prop_assert!(0 <= sum && agreed.is_none_or(|agreed| sum <= agreed));
    }

    #[test]
    fn flat_stay_costs_as_much_as_its_pieces(
        pieces in prop::collection::vec((0_i32..10_000, 1_i64..50_000), 0..8),
    ) {
        let mut at = monday("10:00", "11:00").starts_at();
        let parts: Vec<_> = pieces.iter().map(|(rate, seconds)| {
            let period = Period::new(at, at + TimeDelta::seconds(*seconds)).unwrap();
            at = period.ends_at();
            flat(*rate, period)
        }).collect();
        let pieces: Vec<_> = pieces.into_iter().map(|(rate_minor_per_hour, seconds)| {
            Piece { rate_minor_per_hour, seconds }
        }).collect();
        let price = price_of_parts(&parts, Currency::Usd, None);
        prop_assert_eq!(price.total, price_of(&pieces, Currency::Usd));
        let amounts: Vec<_> = price.lines.iter().map(|line| line.amount_minor).collect();
        prop_assert_eq!(amounts, lines_of(&pieces));
    }
}
