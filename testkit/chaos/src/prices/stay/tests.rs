use chrono_tz::Tz;
use serde_json::json;
use shared::identity::domain::vehicle::VehicleClass;

use super::*;
use crate::prices::parts::Rules;

fn at(second: i64) -> DateTime<Utc> {
    let noon: DateTime<Utc> = "2030-06-03T12:00:00Z".parse().unwrap();
    noon + TimeDelta::seconds(second)
}

/// A dollar a second, billed in steps of four seconds.
fn rules() -> Rules {
    let document = json!({
        "currency": "USD",
        "bands": [{ "from": "12:00", "to": "13:00", "rate_minor_per_hour": 360_000 }],
        "outside": "free",
        "transitions": {
            "overpayment": "refunded", "follow_through": "split", "prepay": "allowed",
        },
        "increment_seconds": 4,
    });
    Rules {
        version: Uuid::nil(),
        class: VehicleClass::Car,
        zone: Tz::UTC,
        document: serde_json::from_value(document).unwrap(),
        rate_cap_minor: None,
    }
}

fn segment(revision: i32, (from, to): (i64, i64), has_tariff: bool) -> Segment {
    Segment {
        revision,
        starts_at: at(from),
        ends_at: at(to),
        used_until: Some(at(to)),
        rate_minor_per_hour: 360_000,
        rules: has_tariff.then(rules),
        quoted_minor: None,
    }
}

/// Ten seconds at a dollar a second, confirmed 3.2 s after the start of the hold, and then
/// extended by three seconds.
fn stay(has_tariff: bool) -> Stay {
    Stay {
        id: Uuid::nil(),
        is_completed: true,
        is_reseat: false,
        begins_at: at(4),
        confirmation: Some(Confirmation { revision: 2, at: at(3) + TimeDelta::milliseconds(200) }),
        agreed_minor: 0,
        charged_minor: None,
        segments: vec![segment(1, (0, 10), has_tariff), segment(3, (10, 13), has_tariff)],
    }
}

#[test]
fn time_before_the_confirmation_is_not_agreed() {
    assert_eq!(stay(false).agreed().unwrap(), 600 + 300);
    // Six seconds cost eight, and nine cost twelve.
    assert_eq!(stay(true).agreed().unwrap(), 800 + 400);
}

#[test]
fn rate_cap_of_a_segment_lowers_its_price() {
    let mut stay = stay(true);
    let mut cap = |at: usize| {
        stay.segments[at].rules.as_mut().unwrap().rate_cap_minor = Some(36_000);
        stay.agreed().unwrap()
    };
    // Eight seconds at ten cents, then four at a dollar as a stay of its own.
    assert_eq!(cap(0), 80 + 400);
    assert_eq!(cap(1), 80 + 40);
}

#[test]
fn quote_remains_the_highest_agreed_price() {
    let mut stay = stay(false);
    stay.segments[0].quoted_minor = Some(500);
    assert_eq!(stay.agreed().unwrap(), 500 + 300);
    stay.segments[0].quoted_minor = Some(700);
    assert_eq!(stay.agreed().unwrap(), 600 + 300);
}

#[test]
fn confirmation_removes_parts_of_a_longer_hold() {
    let mut stay = stay(false);
    stay.confirmation = Some(Confirmation { revision: 4, at: at(11) });
    stay.begins_at = at(11);
    stay.segments[0].used_until = None;
    assert_eq!((stay.start(), stay.agreed().unwrap()), (Some(at(11)), 200));
}

#[test]
fn stay_begins_at_the_confirmation() {
    let mut stay = stay(false);
    assert_eq!(stay.start(), Some(at(4)));
    for (confirmed, begins) in [(-2, 0), (3, 3), (10, 9)] {
        stay.confirmation = Some(Confirmation { revision: 2, at: at(confirmed) });
        assert_eq!(stay.start(), Some(at(begins)), "{confirmed}");
    }
    stay.confirmation = None;
    assert_eq!(stay.start(), Some(at(0)));
}

#[test]
fn other_amounts_and_starts_are_reported() {
    let mut stay = stay(false);
    let found = |stay: &Stay| stay.check().map_err(|error| error.to_string());
    assert_eq!(found(&stay), Err("was agreed at 0 instead of 900".to_owned()));
    stay.agreed_minor = 900;
    // Left after eight seconds of the hold.
    stay.segments[0].used_until = Some(at(8));
    stay.segments[1].used_until = None;
    stay.charged_minor = Some(800);
    assert_eq!(found(&stay), Err("was charged 800 instead of 400".to_owned()));
    stay.charged_minor = Some(400);
    assert_eq!(found(&stay), Ok(()));
    stay.begins_at = at(5);
    assert!(found(&stay).unwrap_err().starts_with("begins at"));
}
