//! The public configuration that the web app reads before sign-in.

use chrono::TimeDelta;
use diesel::{RunQueryDsl, sql_query};
use serde_json::{Value, json};

use crate::support::{Options, TestApp};

const CONFIGURATION: &str = "/api/v1/configuration";

#[tokio::test(flavor = "multi_thread")]
async fn configuration_lists_cities_and_their_bounds() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    app.city.spot(&mut app.connect(), "south", -100.0, 450);
    app.city.spot(&mut app.connect(), "north", 300.0, 450);
    let gone = app.city.spot(&mut app.connect(), "gone", 5_000.0, 450);
    operator
        .post(&format!("/api/v1/admin/spots/{gone}/retire"), &json!({ "note": "gone" }))
        .await
        .ok();
    let cities = || async { app.anonymous().get(CONFIGURATION).await.ok()["cities"].clone() };
    let new_york = cities().await[0].clone();
    assert_eq!(
        (&new_york["id"], &new_york["name"], &new_york["time_zone"], &new_york["currency"]),
        (&json!(app.city.id), &json!("New York"), &json!("America/New_York"), &json!("USD"))
    );
    let (lat, lng) =
        (new_york["center"]["lat"].as_f64().unwrap(), new_york["center"]["lng"].as_f64().unwrap());
    let hundred_metres_north = 40.7543 + 100.0 / 111_195.08;
    assert!(
        (lat - hundred_metres_north).abs() < 1e-9 && (lng + 73.9884).abs() < 1e-9,
        "{lat} {lng}"
    );

    let paris =
        json!({ "slug": "paris", "name": "Paris", "time_zone": "Europe/Paris", "currency": "EUR" });
    operator.post("/api/v1/admin/cities", &paris).await.created();
    assert_eq!(cities().await.as_array().unwrap().len(), 1, "the result is cached");
    app.advance(TimeDelta::minutes(2));
    let cities = cities().await;
    assert_eq!(
        (&cities[1]["name"], &cities[1]["center"]),
        (&json!("Paris"), &Value::Null),
        "a city without spots has no bounds"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn outlier_does_not_move_the_center() {
    let app = TestApp::new().await;
    for (label, north_m) in [("south", 0.0), ("middle", 100.0), ("north", 200.0)] {
        app.city.spot(&mut app.connect(), label, north_m, 450);
    }
    let outlier = app.city.spot(&mut app.connect(), "outlier", 90_000.0, 450);
    sql_query(format!("update spots set lng = 120 where id = '{outlier}'"))
        .execute(&mut app.connect())
        .unwrap();
    let center = app.anonymous().get(CONFIGURATION).await.ok()["cities"][0]["center"].clone();
    let north_m = (center["lat"].as_f64().unwrap() - 40.7543) * 111_195.08;
    assert!((north_m - 150.0).abs() < 0.01, "between the middle and the northern spot: {center}");
    assert!((center["lng"].as_f64().unwrap() + 73.9884).abs() < 1e-9, "{center}");
}

#[tokio::test(flavor = "multi_thread")]
async fn database_outage_serves_cached_configuration() {
    let app = TestApp::with(Options { database_can_be_cut: true, ..Options::default() }).await;
    let proxy = app.database_proxy.as_ref().unwrap();
    proxy.cut();
    app.anonymous().get(CONFIGURATION).await.problem("unavailable");
    proxy.mend();
    let before = app.anonymous().get(CONFIGURATION).await.ok();
    assert_eq!(before["cities"].as_array().unwrap().len(), 1);
    proxy.cut();
    app.advance(TimeDelta::minutes(5));
    assert_eq!(app.anonymous().get(CONFIGURATION).await.ok(), before);
}
