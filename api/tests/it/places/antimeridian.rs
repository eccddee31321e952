//! Boxes that cross the 180th meridian: search from memory and database, polls, kerbs, live
//! updates, and the center of a city.

use diesel::{RunQueryDsl, sql_query};
use reqwest::Method;
use serde_json::{Value, json};
use shared::platform::{config::live, domain::ids::SpotId};

use crate::support::{Client, TestApp, Watcher, client::send};

const BOX: &str = "179.95,-16.85,-179.95,-16.75";

/// Two spots on one side of the meridian, one on the other, and one far away on the same parallel.
fn add_spots(app: &TestApp) -> [SpotId; 4] {
    let spots = [("west", 179.97), ("meridian", 180.0), ("east", -179.96), ("far", 178.0)];
    spots.map(|(label, lng)| {
        let id = app.spot(label);
        let moved = format!("update spots set lat = -16.8, lng = {lng} where id = '{id}'");
        assert_eq!(sql_query(moved).execute(&mut app.connect()).unwrap(), 1);
        id
    })
}

fn labels(found: &Value) -> Vec<&str> {
    found["spots"].as_array().unwrap().iter().map(|spot| spot["label"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn search_finds_both_sides_from_memory_and_database() {
    let mut app = TestApp::new().await;
    add_spots(&app);
    let memory = app.anonymous();
    let database = Client::new(&app.another_api(live::Settings::default()).await, None);
    for client in [&memory, &database] {
        let found = client.search(&format!("bbox={BOX}")).await.ok();
        assert_eq!(labels(&found), ["meridian", "west", "east"], "nearest to the center first");
        let page = client.search(&format!("bbox={BOX}&limit=2")).await.ok();
        let cursor = page["next_cursor"].as_str().unwrap();
        let rest = client.search(&format!("bbox={BOX}&limit=2&cursor={cursor}")).await.ok();
        assert_eq!((labels(&page), labels(&rest)), (vec!["meridian", "west"], vec!["east"]));
        let narrow = client.search("bbox=-179.97,-16.85,-179.95,-16.75").await.ok();
        assert_eq!(labels(&narrow), ["east"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn etag_changes_with_either_side() {
    let app = TestApp::new().await;
    let [.., east, _] = add_spots(&app);
    let (ann, path) = (app.driver("ann").await, format!("/api/v1/spots?bbox={BOX}"));
    let etag = ann.get(&path).await.headers["etag"].to_str().unwrap().to_owned();
    let again = || send(ann.request(Method::GET, &path).header("if-none-match", &etag));
    assert_eq!(again().await.status, 304);
    ann.hold(east, 600).await.created();
    assert_eq!(labels(&again().await.ok()), ["meridian", "west"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn live_box_shows_both_sides() {
    let app = TestApp::new().await;
    let [.., east, _] = add_spots(&app);
    let mut watcher = Watcher::connect(app.url(), None).await;
    let area = json!({ "south": -16.85, "west": 179.95, "north": -16.75, "east": -179.95 });
    watcher.send(&json!({ "type": "subscribe", "id": "map", "box": area })).await;
    let snapshot = watcher.receive().await;
    let mut seen = labels(&snapshot);
    seen.sort_unstable();
    assert_eq!(seen, ["east", "meridian", "west"]);
    app.driver("ann").await.hold(east, 600).await.created();
    watcher.wait_for_spot(&east.to_string(), "held").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kerbs_of_both_sides_are_found() {
    let app = TestApp::new().await;
    for (name, lng) in [("west", 179.97), ("east", -179.99), ("far", 178.0)] {
        let insert = format!(
            "insert into zones (id, city_id, source_ref, street, from_street, to_street, side, \
                line) values (gen_random_uuid(), \
             '{}', '{name}', '{name}', '', '', 'S', 'linestring({lng} -16.8, {} -16.8)')",
            app.city.id,
            lng + 0.001
        );
        sql_query(insert).execute(&mut app.connect()).unwrap();
    }
    let found = app.anonymous().get(&format!("/api/v1/zones?bbox={BOX}")).await.ok();
    let names: Vec<_> = found["zones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|zone| zone["ref"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["east", "west"], "nearest to the center first");
}

#[tokio::test(flavor = "multi_thread")]
async fn city_center_lies_on_the_antimeridian() {
    let app = TestApp::new().await;
    let [.., far] = add_spots(&app);
    sql_query(format!("update spots set lng = -179.9 where id = '{far}'"))
        .execute(&mut app.connect())
        .unwrap();
    let configuration = app.anonymous().get("/api/v1/configuration").await.ok();
    let center = &configuration["cities"][0]["center"];
    // Between 180 and -179.96.
    assert!((center["lng"].as_f64().unwrap() + 179.98).abs() < 1e-6, "{center}");
}

#[tokio::test(flavor = "multi_thread")]
async fn swapped_and_wide_boxes_are_refused() {
    let app = TestApp::new().await;
    for (bbox, code) in [
        ("-179.95,-16.85,179.95,-16.75", "too_large"),
        ("179.6,-16.85,-179.8,-16.75", "too_large"),
        ("-73.98,40.75,-73.99,40.76", "swapped"),
        ("180.1,-16.85,-179.95,-16.75", "out_of_range"),
    ] {
        let problem =
            app.anonymous().search(&format!("bbox={bbox}")).await.problem("invalid_request");
        assert_eq!(problem["errors"][0]["code"], code, "{bbox}");
    }
}
