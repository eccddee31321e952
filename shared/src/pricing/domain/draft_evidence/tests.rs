use serde_json::{Value, json};

use super::*;
use crate::pricing::domain::{
    occupancy_policy::tests::POLICY,
    tariff::fixture::{band, tariff, with},
};

fn evidence(bands: &[(usize, i64, i64)]) -> DraftEvidence {
    let band = |&(band, old_minor, new_minor): &(usize, i64, i64)| BandEvidence {
        band,
        days_since_change: None,
        occupied_seconds: 0,
        available_seconds: 0,
        occupancy_basis_points: None,
        old_minor,
        new_minor,
        outcome: Outcome::Raised,
    };
    DraftEvidence {
        from: DateTime::UNIX_EPOCH,
        to: DateTime::UNIX_EPOCH,
        version: 1,
        coverage_percent: 100,
        policy: POLICY,
        bands: bands.iter().map(band).collect(),
        zones: Vec::new(),
    }
}

fn steps(rates: &[i64]) -> Value {
    let step =
        |(at, rate): (i64, &i64)| json!({ "after_minutes": at, "rate_minor_per_hour": rate });
    json!({ "steps": (1..).map(|hour| hour * 60).zip(rates).map(step).collect::<Vec<_>>() })
}

#[test]
fn new_rates_replace_the_old_ones() {
    let bands = |first, last, rates: &[i64]| {
        let closed = json!({ "from": "18:00", "to": "20:00", "closed": true });
        let last = with(band("", "20:00-22:00", last), steps(rates));
        json!({ "bands": [band("", "08:00-18:00", first), closed, last] })
    };
    let before = tariff(bands(300, 900, &[990, 1_200]));
    let evidence = evidence(&[(0, 300, 275), (2, 900, 925)]);
    let after = tariff(bands(275, 925, &[1_000, 1_200]));
    assert_eq!(evidence.apply(before.document()), *after.document());
}

#[test]
fn free_steps_stay_free() {
    let bands = |rate, rates: &[i64]| {
        tariff(json!({ "bands": [with(band("", "08:00-18:00", rate), steps(rates))] }))
    };
    let before = bands(300, &[0, 10, 400]);
    let after = |new_minor| evidence(&[(0, 300, new_minor)]).apply(before.document());
    assert_eq!(after(325), *bands(325, &[0, 50, 425]).document(), "the floor is 50");
    assert_eq!(after(275), *bands(275, &[0, 10, 375]).document());
    assert_eq!(after(300), *before.document());
}

#[test]
fn only_other_rates_are_changes() {
    assert!(!evidence(&[]).has_changes());
    assert!(!evidence(&[(0, 300, 300)]).has_changes());
    assert!(evidence(&[(0, 300, 300), (1, 300, 275)]).has_changes());
}

#[test]
fn free_and_closed_bands_have_no_variable_rate() {
    let closed = json!({ "from": "18:00", "to": "20:00", "closed": true });
    let bands = json!([band("", "08:00-18:00", 300), band("", "06:00-08:00", 0), closed]);
    let tariff = tariff(json!({ "bands": bands }));
    let rates: Vec<_> = tariff.document().bands.iter().map(variable_rate).collect();
    assert_eq!(rates, [Some(300), None, None]);
}

#[test]
fn evidence_is_stored_as_json() {
    let evidence = evidence(&[(0, 300, 325)]);
    let json = serde_json::to_value(&evidence).unwrap();
    assert_eq!(json["bands"][0]["outcome"], "raised");
    assert_eq!(json["policy"]["step_minor"], 25);
    assert_eq!(serde_json::from_value::<DraftEvidence>(json).unwrap(), evidence);
}
