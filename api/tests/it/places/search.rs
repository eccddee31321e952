//! Places by a typed name.

use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const NEAR: &str = "near=40.7543,-73.9884";

/// Adds a street with one spot, `north` degrees north of the test city's zone.
async fn street(operator: &Client, app: &TestApp, name: &str, north: f64) -> String {
    let line = json!([[-73.99, 40.754 + north], [-73.987, 40.755 + north]]);
    let zone = json!({ "city_id": app.city.id, "source_ref": format!("ref {name}"),
        "street": name, "side": "S", "line": line });
    let zone = operator.post("/api/v1/admin/zones", &zone).await.created();
    let spot = json!({ "zone_id": zone["id"], "label": format!("{name} 1"),
        "lat": 40.754 + north, "lng": -73.99, "rate_minor_per_hour": 450 });
    let spot = operator.post("/api/v1/admin/spots", &spot).await.created();
    spot["id"].as_str().unwrap().to_owned()
}

fn names(found: &Value) -> Vec<&str> {
    found["places"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| place["name"].as_str().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn street_is_found_while_it_is_typed() {
    let app = TestApp::new().await;
    app.spot("B14");
    for text in [
        "w",
        "w%204",
        "West%2043rd",
        "43",
        "W.+43RD+STREET",
        "wset+43",
        "w43",
        "w43+st",
        "w+43+st+new+york",
        "w+43rd+street%2C+new+york",
    ] {
        let response = app.anonymous().get(&format!("/api/v1/places?q={text}&{NEAR}")).await;
        assert_eq!(response.headers["cache-control"], "private, max-age=60");
        let found = response.ok();
        let expected = json!({ "kind": "street", "id": format!("{}/w 43 st", app.city.id),
            "name": "West 43 Street", "detail": "New York", "lat": 40.7545, "lng": -73.9885,
            "city_id": app.city.id, "site_id": null, "zone_id": app.city.zone_id,
            "spot_id": null });
        let place = &found["places"][0];
        let degrees = ["lat", "lng"].map(|name| place[name].as_f64().unwrap());
        let mut rounded = place.clone();
        for (name, value) in ["lat", "lng"].into_iter().zip(degrees) {
            rounded[name] = json!((value * 1e6).round() / 1e6);
        }
        assert_eq!(rounded, expected, "{text}");
        assert_eq!(found["addresses"], "off");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn best_name_comes_first_then_the_nearest() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    for (name, north) in [
        ("Broadway Terrace", 0.001),
        ("East Broadway", 0.03),
        ("Broadway", 0.05),
        ("Broadwick Street", 0.002),
    ] {
        street(&operator, &app, name, north).await;
    }
    let found = app.anonymous().get(&format!("/api/v1/places?q=broadway&{NEAR}")).await.ok();
    let streets = ["Broadway", "Broadway Terrace", "East Broadway"];
    assert_eq!(names(&found)[..3], streets, "labels of spots come later");
    let found = app.anonymous().get(&format!("/api/v1/places?q=broad&{NEAR}&limit=2")).await.ok();
    assert_eq!(names(&found), ["Broadway Terrace", "Broadwick Street"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_and_retired_places_are_found_no_more() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let spot = street(&operator, &app, "Elm Street", 0.001).await;
    let search = async |text: &str| {
        let found = app.anonymous().get(&format!("/api/v1/places?q={text}&{NEAR}")).await.ok();
        names(&found).iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(search("elm%20street%201").await, ["Elm Street 1"]);
    let zone = operator.get(&format!("/api/v1/admin/spots/{spot}")).await.ok();
    let zone = zone["zone_id"].as_str().unwrap_or_default().to_owned();
    let renamed = json!({ "street": "Oak Street" });
    operator.patch(&format!("/api/v1/admin/zones/{zone}"), &renamed).await.ok();
    assert_eq!(search("oak%20st").await, ["Oak Street"]);
    assert!(!search("elm%20st").await.contains(&"Elm Street".to_owned()));
    let retire = format!("/api/v1/admin/spots/{spot}/retire");
    operator.post(&retire, &json!({ "note": "works" })).await.ok();
    for text in ["oak%20st", "elm%20street%201", "ref%20elm"] {
        assert!(search(text).await.is_empty(), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_search_names_its_parameters() {
    let app = TestApp::new().await;
    let long = format!("q={}", "x".repeat(101));
    for (query, field, code) in [
        ("", "q", "required"),
        ("q=", "q", "required"),
        (long.as_str(), "q", "out_of_range"),
        ("q=a%00b", "q", "out_of_range"),
        ("q=a&near=40.7", "near", "malformed"),
        ("q=a&near=91,0", "near", "out_of_range"),
        ("q=a&near=0,NaN", "near", "out_of_range"),
        ("q=a&limit=0", "limit", "out_of_range"),
        ("q=a&limit=21", "limit", "out_of_range"),
    ] {
        let response = app.anonymous().get(&format!("/api/v1/places?{query}")).await;
        let problem = response.problem("invalid_request");
        assert_eq!(
            (&problem["errors"][0]["field"], &problem["errors"][0]["code"]),
            (&json!(field), &json!(code)),
            "{query}"
        );
    }
    let found = app.anonymous().get("/api/v1/places?q=%25&near=").await.ok();
    assert!(names(&found).is_empty(), "a text without letters is no name");
}
