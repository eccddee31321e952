use serde_json::{Value, json};

use super::*;
use crate::{
    identity::domain::vehicle::VehicleClass,
    pricing::domain::tariff::fixture::{band, tariff, with},
};

const ZONE: Tz = chrono_tz::America::New_York;
const CAR: Vehicle<'static> = Vehicle::of(VehicleClass::Car);
const TRUCK: Vehicle<'static> = Vehicle::of(VehicleClass::Truck);

/// Monday 15 June 2026 in New York, between times such as `10:00`.
fn monday(from: &str, to: &str) -> Period {
    let at = |time: &str| format!("2026-06-15T{time}:00-04:00").parse().unwrap();
    Period::new(at(from), at(to)).unwrap()
}

/// Returns the reason of the refusal, and the time of the latest end.
fn refusal(members: Value, vehicle: Vehicle<'_>, period: Period) -> Option<(Reason, String)> {
    let refusal = tariff(members).may_park(ZONE, vehicle, period).err()?;
    Some((refusal.reason, refusal.at.with_timezone(&ZONE).format("%H:%M:%S").to_string()))
}

fn at(reason: Reason, time: &str) -> Option<(Reason, String)> {
    Some((reason, format!("{time}:00")))
}

fn limited(times: &str, max: i64) -> Value {
    with(band("", times, 450), json!({ "max_stay_minutes": max }))
}

#[test]
fn band_admits_only_its_classes() {
    let trucks = with(band("", "08:00-18:00", 450), json!({ "only_classes": ["truck"] }));
    let members = json!({ "bands": [trucks, band("", "18:00-19:00", 450)] });
    assert_eq!(refusal(members.clone(), TRUCK, monday("09:00", "19:00")), None);
    assert_eq!(refusal(members.clone(), CAR, monday("18:00", "20:00")), None);
    let refused = Reason::Class { band: Some(0) };
    assert_eq!(refusal(members.clone(), CAR, monday("09:00", "10:00")), at(refused, "09:00"));
    assert_eq!(refusal(members, CAR, monday("07:00", "19:00")), at(refused, "08:00"));
}

#[test]
fn lower_band_admits_other_classes() {
    let trucks = json!({ "only_classes": ["truck"], "priority": 1, "max_stay_minutes": 180 });
    let trucks = with(band("", "09:00-20:00", 450), trucks);
    let members = json!({ "bands": [trucks, limited("09:00-20:00", 120)] });
    let max = |band, minutes| Reason::MaxStay { band: Some(band), minutes };
    assert_eq!(refusal(members.clone(), TRUCK, monday("09:00", "19:00")), at(max(0, 180), "12:00"));
    assert_eq!(refusal(members, CAR, monday("09:00", "19:00")), at(max(1, 120), "11:00"));
}

#[test]
fn tariff_refuses_a_class() {
    let members = json!({ "classes": [{ "class": "truck", "refused": true }] });
    let refused = Reason::Class { band: None };
    assert_eq!(refusal(members.clone(), TRUCK, monday("09:00", "10:00")), at(refused, "09:00"));
    assert_eq!(refusal(members, CAR, monday("09:00", "10:00")), None);
}

#[test]
fn band_requires_a_permit() {
    let members = json!({ "bands": [
        with(band("", "08:00-19:00", 0), json!({ "only_permits": ["resident", "staff"] })),
    ] });
    let with_permit = |permit| Vehicle { permit: Some(permit), ..CAR };
    let period = monday("09:00", "10:00");
    let refused = at(Reason::PermitRequired { band: 0 }, "09:00");
    assert_eq!(refusal(members.clone(), CAR, period), refused);
    assert_eq!(refusal(members.clone(), with_permit("visitor"), period), refused);
    assert_eq!(refusal(members, with_permit("staff"), period), None);
}

#[test]
fn closed_time_ends_the_stay() {
    let closed = json!({ "from": "16:00", "to": "18:00", "closed": true });
    let members = json!({ "bands": [band("", "08:00-16:00", 450), closed], "outside": "closed" });
    let in_band = at(Reason::Closed { band: Some(1) }, "16:00");
    assert_eq!(refusal(members.clone(), CAR, monday("15:00", "19:00")), in_band);
    let outside = at(Reason::Closed { band: None }, "19:00");
    assert_eq!(refusal(members.clone(), CAR, monday("19:00", "20:00")), outside);
    assert_eq!(refusal(members, CAR, monday("15:00", "16:00")), None);
}

/// A band that is closed for trucks says nothing about other vehicles.
#[test]
fn closed_band_admits_other_classes() {
    let closed = json!({
        "from": "16:00", "to": "18:00", "closed": true, "only_classes": ["truck"],
    });
    let members = json!({ "bands": [closed] });
    let refused = at(Reason::Closed { band: Some(0) }, "16:00");
    assert_eq!(refusal(members.clone(), TRUCK, monday("15:00", "19:00")), refused);
    assert_eq!(refusal(members, CAR, monday("15:00", "19:00")), None);
}

#[test]
fn maximum_stay_counts_inside_the_band() {
    let members = json!({ "bands": [limited("08:00-19:00", 120)] });
    let max = Reason::MaxStay { band: Some(0), minutes: 120 };
    assert_eq!(refusal(members.clone(), CAR, monday("06:00", "10:00")), None);
    assert_eq!(refusal(members.clone(), CAR, monday("06:00", "11:00")), at(max, "10:00"));
    assert_eq!(refusal(members.clone(), CAR, monday("17:00", "23:00")), None);
    assert_eq!(refusal(members, CAR, monday("16:59", "23:00")), at(max, "18:59"));
}

/// Across midnight the band goes on, and so does its maximum stay.
#[test]
fn maximum_stay_goes_on_at_midnight() {
    let members = json!({ "bands": [limited("00:00-24:00", 120)] });
    let at = |text: &str| text.parse().unwrap();
    let period =
        Period::new(at("2026-06-15T23:00:00-04:00"), at("2026-06-16T02:00:00-04:00")).unwrap();
    let max = Reason::MaxStay { band: Some(0), minutes: 120 };
    assert_eq!(refusal(members, CAR, period), Some((max, "01:00:00".to_owned())));
}

#[test]
fn maximum_stay_of_the_tariff_counts_all_time() {
    let members = json!({ "max_stay_minutes": 60, "bands": [limited("08:00-19:00", 120)] });
    let max = Reason::MaxStay { band: None, minutes: 60 };
    assert_eq!(refusal(members.clone(), CAR, monday("07:30", "08:30")), None);
    assert_eq!(refusal(members, CAR, monday("07:30", "08:31")), at(max, "08:30"));
}

#[test]
fn restart_ends_the_stay_at_the_next_band() {
    let members = json!({
        "bands": [band("", "08:00-19:00", 450), band("", "19:00-22:00", 200)],
        "transitions": {
            "overpayment": "lost", "follow_through": "restart", "prepay": "refused",
        },
    });
    let change = at(Reason::BandChange { band: 1 }, "19:00");
    assert_eq!(refusal(members.clone(), CAR, monday("18:00", "20:00")), change);
    assert_eq!(refusal(members.clone(), CAR, monday("18:00", "19:00")), None);
    assert_eq!(refusal(members, CAR, monday("07:00", "19:00")), None);
}

#[test]
fn latest_end_is_the_first_refused_instant() {
    let tariff = tariff(json!({ "bands": [limited("08:00-19:00", 120)], "outside": "closed" }));
    let end = |from, to| tariff.latest_end(ZONE, CAR, monday(from, to));
    assert_eq!(end("09:00", "10:00"), Ok(monday("09:00", "10:00").ends_at()));
    assert_eq!(end("09:00", "18:00"), Ok(monday("09:00", "11:00").ends_at()));
    assert_eq!(end("18:00", "23:00"), Ok(monday("18:00", "19:00").ends_at()));
    assert_eq!(end("19:00", "20:00").unwrap_err().reason, Reason::Closed { band: None });
}

#[test]
fn return_waits_after_a_stay() {
    let left_at = monday("09:00", "10:00").ends_at();
    let waiting = tariff(json!({ "no_return_minutes": 60 }));
    assert_eq!(waiting.earliest_return(left_at), monday("09:00", "11:00").ends_at());
    assert_eq!(tariff(json!({})).earliest_return(left_at), left_at);
}
