//! Malformed and ambiguous requests are refused, and the problem names the field.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Client, Response, TestApp, Watcher, client::send};

async fn refused(client: &Client, path: &str, body: &'static str) -> (String, String, String) {
    let request =
        client.request(Method::POST, path).header("content-type", "application/json").body(body);
    let problem = send(request).await.problem("invalid_request");
    let error = |name: &str| problem["errors"][0][name].as_str().unwrap().to_owned();
    (error("field"), error("code"), error("detail"))
}

fn field_error(field: &str, code: &str, detail: &str) -> (String, String, String) {
    (field.to_owned(), code.to_owned(), detail.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn array_is_not_read_as_an_object() {
    let app = TestApp::new().await;
    let client = app.anonymous();
    let error = field_error("body", "malformed", "must be an object, not an array");
    assert_eq!(
        refused(&client, "/api/v1/sessions", r#"["ann@example.com", "a long password"]"#).await,
        error
    );
    let ann = app.driver("ann").await;
    let id = ann.hold(app.spot("B14"), 600).await.created()["reservation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(refused(&ann, &format!("/api/v1/reservations/{id}/cancel"), "[1]").await, error);
    assert_eq!(ann.show(&id).await.ok()["status"], "held");
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_no_messages_of_parsers() {
    let app = TestApp::new().await;
    let anonymous = app.anonymous();
    let here = "bbox=-73.99,40.75,-73.98,40.76";
    let count = "must be a whole number between 1 and 4294967295";
    for (query, detail) in [
        ("seconds=x", count),
        ("seconds=0", count),
        ("max_per_hour=-1", "must be a whole number between 0 and 4294967295"),
    ] {
        let found = anonymous.get(&format!("/api/v1/availability?{here}&{query}")).await;
        assert_eq!(found.problem("invalid_request")["errors"][0]["detail"], detail, "{query}");
    }
    let operator = app.operator().await;
    let lat = r#"{ "zone_id": "00000000-0000-7000-8000-000000000000", "label": "A", "lat": "x" }"#;
    for (path, body, error) in [
        ("/api/v1/admin/spots", lat, field_error("lat", "malformed", "must be a number")),
        (
            "/api/v1/admin/spots",
            r#"{ "zone_id": "x" }"#,
            field_error("zone_id", "malformed", "must be a UUID"),
        ),
        (
            "/api/v1/sessions",
            r#"{ "email": "ann@example.com" }"#,
            field_error("password", "required", "must be given"),
        ),
        (
            "/api/v1/sessions",
            r#"{ "email": 1, "password": "x" }"#,
            field_error("email", "malformed", "must be a string"),
        ),
    ] {
        assert_eq!(refused(&operator, path, body).await, error, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn live_updates_refuse_an_array_as_box() {
    let app = TestApp::new().await;
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher
        .send(&json!({ "type": "subscribe", "id": "map", "box": [40.7, -74.0, 40.8, -73.9] }))
        .await;
    let error = watcher.receive().await;
    assert_eq!(error["problem"]["errors"][0]["field"], "box", "{error:#}");
    assert_eq!(error["problem"]["errors"][0]["detail"], "must be an object, not an array");
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_member_is_named() {
    let app = TestApp::new().await;
    let body =
        r#"{ "email": "ann@example.com", "password": "long enough", "email": "eve@example.com" }"#;
    let error = refused(&app.anonymous(), "/api/v1/sessions", body).await;
    assert_eq!(error, field_error("email", "duplicate", "must be given only once"));
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_parameter_is_named() {
    let app = TestApp::new().await;
    let problem = app
        .anonymous()
        .search("lat=40.7&lng=-73.9&lat=41&radius=100")
        .await
        .problem("invalid_request");
    assert_eq!(problem["errors"][0]["field"], "lat");
    assert_eq!(problem["errors"][0]["code"], "duplicate");
}

#[tokio::test(flavor = "multi_thread")]
async fn unencoded_plus_in_a_time_is_explained() {
    let app = TestApp::new().await;
    let here = "lat=40.7543&lng=-73.9884&radius=100";
    let search = |from: &'static str| {
        let client = app.anonymous();
        async move { client.search(&format!("{here}&from={from}")).await }
    };
    let problem = search("2030-06-03T16:00:00+02:00").await.problem("invalid_request");
    assert_eq!(problem["errors"][0]["field"], "from");
    assert!(
        problem["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("contains a space: in a query, write + as %2B"),
        "{problem:#}"
    );
    search("2030-06-03T16:00:00%2B02:00").await.ok();
}

/// Shortens a stay at revision 2 with this `If-Match`.
async fn amend(ann: &Client, path: &str, tags: &[&str]) -> Response {
    let mut request =
        ann.request(Method::PATCH, path).json(&json!({ "ends_at": "2030-06-03T14:30:00Z" }));
    for tag in tags {
        request = request.header("if-match", *tag);
    }
    send(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn if_match_accepts_lists_and_compares_strongly() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
    let path = format!("/api/v1/reservations/{}", parked["id"].as_str().unwrap());
    assert_eq!(ann.get(&path).await.headers["etag"], "\"2\"");
    for none in [
        &["W/\"2\""][..],
        &["\"1\""],
        &["\"1\", \"3\""],
        &["\"another\""],
        &["W/\"2\", \"1\"", "\"4\""],
    ] {
        let problem = amend(&ann, &path, none).await.problem("revision_mismatch");
        assert_eq!(problem["current_revision"], 2, "{none:?}");
    }
    for malformed in ["2", "\"2", "\"1\" \"2\"", "W/2", ""] {
        let problem = amend(&ann, &path, &[malformed]).await.problem("invalid_request");
        assert_eq!(problem["errors"][0]["field"], "If-Match", "{malformed}");
    }
    assert_eq!(amend(&ann, &path, &["\"1\" ,", "W/\"9\",\"2\""]).await.ok()["revision"], 3);
    assert_eq!(amend(&ann, &path, &["*"]).await.ok()["ends_at"], "2030-06-03T14:30:00Z");
    app.advance(TimeDelta::minutes(5));
    let end = |tag: &'static str| {
        send(ann.request(Method::POST, &format!("{path}/end")).header("if-match", tag))
    };
    end("\"1\", \"2\"").await.problem("revision_mismatch");
    assert_eq!(end("\"2\", \"3\"").await.ok()["status"], Value::from("completed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_hold_has_no_receipt() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let id = ann.hold(app.spot("B14"), 600).await.created()["reservation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let receipt = format!("/api/v1/reservations/{id}/receipt");
    ann.get(&receipt).await.problem("stay_not_over");
    ann.act(&id, "cancel").await.ok();
    let problem = ann.get(&receipt).await.problem("no_receipt");
    assert_eq!(problem["detail"], "the reservation is cancelled");
}
