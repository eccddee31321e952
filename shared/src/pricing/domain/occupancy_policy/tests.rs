use proptest::prelude::*;

use super::*;

/// The figures of San Francisco's Transportation Code, division II, section 402.
pub(in crate::pricing::domain) const POLICY: OccupancyPolicy = OccupancyPolicy {
    raise_from_percent: 80,
    lower_below_percent: 60,
    step_minor: 25,
    floor_minor: 50,
    ceiling_minor: 1_000,
    min_days_between: 28,
    min_coverage_percent: 30,
};

/// An occupancy in hundredths of a percent.
fn share(basis_points: i64) -> Option<Share> {
    Some(Share { occupied_seconds: basis_points, available_seconds: 10_000 })
}

fn decide(old_minor: i64, basis_points: i64) -> (i64, Outcome) {
    let decision = POLICY.decide(old_minor, share(basis_points), 100, None);
    (decision.new_minor, decision.outcome)
}

#[test]
fn rate_moves_by_a_step_beyond_the_limits() {
    assert_eq!(decide(300, 8_000), (325, Outcome::Raised));
    assert_eq!(decide(300, 7_999), (300, Outcome::Unchanged));
    assert_eq!(decide(300, 6_000), (300, Outcome::Unchanged));
    assert_eq!(decide(300, 5_999), (275, Outcome::Lowered));
}

#[test]
fn rate_stays_between_floor_and_ceiling() {
    assert_eq!(decide(1_000, 9_500), (1_000, Outcome::AtCeiling));
    assert_eq!(decide(50, 1_000), (50, Outcome::AtFloor));
    assert_eq!(decide(990, 9_500), (1_000, Outcome::Raised));
    assert_eq!(decide(60, 1_000), (50, Outcome::Lowered));
    assert_eq!(decide(1_200, 9_500), (1_200, Outcome::AtCeiling), "set by an operator");
    assert_eq!(decide(20, 1_000), (20, Outcome::AtFloor), "set by an operator");
    assert_eq!(decide(20, 9_500), (50, Outcome::Raised), "set by an operator");
}

#[test]
fn changes_are_28_days_apart() {
    let after = |days| POLICY.decide(300, share(9_000), 100, days);
    let too_soon = Decision { new_minor: 300, outcome: Outcome::TooSoon };
    assert_eq!(after(Some(27)), too_soon);
    assert_eq!(after(Some(-1)), too_soon, "a change that is published, but not in force");
    let raised = Decision { new_minor: 325, outcome: Outcome::Raised };
    assert_eq!([after(Some(28)), after(None)], [raised; 2]);
}

#[test]
fn too_little_coverage_changes_nothing() {
    for occupancy in [0, 9_000] {
        let decision = POLICY.decide(300, share(occupancy), 29, None);
        let expected = Decision { new_minor: 300, outcome: Outcome::TooLittleCoverage };
        assert_eq!(decision, expected);
    }
    assert_eq!(POLICY.decide(300, share(9_000), 30, None).outcome, Outcome::Raised);
}

#[test]
fn occupancy_is_divided_by_coverage() {
    let at_half = |basis_points| POLICY.decide(300, share(basis_points), 50, None).outcome;
    assert_eq!(at_half(4_000), Outcome::Raised, "80 %");
    assert_eq!(at_half(3_999), Outcome::Unchanged, "79.98 %");
    assert_eq!(at_half(2_999), Outcome::Lowered, "59.98 %");
    let points = |coverage| share(3_333).unwrap().basis_points(coverage);
    assert_eq!([points(100), points(50), points(30)], [Some(3_333), Some(6_666), Some(11_110)]);
    assert_eq!([points(0), Share::default().basis_points(100)], [None, None]);
}

#[test]
fn spots_without_available_time_keep_their_rate() {
    let unchanged = Decision { new_minor: 300, outcome: Outcome::Unchanged };
    assert_eq!(POLICY.decide(300, None, 100, None), unchanged);
    assert_eq!(POLICY.decide(300, Some(Share::default()), 100, None), unchanged);
}

#[test]
fn defects_name_their_fields() {
    assert_eq!(POLICY.validate(), []);
    let wrong = OccupancyPolicy {
        raise_from_percent: 101,
        lower_below_percent: -1,
        step_minor: 0,
        floor_minor: 1_001,
        ceiling_minor: 1_000,
        min_days_between: 0,
        min_coverage_percent: 0,
    };
    let fields: Vec<_> = wrong.validate().into_iter().map(|error| error.field).collect();
    assert_eq!(
        fields,
        [
            "policy/raise_from_percent",
            "policy/lower_below_percent",
            "policy/step_minor",
            "policy/floor_minor",
            "policy/min_days_between",
            "policy/min_coverage_percent",
        ]
    );
    let free = OccupancyPolicy { floor_minor: 0, ..POLICY };
    let fields: Vec<_> = free.validate().into_iter().map(|error| error.field).collect();
    assert_eq!(fields, ["policy/floor_minor"], "a free band would stay free");
    let crossed = OccupancyPolicy { lower_below_percent: 81, ..POLICY };
    assert_eq!(crossed.validate().len(), 1, "would raise and lower at once");
}

#[test]
fn policy_refuses_unknown_members() {
    let json = serde_json::to_value(POLICY).unwrap();
    assert_eq!(serde_json::from_value::<OccupancyPolicy>(json.clone()).unwrap(), POLICY);
    let mut unknown = json;
    unknown["step"] = 25.into();
    assert!(serde_json::from_value::<OccupancyPolicy>(unknown).is_err());
}

proptest! {
    #[test]
    fn rate_never_moves_by_more_than_a_step(
        old in 0_i64..2_000,
        occupied in 0_i64..20_000,
        coverage in 0_i32..=100,
    ) {
        let decision = POLICY.decide(old, share(occupied), coverage, None);
        let is_lifted = old < POLICY.floor_minor && decision.new_minor == POLICY.floor_minor;
        prop_assert!(is_lifted || (decision.new_minor - old).abs() <= POLICY.step_minor);
        let is_moved = matches!(decision.outcome, Outcome::Raised | Outcome::Lowered);
        prop_assert_eq!(is_moved, decision.new_minor != old);
        prop_assert!(!is_moved || (50..=1_000).contains(&decision.new_minor)
            || old > 1_000);
    }
}
