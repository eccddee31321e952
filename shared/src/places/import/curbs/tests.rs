use serde_json::json;

use super::*;
use crate::platform::domain::money::Currency;

fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

/// A kerb of about 22 m along a meridian.
fn zone(id: &str, more: Value) -> Value {
    let mut zone = json!({
        "curb_zone_id": id,
        "geometry": { "type": "LineString",
            "coordinates": [[-71.06, 42.36], [-71.06, 42.3602]] },
        "curb_policy_ids": ["p1"],
        "published_date": 1_700_000_000_000_i64,
        "last_updated_date": 1_700_000_000_000_i64,
        "start_date": 1_700_000_000_000_i64,
        "street_name": "Water Street",
        "street_side": "E",
        "user_zone_id": "4711",
    });
    for (name, member) in more.as_object().unwrap() {
        zone[name] = member.clone();
    }
    zone
}

fn space(id: &str, zone: &str, lat: f64) -> Value {
    let ring = [(0.0, 0.0), (0.00002, 0.0), (0.00002, 0.00004), (0.0, 0.00004), (0.0, 0.0)];
    let ring = ring.map(|(east, north)| json!([-71.06 + east, lat + north]));
    json!({ "curb_space_id": id, "curb_zone_id": zone, "length": 600,
        "geometry": { "type": "Polygon", "coordinates": [ring] } })
}

fn feed(list: &str, items: &[Value]) -> Vec<u8> {
    let feed = json!({ "version": "1.1.0", "time_zone": "America/New_York", "currency": "USD",
        "last_updated": 1_700_000_000_000_i64, "data": { list: items } });
    feed.to_string().into_bytes()
}

fn read(zones: &[Value], spaces: &[Value]) -> Curbs {
    let spaces = Some(feed("spaces", spaces)).filter(|_| !spaces.is_empty());
    read_curbs(&feed("zones", zones), spaces.as_deref(), now()).unwrap()
}

fn labels(curbs: &Curbs) -> Vec<&str> {
    curbs.file.spots.iter().map(|spot| spot.label.as_str()).collect()
}

fn messages(curbs: &Curbs) -> Vec<(u64, &str, &str)> {
    let problems = curbs.file.report.problems.iter();
    problems.map(|problem| (problem.line, &*problem.column, problem.message)).collect()
}

#[test]
fn zone_without_spaces_gets_spots_along_its_kerb() {
    let curbs = read(&[zone("z1", json!({})), zone("z2", json!({ "num_spaces": 2 }))], &[]);
    assert_eq!(labels(&curbs), ["4711-1", "4711-2", "4711-3", "4711-1", "4711-2"]);
    let first = &curbs.file.spots[0];
    assert_eq!(
        (first.source_ref.as_str(), first.zone_ref.as_str(), first.position_assumed),
        ("cds:z1:1", "cds:z1", Some(true))
    );
    let posted = PostedRules::Policies { ids: vec!["p1".to_owned()], ends_at: None };
    assert_eq!(first.posted.as_deref(), Some(&posted));
    let stated = &curbs.stated[0];
    let found = (stated.file, stated.time_zone(), stated.currency());
    assert_eq!(found, ("zones", Some(chrono_tz::America::New_York), Some(Currency::Usd)));
    let zone = &curbs.file.zones[0];
    assert_eq!(
        (zone.street.as_str(), zone.side, zone.points.len()),
        ("Water Street", Some("E"), 2)
    );
}

#[test]
fn spaces_become_spots() {
    let mut numbered = space("s2", "z1", 42.3601);
    numbered["space_number"] = json!(7);
    let spaces = [space("s1", "z1", 42.36), numbered, space("s3", "none", 42.36)];
    let curbs = read(&[zone("z1", json!({})), zone("z2", json!({ "num_spaces": 1 }))], &spaces);
    assert_eq!(labels(&curbs), ["4711-1", "s1", "4711-7"], "z2 has no spaces");
    assert_eq!(curbs.file.spots[1].position_assumed, Some(false));
    let message = "the zone of the space is not in the file, or is wrong there";
    assert_eq!(messages(&curbs), [(5, "curb_zone_id", message)]);
    assert_eq!((curbs.file.report.rows, curbs.file.spots[2].line), (5, 4));
}

#[test]
fn zones_out_of_their_validity_are_out_of_service() {
    let past = json!({ "end_date": 1_800_000_000_000_i64, "num_spaces": 1 });
    let future = json!({ "start_date": 2_000_000_000_000_i64, "num_spaces": 1 });
    let curbs = read(&[zone("z1", past), zone("z2", future)], &[]);
    let states: Vec<_> = curbs.file.spots.iter().map(|spot| spot.in_service).collect();
    assert_eq!(states, [Some(false); 2]);
}

#[test]
fn end_of_a_zone_is_kept_with_its_policies() {
    let ending = json!({ "end_date": 1_912_000_000_000_i64, "num_spaces": 1 });
    let endless = json!({ "end_date": i64::MAX, "num_spaces": 1 });
    let curbs = read(&[zone("z1", ending), zone("z2", endless)], &[]);
    let ends: Vec<_> = curbs
        .file
        .spots
        .iter()
        .map(|spot| match spot.posted.as_deref() {
            Some(PostedRules::Policies { ends_at, .. }) => *ends_at,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ends, [DateTime::from_timestamp_millis(1_912_000_000_000), None]);
}

#[test]
fn wrong_objects_are_reported() {
    let mut without_policies = zone("z2", json!({}));
    without_policies.as_object_mut().unwrap().remove("curb_policy_ids");
    let nameless = json!({ "street_name": null, "user_zone_id": null });
    let zones = [
        zone("z1", json!({ "geometry": null })),
        without_policies,
        zone("z3", nameless),
        zone("z4", json!({ "num_spaces": 1 })),
        zone("Z4", json!({ "num_spaces": 1 })),
    ];
    let curbs = read(&zones, &[]);
    assert_eq!(
        messages(&curbs),
        [
            (1, "geometry", "must be a Polygon or a LineString of at least a metre"),
            (2, "", "the object cannot be read"),
            (3, "street_name", "must be one line of 1 to 200 characters"),
            (5, "zone_ref", "the zone_ref came before"),
            (5, "spot_ref", "the spot_ref came before"),
        ]
    );
    assert_eq!(curbs.file.report.problems[1].object_id, "z2");
    assert_eq!((curbs.file.zones.len(), curbs.file.spots.len()), (1, 1));
}

#[test]
fn incomplete_feeds_are_refused() {
    let refused = |json: Value| read_feed(json.to_string().as_bytes(), "zones").unwrap_err();
    let page = json!({ "data": { "zones": [] }, "links": { "next": "/curbs/zones?page=2" } });
    assert!(matches!(refused(page), ImportError::FeedPage));
    assert!(matches!(refused(json!({ "data": { "spaces": [] } })), ImportError::NoFeed("zones")));
    let old = json!({ "data": [{ "zones": [1] }, { "zones": [2] }], "links": { "next": null } });
    let read = read_feed(old.to_string().as_bytes(), "zones").unwrap();
    assert_eq!(read.items, [json!(1), json!(2)]);
}
