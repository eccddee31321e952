//! Search for free spots.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::TestApp;

const HERE: &str = "lat=40.7543&lng=-73.9884";

fn labels(found: &Value) -> Vec<&str> {
    found["spots"].as_array().unwrap().iter().map(|spot| spot["label"].as_str().unwrap()).collect()
}

async fn app_with_spots() -> TestApp {
    let app = TestApp::new().await;
    let mut conn = app.connect();
    for (label, metres) in [("far", 300.0), ("near", 10.0), ("middle", 120.0), ("out", 1_200.0)] {
        app.city.spot(&mut conn, label, metres, 450);
    }
    app.city.spot_with(&mut conn, "charger", 50.0, 600, &["charger", "wide"]);
    app
}

#[tokio::test(flavor = "multi_thread")]
async fn nearest_free_spots_come_first() {
    let app = app_with_spots().await;
    let found = app.anonymous().search(&format!("{HERE}&radius=500")).await.ok();
    assert_eq!(labels(&found), ["near", "charger", "middle", "far"]);
    let spot = &found["spots"][0];
    assert!((spot["distance"].as_f64().unwrap() - 10.0).abs() < 0.1, "{spot}");
    assert_eq!(
        (&spot["rate"]["amount_minor"], &spot["zone"]["street"]),
        (&json!(450), &json!("West 43 Street"))
    );
    let miles = app.anonymous().search(&format!("{HERE}&radius=0.1&unit=mi")).await.ok();
    assert_eq!((labels(&miles), &miles["unit"]), (vec!["near", "charger", "middle"], &json!("mi")));
    let far = app.anonymous().search(&format!("{HERE}&radius=1.5&unit=km")).await.ok();
    assert!((far["spots"][4]["distance"].as_f64().unwrap() - 1.2).abs() < 0.001);
}

#[tokio::test(flavor = "multi_thread")]
async fn spot_is_found_only_if_free_for_the_period() {
    let app = app_with_spots().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("here"));
    ann.hold_between(spot, "2030-06-03T14:00:00Z", "2030-06-03T15:00:00Z").await.created();
    let is_found = |from: &str, to: &str| {
        let query = format!("{HERE}&radius=1&from=2030-06-03T{from}Z&to=2030-06-03T{to}Z");
        let client = app.anonymous();
        async move { !labels(&client.search(&query).await.ok()).is_empty() }
    };
    assert!(is_found("13:00:00", "14:00:00").await, "adjacent before");
    assert!(is_found("15:00:00", "16:00:00").await, "adjacent after");
    assert!(!is_found("13:00:00", "14:00:01").await);
    assert!(!is_found("14:59:59", "16:00:00").await);
    app.advance(TimeDelta::minutes(10));
    assert!(is_found("14:00:00", "15:00:00").await, "the hold has expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_have_no_gaps_or_repeats() {
    let app = app_with_spots().await;
    let client = app.anonymous();
    for metres in [10.0, 10.0, 10.0] {
        app.city.spot(
            &mut app.connect(),
            &format!("twin{}", uuid::Uuid::new_v4().simple()),
            metres,
            450,
        );
    }
    let whole = client.search(&format!("{HERE}&radius=500")).await.ok();
    let (mut cursor, mut paged) = (String::new(), Vec::new());
    loop {
        let page = client.search(&format!("{HERE}&radius=500&limit=2&cursor={cursor}")).await.ok();
        paged.extend(labels(&page).into_iter().map(str::to_owned));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(paged, labels(&whole));
}

#[tokio::test(flavor = "multi_thread")]
async fn attributes_and_a_box_narrow_the_search() {
    let app = app_with_spots().await;
    let client = app.anonymous();
    let found = client.search(&format!("{HERE}&radius=500&attributes=wide,charger")).await.ok();
    assert_eq!(labels(&found), ["charger"]);
    let found = client.search("bbox=-73.99,40.7543,-73.9868,40.7552").await.ok();
    assert_eq!(labels(&found), ["charger", "near"], "nearest to the center of the box first");
}

#[tokio::test(flavor = "multi_thread")]
async fn query_errors_name_the_field() {
    let app = app_with_spots().await;
    for (query, field, code) in [
        ("lng=-73.9884&radius=100", "lat", "required"),
        ("lat=&lng=-73.9884&radius=100", "lat", "required"),
        ("lat=x&lng=-73.9884&radius=100", "lat", "malformed"),
        ("lat=NaN&lng=-73.9884&radius=100", "lat", "out_of_range"),
        ("lat=40.7&lng=inf&radius=100", "lng", "out_of_range"),
        ("lat=-97.1&lng=40.7543&radius=100", "lat", "out_of_range"),
        ("lat=-73.9884&lng=40.7543&radius=100", "lat", "swapped"),
        ("lat=40.7543&lng=-73.9884&radius=5001", "radius", "out_of_range"),
        ("lat=40.7543&lng=-73.9884&radius=1e308", "radius", "out_of_range"),
        ("lat=40.7543&lng=-73.9884&radius=-1", "radius", "out_of_range"),
        ("lat=40.7543&lng=-73.9884&radius=6&unit=km", "radius", "out_of_range"),
        ("lat=40.7543&lng=-73.9884&radius=1&unit=ft", "unit", "malformed"),
        ("lat=40.7543&lng=-73.9884&radius=1&limit=0", "limit", "out_of_range"),
        ("lat=40.7543&lng=-73.9884&radius=1&limit=ten", "limit", "out_of_range"),
        ("lat=40.7543&lng=-73.9884&radius=1&limit=", "limit", "out_of_range"),
        ("lat=40.7543&lng=-73.9884&radius=1&cursor=zzz", "cursor", "malformed"),
        ("lat=40.7543&lng=-73.9884&radius=1&attributes=gold", "attributes", "unknown"),
        ("lat=40.7543&lng=-73.9884&radius=1&from=yesterday", "from", "malformed"),
        ("lat=40.7543&lng=-73.9884&radius=1&from=2030-06-03T14:00:00", "from", "malformed"),
        ("lat=40.7543&lng=-73.9884&radius=1&from=2030-06-03T12:00:00Z", "from", "in_the_past"),
        ("lat=40.7543&lng=-73.9884&radius=1&from=2031-06-03T12:00:00Z", "from", "too_far_ahead"),
        (
            "lat=40.7543&lng=-73.9884&radius=1&from=2030-06-03T14:00:00Z&to=2030-06-03T13:30:00Z",
            "to",
            "before_start",
        ),
        ("lat=40.7543&lng=-73.9884&radius=1&to=2030-06-05T13:30:00Z", "to", "too_long"),
        ("bbox=1,2,3", "bbox", "malformed"),
        ("bbox=-73.98,40.75,-73.99,40.76", "bbox", "swapped"),
        ("bbox=-180,-90,180,90", "bbox", "too_large"),
        ("bbox=-73.99,40.75,-73.98,NaN", "bbox", "out_of_range"),
    ] {
        let problem = app.anonymous().search(query).await.problem("invalid_request");
        let error = (&problem["errors"][0]["field"], &problem["errors"][0]["code"]);
        assert_eq!(error, (&json!(field), &json!(code)), "{query}");
        assert_eq!(problem["status"], 422);
    }
}
