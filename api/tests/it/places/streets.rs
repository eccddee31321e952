//! The centre lines of streets that a map without tiles shows.

use chrono::TimeDelta;
use diesel::{RunQueryDsl, sql_query};
use serde_json::{Value, json};

use crate::support::TestApp;

const PATH: &str = "/api/v1/streets?bbox=-74.0,40.74,-73.97,40.77";

fn names(found: &Value) -> Vec<&str> {
    found["streets"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect()
}

/// The line of the test city's street, within about three metres.
fn assert_street(found: &Value, expected: [[f64; 2]; 2]) {
    let streets = found["streets"].as_array().unwrap();
    let street = streets.iter().find(|street| street["name"] == "West 43 Street").unwrap();
    let line: Vec<[f64; 2]> = serde_json::from_value(street["line"].clone()).unwrap();
    assert_eq!(line.len(), 2, "{street}");
    for (point, expected) in line.iter().zip(expected) {
        let is_near = |at: usize| (point[at] - expected[at]).abs() < 0.000_03;
        assert!(is_near(0) && is_near(1), "{street}: {expected:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn street_runs_between_its_kerbs() {
    let app = TestApp::new().await;
    let response = app.anonymous().get(PATH).await;
    assert_eq!(response.headers["cache-control"], "public, max-age=300");
    assert_eq!(response.headers["content-type"], "application/json");
    let found = response.ok();
    assert_eq!(names(&found), ["6 Avenue", "7 Avenue", "West 43 Street"]);
    assert_eq!(found["is_partial"], false);
    // 7 m south of the kerb on the north side, and 15 m longer at both ends.
    assert_street(&found, [[-73.990_13, 40.753_888], [-73.986_80, 40.754_997]]);

    let operator = app.operator().await;
    let south = json!({ "city_id": app.city.id, "source_ref": "south", "street": "West 43 Street",
        "side": "S", "line": [[-73.989_9, 40.753_84], [-73.986_9, 40.754_84]] });
    operator.post("/api/v1/admin/zones", &south).await.created();
    assert_eq!(app.anonymous().get(PATH).await.ok(), found, "cached for two minutes");
    app.advance(TimeDelta::minutes(2));
    let both = app.anonymous().get(PATH).await.ok();
    assert_eq!(names(&both), names(&found));
    assert_street(&both, [[-73.990_12, 40.753_86], [-73.986_78, 40.754_974]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn zones_of_sites_are_no_streets() {
    let app = TestApp::new().await;
    let mut conn = app.connect();
    let site = app.city.site(&mut conn, "Lot");
    app.city.move_zone(&mut conn, site);
    let found = app.anonymous().get(PATH).await.ok();
    assert_eq!(found, json!({ "streets": [], "is_partial": false }));
}

#[tokio::test(flavor = "multi_thread")]
async fn street_is_joined_across_180th_meridian() {
    let app = TestApp::new().await;
    for (name, from, to) in [("west", 179.997, 179.999_9), ("east", -179.999_9, -179.998)] {
        let insert = format!(
            "insert into zones (id, city_id, source_ref, street, from_street, to_street, side, \
                line) values (gen_random_uuid(), \
             '{}', '{name}', 'Reef Road', '', '', 'M', 'linestring({from} -16.8, {to} -16.8)')",
            app.city.id,
        );
        sql_query(insert).execute(&mut app.connect()).unwrap();
    }
    let path = "/api/v1/streets?bbox=179.96,-16.84,-179.96,-16.76";
    let found = app.anonymous().get(path).await.ok();
    assert_eq!(names(&found), ["Reef Road"]);
    assert_eq!(
        found["streets"][0]["line"],
        json!([[179.997, -16.8], [-179.998, -16.8]]),
        "both blocks are one line"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_box_of_streets_is_refused() {
    let app = TestApp::new().await;
    for (query, code) in [
        ("", "required"),
        ("bbox=1,2,3", "malformed"),
        ("bbox=-74,40.7,-73.89,40.75", "too_large"),
        ("bbox=-74,40.7,-73.95,40.81", "too_large"),
        ("bbox=-73.9,40.7,-73.95,40.75", "swapped"),
        ("bbox=-181,40.7,-180.9,40.8", "out_of_range"),
    ] {
        let response = app.anonymous().get(&format!("/api/v1/streets?{query}")).await;
        let problem = response.problem("invalid_request");
        assert_eq!(
            (&problem["errors"][0]["field"], &problem["errors"][0]["code"]),
            (&json!("bbox"), &json!(code)),
            "{query}"
        );
    }
}
