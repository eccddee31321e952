//! Garages on the map and in lists: each is one entry.

use serde_json::{Value, json};

use super::id_of;
use crate::support::{Client, Options, Response, TestApp, visits::Garage};

const HERE: &str = "lat=40.7543&lng=-73.9884";

async fn find(client: &Client, query: &str) -> Vec<Value> {
    let page = client.get(&format!("/api/v1/sites?{query}")).await.ok();
    page["sites"].as_array().unwrap().clone()
}

fn names(sites: &[Value]) -> Vec<&str> {
    sites.iter().map(|site| site["name"].as_str().unwrap()).collect()
}

/// The path of the invalid parameter of a refusal.
fn field(refused: Response) -> String {
    refused.problem("invalid_request")["errors"][0]["field"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn site_is_one_entry() {
    let app = TestApp::new().await;
    let (garage, anybody) = (app.garage(3).await, app.anonymous());
    let ann = app.driver_with_card("ann").await;
    ann.enter(&garage.entrance).await.created();
    let two_hours = format!("{HERE}&from=2030-06-03T13:00:00Z&to=2030-06-03T15:00:00Z");
    let found = find(&anybody, &two_hours).await;
    let level = json!({ "zone_id": garage.zone, "name": "Garage 1, level 1", "level": "1",
        "free": 2, "total": 3, "state": "free" });
    assert_eq!(
        found,
        [json!({ "id": garage.site, "city_id": app.city.id, "name": "Garage 1", "kind": "garage",
            "lat": 40.7543, "lng": -73.9884, "distance_m": 0, "address": "",
            "time_zone": "America/New_York", "access": "public", "entry_mode": "code",
            "unnumbered": false, "guests_allowed": true, "state": "free", "free": 2, "total": 3,
            "from_price": { "amount_minor": 900, "currency": "USD" }, "levels": [level] })]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn area_is_a_circle_or_a_box() {
    let app = TestApp::new().await;
    for _ in 0..3 {
        app.garage(1).await;
    }
    let anybody = app.anonymous();
    let third = "lat=40.7563&lng=-73.9884";
    let found = find(&anybody, third).await;
    assert_eq!(names(&found), ["Garage 3", "Garage 2", "Garage 1"], "nearest first");
    assert_eq!(found[1]["distance_m"], 111);
    assert_eq!(names(&find(&anybody, &format!("{third}&radius_m=120")).await).len(), 2);
    assert_eq!(names(&find(&anybody, &format!("{third}&limit=1")).await), ["Garage 3"]);
    let area = "bbox=-73.99,40.755,-73.98,40.757";
    let found = find(&anybody, area).await;
    assert_eq!(names(&found), ["Garage 2", "Garage 3"], "by name");
    assert_eq!(found[0]["distance_m"], Value::Null);
    for (query, expected) in [
        ("lat=40.7", "lng"),
        ("lat=40.7&lng=-73.9&radius_m=20001", "radius_m"),
        ("bbox=1,2,3", "bbox"),
        ("lat=40.7&lng=-73.9&limit=101", "limit"),
        ("lat=40.7&lng=-73.9&from=2030-06-01T00:00:00Z", "from"),
        ("lat=40.7&lng=-73.9&to=2030-06-03T12:00:00Z", "to"),
    ] {
        let refused = anybody.get(&format!("/api/v1/sites?{query}")).await;
        assert_eq!(field(refused), expected, "{query}");
    }
}

/// Books a spot of a garage from 14:00 to 15:00.
async fn book(app: &TestApp, garage: &Garage) {
    let ann = app.driver("ann").await;
    let (from, to) = ("2030-06-03T14:00:00Z", "2030-06-03T15:00:00Z");
    let held = ann.hold_between(garage.spots[0], from, to).await.created();
    app.confirm(&ann, id_of(&held["reservation"]), "pm_card_visa").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn later_period_has_its_own_count() {
    for search_from_memory in [true, false] {
        let app = TestApp::with(Options { search_from_memory, ..Options::default() }).await;
        let (garage, anybody) = (app.garage(2).await, app.anonymous());
        book(&app, &garage).await;
        let later = "from=2030-06-03T14:30:00Z&to=2030-06-03T15:30:00Z";
        assert_eq!(find(&anybody, HERE).await[0]["free"], 2);
        let found = find(&anybody, &format!("{HERE}&{later}")).await;
        let site = &found[0];
        assert_eq!(
            (&site["free"], &site["total"], &site["levels"][0]["free"]),
            (&json!(1), &json!(2), &json!(1))
        );
        assert_eq!(site["from_price"]["amount_minor"], 450);
        let shown = anybody.get(&format!("{}?{later}", garage.path())).await.ok();
        assert_eq!(
            (&shown["free"], &shown["bookable_spot_id"], &shown["price"]["amount_minor"]),
            (&json!(1), &json!(garage.spots[1]), &json!(450))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn site_has_rules_and_lanes() {
    let app = TestApp::new().await;
    let (garage, anybody) = (app.garage(2).await, app.anonymous());
    let operator = app.operator().await;
    let changes = json!({ "arrival_instructions": "Ring.\nWait.", "contact": "The office",
        "boundary": [[-73.99, 40.754], [-73.989, 40.754], [-73.989, 40.755]] });
    operator.patch(&garage.admin_path(), &changes).await.ok();
    app.set_rules(garage.site, json!({ "max_visit_seconds": 7_200 })).await;
    let query = "lat=40.7553&lng=-73.9884&to=2030-06-03T14:00:00Z";
    let shown = anybody.get(&format!("{}?{query}", garage.path())).await.ok();
    assert_eq!(
        (&shown["name"], &shown["distance_m"], &shown["max_visit_seconds"]),
        (&json!("Garage 1"), &json!(111), &json!(7_200))
    );
    assert_eq!(
        (&shown["arrival_instructions"], &shown["contact"], &shown["rules"]),
        (&json!("Ring.\nWait."), &json!("The office"), &json!("$4.50 / h at all times."))
    );
    assert_eq!(
        (&shown["boundary"][1], &shown["full_alternatives"]),
        (&json!([-73.989, 40.754]), &json!([]))
    );
    let lanes: Vec<_> = shown["lanes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|lane| (lane["name"].clone(), lane["direction"].clone()))
        .collect();
    assert_eq!(lanes, [(json!("Entrance"), json!("in")), (json!("Exit"), json!("out"))]);
    let german =
        anybody.request(reqwest::Method::GET, &garage.path()).header("accept-language", "de");
    let german = crate::support::client::send(german).await.ok();
    assert_eq!(german["rules"], "4,50\u{a0}$ / h zu jeder Zeit.");

    let one = format!("{}?lat=40.7", garage.path());
    assert_eq!(field(anybody.get(&one).await), "lng");
    let retire = format!("{}/retire", garage.admin_path());
    operator.post(&retire, &json!({ "note": "sold" })).await.ok();
    anybody.get(&garage.path()).await.problem("not_found");
    assert!(find(&anybody, HERE).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn spots_can_leave_out_sites() {
    for search_from_memory in [true, false] {
        let app = TestApp::with(Options { search_from_memory, ..Options::default() }).await;
        let (garage, street, anybody) = (app.garage(2).await, app.spot("B14"), app.anonymous());
        let all = anybody.search(&format!("{HERE}&radius=300")).await.ok();
        let sites: Vec<_> =
            all["spots"].as_array().unwrap().iter().map(|spot| spot["site_id"].clone()).collect();
        assert_eq!(sites.iter().filter(|site| **site == json!(garage.site)).count(), 2);
        assert_eq!(sites.iter().filter(|site| site.is_null()).count(), 1);
        let only = anybody.search(&format!("{HERE}&radius=300&places=street")).await.ok();
        let only = only["spots"].as_array().unwrap();
        assert_eq!((only.len(), id_of(&only[0])), (1, street.to_string().as_str()));
        let wrong = anybody.search(&format!("{HERE}&radius=300&places=garage")).await;
        assert_eq!(field(wrong), "places");
    }
}
