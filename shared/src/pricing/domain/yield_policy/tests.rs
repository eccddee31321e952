use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    YieldLevel::{High, Low, Normal},
    *,
};
use crate::pricing::domain::tariff::fixture::{band, tariff, with};

const POLICY: YieldPolicy = YieldPolicy {
    high: LevelRule { at_percent: 85, until_percent: 75, multiplier_percent: 125 },
    low: Some(LevelRule { at_percent: 30, until_percent: 40, multiplier_percent: 80 }),
    min_minutes_between_changes: 15,
    floor_minor: 100,
    ceiling_minor: 1_000,
};

/// Returns the levels that follow each other at these occupancies of 1,000 spots.
fn levels(policy: YieldPolicy, occupied: &[i32]) -> Vec<YieldLevel> {
    let mut level = Normal;
    let next = |occupied: &i32| {
        level = policy.next_level(level, *occupied, 1_000, None);
        level
    };
    occupied.iter().map(next).collect()
}

fn fields(policy: YieldPolicy) -> Vec<String> {
    policy.validate().into_iter().map(|error| error.field).collect()
}

#[test]
fn high_level_has_hysteresis() {
    let occupied = [700, 849, 850, 800, 750, 749];
    assert_eq!(levels(POLICY, &occupied), [Normal, Normal, High, High, High, Normal]);
}

#[test]
fn low_level_has_hysteresis() {
    let occupied = [300, 299, 300, 399, 400, 300];
    assert_eq!(levels(POLICY, &occupied), [Normal, Low, Low, Low, Normal, Normal]);
    let never = YieldPolicy { low: None, ..POLICY };
    assert_eq!(levels(never, &[0, 1]), [Normal; 2]);
    assert_eq!(never.next_level(Low, 0, 10, None), Normal, "the policy was replaced");
}

#[test]
fn level_may_skip_normal() {
    assert_eq!(levels(POLICY, &[1_000, 0, 1_000]), [High, Low, High]);
    assert_eq!(levels(POLICY, &[850, 300]), [High, Normal]);
}

#[test]
fn crossing_inside_the_window_is_ignored() {
    let after = |seconds| POLICY.next_level(High, 0, 10, Some(TimeDelta::seconds(seconds)));
    assert_eq!([after(0), after(899), after(-60)], [High; 3]);
    assert_eq!([after(900), after(86_400)], [Low; 2]);
}

#[test]
fn tariff_without_spots_keeps_its_level() {
    for level in [Low, Normal, High] {
        assert_eq!(POLICY.next_level(level, 0, 0, None), level);
    }
}

/// Returns the rates of a band with a step, and of a closed band.
fn rates(policy: YieldPolicy, level: YieldLevel, rate: i64, step: i64) -> (Value, Value) {
    let step = json!({ "steps": [{ "after_minutes": 60, "rate_minor_per_hour": step }] });
    let closed = json!({ "from": "19:00", "to": "08:00", "closed": true });
    let bands = json!([with(band("", "08:00-19:00", rate), step), closed]);
    let base = tariff(json!({ "bands": bands, "caps": { "per_day_minor": 900 } }));
    let document = policy.apply(base.document(), level);
    assert_eq!(document.caps, base.document().caps);
    assert_eq!(document.bands[1], base.document().bands[1]);
    assert!(level != Normal || document == *base.document());
    let band = serde_json::to_value(&document.bands[0]).unwrap();
    (band["rate_minor_per_hour"].clone(), band["steps"][0]["rate_minor_per_hour"].clone())
}

#[test]
fn rates_and_steps_are_multiplied() {
    let at = |level, rate, step| rates(POLICY, level, rate, step);
    assert_eq!(at(High, 400, 600), (json!(500), json!(750)));
    assert_eq!(at(Normal, 400, 600), (json!(400), json!(600)));
    assert_eq!(at(Low, 400, 600), (json!(320), json!(480)));
}

#[test]
fn half_of_a_minor_unit_is_rounded_up() {
    assert_eq!(rates(POLICY, High, 201, 202), (json!(251), json!(253)), "251.25 and 252.5");
    let percent = LevelRule { multiplier_percent: 75, ..POLICY.high };
    let policy = YieldPolicy { low: Some(percent), ..POLICY };
    assert_eq!(rates(policy, Low, 202, 203), (json!(152), json!(152)), "151.5 and 152.25");
}

#[test]
fn rates_stay_between_floor_and_ceiling() {
    assert_eq!(rates(POLICY, High, 900, 60), (json!(1_000), json!(100)));
    assert_eq!(rates(POLICY, Low, 110, 2_000), (json!(100), json!(1_000)));
}

#[test]
fn level_never_moves_a_rate_the_other_way() {
    assert_eq!(rates(POLICY, High, 1_200, 0), (json!(1_200), json!(0)), "above the ceiling");
    assert_eq!(rates(POLICY, Low, 50, 0), (json!(50), json!(0)), "below the floor");
    assert_eq!(rates(POLICY, Normal, 1_200, 50), (json!(1_200), json!(50)));
}

#[test]
fn defects_name_their_fields() {
    assert_eq!(POLICY.validate(), []);
    assert_eq!(fields(YieldPolicy { low: None, ..POLICY }), [""; 0]);
    let wrong = LevelRule { at_percent: 101, until_percent: 101, multiplier_percent: 100 };
    let policy = YieldPolicy {
        high: wrong,
        low: Some(wrong),
        min_minutes_between_changes: 14,
        floor_minor: 11,
        ceiling_minor: 10,
    };
    assert_eq!(
        fields(policy),
        [
            "high/at_percent",
            "high/until_percent",
            "high/multiplier_percent",
            "low/until_percent",
            "low/at_percent",
            "low/multiplier_percent",
            "min_minutes_between_changes",
            "floor_minor",
        ]
    );
}

#[test]
fn percents_are_in_order() {
    let with_high = |at_percent, until_percent| YieldPolicy {
        high: LevelRule { at_percent, until_percent, ..POLICY.high },
        ..POLICY
    };
    assert_eq!(fields(with_high(75, 75)), ["high/until_percent"]);
    assert_eq!(fields(with_high(85, 39)), ["low/until_percent"]);
    assert_eq!(fields(with_high(41, 40)), [""; 0]);
    let with_low = |at_percent, until_percent| YieldPolicy {
        low: Some(LevelRule { at_percent, until_percent, multiplier_percent: 80 }),
        ..POLICY
    };
    assert_eq!(fields(with_low(30, 30)), ["low/at_percent"]);
    assert_eq!(fields(with_low(30, 76)), ["low/until_percent"]);
    assert_eq!(fields(with_low(74, 75)), [""; 0]);
}

#[test]
fn limits_are_inclusive() {
    for (multiplier_percent, is_valid) in [(100, false), (101, true), (500, true), (501, false)] {
        let policy =
            YieldPolicy { high: LevelRule { multiplier_percent, ..POLICY.high }, ..POLICY };
        assert_eq!(fields(policy).is_empty(), is_valid, "{multiplier_percent} %");
    }
    for (minutes, is_valid) in [(15, true), (1_440, true), (1_441, false), (i64::MIN, false)] {
        let policy = YieldPolicy { min_minutes_between_changes: minutes, ..POLICY };
        assert_eq!(fields(policy).is_empty(), is_valid, "{minutes} min");
    }
    for (ceiling_minor, is_valid) in [(100, true), (10_000_000, true), (10_000_001, false)] {
        let policy = YieldPolicy { ceiling_minor, ..POLICY };
        assert_eq!(fields(policy).is_empty(), is_valid, "{ceiling_minor}");
    }
    let free = YieldPolicy { floor_minor: 0, ceiling_minor: 0, ..POLICY };
    assert_eq!(fields(free), [""; 0]);
}

#[test]
fn policy_refuses_unknown_members() {
    let json = serde_json::to_value(POLICY).unwrap();
    assert_eq!(serde_json::from_value::<YieldPolicy>(json.clone()).unwrap(), POLICY);
    for pointer in ["", "/high", "/low"] {
        let mut unknown = json.clone();
        unknown.pointer_mut(pointer).unwrap()["percent"] = 25.into();
        assert!(serde_json::from_value::<YieldPolicy>(unknown).is_err(), "{pointer}");
    }
}

proptest! {
    #[test]
    fn level_depends_on_the_share_only(
        occupied in 0_i32..=50,
        capacity in 1_i32..=50,
        factor in 2_i32..=1_000,
    ) {
        for level in [Low, Normal, High] {
            let next = |factor| {
                POLICY.next_level(level, occupied * factor, capacity * factor, None)
            };
            prop_assert_eq!(next(1), next(factor));
        }
    }

    #[test]
    fn rate_is_between_base_and_multiple(base in 0_i64..=10_000_000) {
        let (high, low) = (POLICY.rate_at(High, base), POLICY.rate_at(Low, base));
        prop_assert!(low <= base && base <= high);
        prop_assert!(high == base || (100..=1_000).contains(&high));
        prop_assert!(low == base || (100..=1_000).contains(&low));
        prop_assert!(!(100..=1_000).contains(&base) || high * 100 <= base * 125 + 50);
    }
}
