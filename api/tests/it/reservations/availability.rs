//! Counts of free spots. Every count runs in memory and in the database.

use chrono::TimeDelta;
use diesel::{RunQueryDsl, sql_query};
use serde_json::{Value, json};
use shared::platform::config::live;
use testkit::builders::City;

use crate::support::{
    Client, Options, TestApp,
    tariffs::{deliveries, flat_with},
};

/// About 300 m around the centre of the city.
const AROUND: &str = "bbox=-73.992,40.752,-73.985,40.757";
/// Monday from 12:00 to 13:00 in New York.
const NOON: &str = "from=2030-06-03T16:00:00Z&seconds=3600";

struct Counts {
    memory: Client,
    database: Client,
}

impl Counts {
    async fn of(app: &mut TestApp) -> Self {
        let database = Client::new(&app.another_api(live::Settings::default()).await, None);
        Self { memory: app.anonymous(), database }
    }

    /// The response, which is the same from memory and from the database.
    async fn find(&self, query: &str) -> Value {
        let path = format!("/api/v1/availability?{query}");
        let found = self.memory.get(&path).await.ok();
        assert_eq!(found, self.database.get(&path).await.ok(), "{query}");
        found
    }

    /// Free spots and all spots of the only zone.
    async fn of_zone(&self, query: &str) -> (i64, i64) {
        let found = self.find(&format!("{AROUND}&{query}")).await;
        assert_eq!(found["zones"].as_array().unwrap().len(), 1, "{found:#}");
        numbers(&found["zones"][0])
    }
}

fn numbers(group: &Value) -> (i64, i64) {
    (group["free"].as_i64().unwrap(), group["total"].as_i64().unwrap())
}

/// The zone of the city, among others.
fn zone_of<'a>(app: &TestApp, found: &'a Value) -> &'a Value {
    let mut zones = found["zones"].as_array().unwrap().iter();
    zones.find(|zone| zone["zone_id"] == json!(app.city.zone_id)).unwrap()
}

fn update(app: &TestApp, sql: &str) {
    assert!(sql_query(sql).execute(&mut app.connect()).unwrap() > 0, "{sql}");
}

/// Moves the spots whose label begins with `other` to another zone.
fn move_other_spots(app: &TestApp) {
    let zone = "insert into zones (id, city_id, source_ref, street, from_street, to_street, side, \
        line) select gen_random_uuid(), city_id, 'other', 'Other', '1', '2', 'S', line from zones";
    let moved = "update spots s set zone_id = z.id from zones z where z.source_ref = 'other' and \
        s.label like 'other%'";
    for sql in [zone, moved] {
        update(app, sql);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn zone_has_free_spots_and_lowest_price() {
    let mut app = TestApp::new().await;
    let mut conn = app.connect();
    let taken = app.city.spot(&mut conn, "A1", 0.0, 300);
    app.city.spot(&mut conn, "A2", 20.0, 600);
    app.city.spot(&mut conn, "A3", 40.0, 450);
    app.city.spot(&mut conn, "other", 100.0, 200);
    move_other_spots(&app);
    let ann = app.driver("ann").await;
    ann.hold(taken, 3_600).await.created();
    let counts = Counts::of(&mut app).await;
    let found = counts.find(&format!("{AROUND}&seconds=3600")).await;
    assert_eq!((found["zones"].as_array().unwrap().len(), &found["cells"]), (2, &json!([])));
    let zone = zone_of(&app, &found);
    assert_eq!(
        (numbers(zone), &zone["from_price"], &zone["site_id"]),
        ((2, 3), &json!({ "amount_minor": 450, "currency": "USD" }), &Value::Null)
    );
    let middle = 40.7543 + 20.0 / 111_195.08;
    assert!((zone["lat"].as_f64().unwrap() - middle).abs() < 1e-5, "{zone:#}");
    assert_eq!(zone["lng"], -73.9884);
    app.advance(TimeDelta::minutes(10));
    let found = counts.find(&format!("{AROUND}&seconds=3600")).await;
    assert_eq!(numbers(zone_of(&app, &found)), (3, 3), "the hold has expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_spots_of_a_zone_count_wherever_it_is_cut() {
    let mut app = TestApp::new().await;
    for (label, metres) in [("A1", 0.0), ("A2", 900.0)] {
        app.city.spot(&mut app.connect(), label, metres, 450);
    }
    let counts = Counts::of(&mut app).await;
    assert_eq!(counts.of_zone("").await, (2, 2));
    let beside = counts.find("bbox=-73.98,40.752,-73.97,40.757").await;
    assert_eq!(beside, json!({ "zones": [], "cells": [] }));
}

#[tokio::test(flavor = "multi_thread")]
async fn spots_of_a_site_name_it() {
    let mut app = TestApp::new().await;
    app.spot("A1");
    let site = app.city.site(&mut app.connect(), "Lot");
    app.city.move_zone(&mut app.connect(), site);
    let counts = Counts::of(&mut app).await;
    assert_eq!(counts.find(AROUND).await["zones"][0]["site_id"], json!(site));
}

#[tokio::test(flavor = "multi_thread")]
async fn criteria_decide_which_spots_count() {
    let mut app = TestApp::new().await;
    let mut conn = app.connect();
    app.city.spot(&mut conn, "A1", 0.0, 450);
    app.city.spot_with(&mut conn, "A2", 10.0, 600, &["wide"]);
    app.city.spot_with(&mut conn, "A3", 20.0, 600, &["accessible", "wide"]);
    app.city.spot_with(&mut conn, "A4", 30.0, 450, &["permit_only"]);
    let counts = Counts::of(&mut app).await;
    for (query, expected) in [
        ("", (3, 3)),
        ("attributes=wide", (2, 2)),
        ("attributes=wide,accessible", (1, 1)),
        ("attributes=permit_only", (1, 1)),
        ("vehicle_class=truck", (2, 2)),
        ("seconds=3600&max_per_hour=450", (1, 3)),
        ("seconds=3600&max_per_hour=449", (0, 3)),
        ("seconds=3600&max_per_hour=599", (1, 3)),
    ] {
        assert_eq!(counts.of_zone(query).await, expected, "{query}");
    }
    let none = counts.find(&format!("{AROUND}&max_per_hour=1")).await;
    assert_eq!(none["zones"][0]["from_price"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn tariff_decides_price_and_permission() {
    let mut app = TestApp::new().await;
    let spot = app.city.spot_with(&mut app.connect(), "A1", 0.0, 450, &["wide"]);
    app.city.spot(&mut app.connect(), "A2", 10.0, 450);
    app.post_tariff(&deliveries(), json!({ "spot_id": spot })).await;
    app.post_tariff(&flat_with(700, json!({})), json!({})).await;
    let counts = Counts::of(&mut app).await;
    let found = counts.find(&format!("{AROUND}&{NOON}")).await;
    let zone = &found["zones"][0];
    assert_eq!((numbers(zone), &zone["from_price"]["amount_minor"]), ((1, 2), &json!(700)));
}

#[tokio::test(flavor = "multi_thread")]
async fn spots_reserved_ahead_count_as_taken() {
    let mut app = TestApp::new().await;
    let [first, _, _] = ["A1", "A2", "A3"].map(|label| app.spot(label));
    let terms = format!("/api/v1/admin/cities/{}/terms", app.city.id);
    app.operator().await.put(&terms, &json!({ "reservable_percent": 34 })).await.ok();
    let ann = app.driver("ann").await;
    ann.hold_between(first, "2030-06-03T16:00:00Z", "2030-06-03T17:00:00Z").await.created();
    let counts = Counts::of(&mut app).await;
    assert_eq!(counts.of_zone(NOON).await, (0, 3), "the others stay for drivers without one");
    assert_eq!(counts.of_zone("seconds=600").await, (3, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn longer_terms_of_a_place_count_there() {
    let mut app = TestApp::new().await;
    app.spot("A1");
    app.spot("other");
    move_other_spots(&app);
    let site = app.city.site(&mut app.connect(), "Lot");
    app.city.move_zone(&mut app.connect(), site);
    let terms = format!("/api/v1/admin/sites/{site}/terms");
    app.operator().await.put(&terms, &json!({ "max_stay_seconds": 172_800 })).await.ok();
    let counts = Counts::of(&mut app).await;
    let found = counts.find(&format!("{AROUND}&seconds=172800")).await;
    assert_eq!(found["zones"].as_array().unwrap().len(), 1, "{found:#}");
    assert_eq!(found["zones"][0]["site_id"], json!(site));
}

#[tokio::test(flavor = "multi_thread")]
async fn wide_view_has_cells_for_five_seconds() {
    let mut app = TestApp::new().await;
    for (label, metres) in [("A1", 0.0), ("A2", 10.0), ("far", 5_000.0)] {
        app.city.spot(&mut app.connect(), label, metres, 450);
    }
    let counts = Counts::of(&mut app).await;
    let query = "bbox=-75,40,-73,41.5&zoom=11.7";
    let found = counts.find(query).await;
    let mut cells: Vec<_> = found["cells"].as_array().unwrap().iter().map(numbers).collect();
    cells.sort_unstable();
    assert_eq!((cells, &found["zones"]), (vec![(1, 1), (2, 2)], &json!([])));
    let path = format!("/api/v1/availability?{query}");
    assert_eq!(app.anonymous().get(&path).await.headers["cache-control"], "public, max-age=5");
    assert_eq!(
        counts.find("bbox=-75,40,-73,41.5&zoom=2").await["cells"].as_array().unwrap().len(),
        1
    );
    update(&app, "update spots set retired_at = now() where label = 'far'");
    assert_eq!(app.anonymous().get(&path).await.ok(), found, "as stored");
    app.advance(TimeDelta::seconds(5));
    assert_eq!(counts.find(query).await["cells"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn cell_of_two_currencies_has_no_lowest_price() {
    let mut app = TestApp::new().await;
    let mut conn = app.connect();
    let other = City::insert_named(&mut conn, "other");
    update(&app, "update cities set currency = 'EUR' where slug = 'other'");
    app.city.spot(&mut conn, "A1", 0.0, 450);
    let counts = Counts::of(&mut app).await;
    let query = "bbox=-75,40,-73,41.5&zoom=11.7&seconds=3600";
    let before = counts.find(query).await;
    let price = json!({ "amount_minor": 450, "currency": "USD" });
    assert_eq!(before["cells"][0]["from_price"], price);
    other.spot(&mut conn, "B1", 10.0, 300);
    app.advance(TimeDelta::seconds(5));
    let after = counts.find(query).await;
    let cell = &after["cells"][0];
    assert_eq!((numbers(cell), &cell["from_price"]), ((2, 2), &Value::Null), "{after:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn zones_change_at_once() {
    let app = TestApp::new().await;
    let (spot, ann) = (app.spot("A1"), app.driver("ann").await);
    let path = format!("/api/v1/availability?{AROUND}");
    let response = app.anonymous().get(&path).await;
    assert_eq!(response.headers["cache-control"], "no-cache");
    assert_eq!(numbers(&response.body["zones"][0]), (1, 1));
    ann.hold(spot, 3_600).await.created();
    assert_eq!(numbers(&app.anonymous().get(&path).await.ok()["zones"][0]), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn moved_spot_counts_in_its_new_zone() {
    let app = TestApp::new().await;
    app.spot("A1");
    app.spot("other");
    let path = format!("/api/v1/availability?{AROUND}");
    assert_eq!(numbers(&app.anonymous().get(&path).await.ok()["zones"][0]), (2, 2));
    move_other_spots(&app);
    let found = app.anonymous().get(&path).await.ok();
    let zones: Vec<_> = found["zones"].as_array().unwrap().iter().map(numbers).collect();
    assert_eq!(zones, [(1, 1), (1, 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn count_without_read_model_waits_for_database() {
    let options = Options { search_from_memory: false, ..Options::default() };
    let app = TestApp::with(options).await;
    app.spot("A1");
    let path = format!("/api/v1/availability?{AROUND}");
    assert_eq!(numbers(&app.anonymous().get(&path).await.ok()["zones"][0]), (1, 1));
    let copies = "insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, \
        rate_minor_per_hour) select gen_random_uuid(), city_id, zone_id, 'c' || n, 'c' || n, lat, \
        lng, 450 from spots, generate_series(1, 20000) n";
    update(&app, copies);
    app.anonymous().get(&path).await.problem("unavailable");
}

#[tokio::test(flavor = "multi_thread")]
async fn count_errors_name_the_field() {
    let app = TestApp::new().await;
    for (query, field, code) in [
        ("", "bbox", "required"),
        ("bbox=1,2,3", "bbox", "malformed"),
        ("bbox=-73.98,40.75,-73.99,40.76", "bbox", "swapped"),
        ("bbox=-74,40.5,-73.4,40.6", "bbox", "too_large"),
        ("bbox=-74,40.5,-73.4,40.6&zoom=14", "bbox", "too_large"),
        ("bbox=-80,40,-71,41&zoom=10", "bbox", "too_large"),
        ("bbox=-73.99,40.75,-73.98,40.76&zoom=25", "zoom", "out_of_range"),
        ("bbox=-73.99,40.75,-73.98,40.76&from=2030-06-03T12:00:00Z", "from", "in_the_past"),
        ("bbox=-73.99,40.75,-73.98,40.76&from=2031-06-03T12:00:00Z", "from", "too_far_ahead"),
        ("bbox=-73.99,40.75,-73.98,40.76&seconds=0", "seconds", "malformed"),
        ("bbox=-73.99,40.75,-73.98,40.76&seconds=90000", "seconds", "too_long"),
        ("bbox=-73.99,40.75,-73.98,40.76&attributes=gold", "attributes", "unknown"),
        ("bbox=-73.99,40.75,-73.98,40.76&vehicle_class=tank", "vehicle_class", "unknown"),
        ("bbox=-73.99,40.75,-73.98,40.76&max_per_hour=-1", "max_per_hour", "malformed"),
    ] {
        let path = format!("/api/v1/availability?{query}");
        let problem = app.anonymous().get(&path).await.problem("invalid_request");
        let error = (&problem["errors"][0]["field"], &problem["errors"][0]["code"]);
        assert_eq!(error, (&json!(field), &json!(code)), "{query}");
    }
}
