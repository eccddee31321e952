//! Holds: concurrency, expiry, idempotency and terms.

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use crate::support::{TestApp, client::send};

#[tokio::test(flavor = "multi_thread")]
async fn one_of_200_concurrent_holds_succeeds() {
    let app = TestApp::new().await;
    let (driver, spot) = (app.driver("ann").await, app.spot("B14"));
    let holds = join_all((0..200).map(|_| driver.hold(spot, 3_600))).await;
    let count = |status: u16| holds.iter().filter(|hold| hold.status.as_u16() == status).count();
    assert_eq!((count(201), count(409)), (1, 199));
    assert_eq!(
        app.query_texts("select status as text from reservations where created_at <= $1"),
        ["held"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn adjacent_periods_do_not_overlap() {
    let app = TestApp::new().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    ann.hold_between(spot, "2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z").await.created();
    bob.hold_between(spot, "2030-06-03T15:59:59Z", "2030-06-03T17:00:00Z")
        .await
        .problem("spot_taken");
    bob.hold_between(spot, "2030-06-03T14:00:00Z", "2030-06-03T15:00:01Z")
        .await
        .problem("spot_taken");
    bob.hold_between(spot, "2030-06-03T16:00:00Z", "2030-06-03T17:00:00Z").await.created();
    bob.hold_between(spot, "2030-06-03T14:00:00Z", "2030-06-03T15:00:00Z").await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn taken_spot_suggests_three_alternatives() {
    let app = TestApp::new().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    for (label, metres) in [("far", 40.0), ("near", 10.0), ("farther", 80.0), ("farthest", 120.0)] {
        app.city.spot(&mut app.connect(), label, metres, 450);
    }
    ann.hold(spot, 3_600).await.created();
    let problem = bob.hold(spot, 3_600).await.problem("spot_taken");
    let labels: Vec<_> = problem["alternatives"]
        .as_array()
        .unwrap()
        .iter()
        .map(|spot| spot["label"].clone())
        .collect();
    assert_eq!(labels, ["near", "far", "farther"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn idempotency_key_holds_once() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let hold = |seconds: i64| {
        let body = json!({ "spot_id": spot, "duration_seconds": seconds });
        send(
            ann.request(Method::POST, "/api/v1/reservations")
                .header("Idempotency-Key", "tap-1")
                .json(&body),
        )
    };
    let both = join_all([hold(3_600), hold(3_600)]).await;
    let ids: Vec<_> =
        both.into_iter().map(|hold| hold.created()["reservation"]["id"].clone()).collect();
    assert_eq!(ids[0], ids[1]);
    hold(7_200).await.problem("idempotency_key_reused");
    assert_eq!(
        app.query_texts("select id::text as text from reservations where created_at <= $1").len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn abandoned_checkout_frees_the_spot() {
    let app = TestApp::with_worker().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let held = ann.hold(spot, 3_600).await.created()["reservation"].clone();
    let id = held["id"].as_str().unwrap();
    let intent = ann.act(id, "card").await.ok();
    app.advance(TimeDelta::minutes(10));
    app.wait_for_jobs().await;
    assert_eq!(ann.show(id).await.ok()["status"], "expired");
    assert_eq!(
        app.query_texts("select status as text from reservations where created_at <= $1"),
        ["expired"]
    );
    bob.hold(spot, 3_600).await.created();
    app.simulator
        .give_card(intent["setup_intent_id"].as_str().unwrap(), "pm_card_visa")
        .unwrap_err();
    ann.act(id, "confirm").await.problem("hold_expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_hold_does_not_block_before_cleanup() {
    let app = TestApp::new().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let held = ann.hold(spot, 3_600).await.created()["reservation"].clone();
    app.advance(TimeDelta::minutes(10));
    assert_eq!(ann.show(held["id"].as_str().unwrap()).await.ok()["status"], "expired");
    bob.hold(spot, 3_600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_outside_the_terms_names_the_field() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    for (body, field, code) in [
        (json!({ "duration_seconds": 299 }), "duration_seconds", "too_short"),
        (json!({ "duration_seconds": 86_401 }), "duration_seconds", "too_long"),
        (
            json!({ "starts_at": "2030-06-03T12:00:00Z", "duration_seconds": 3_600 }),
            "starts_at",
            "in_the_past",
        ),
        (
            json!({ "starts_at": "2030-06-17T13:00:01Z", "duration_seconds": 3_600 }),
            "starts_at",
            "too_far_ahead",
        ),
        (json!({ "ends_at": "2030-06-03T12:59:59Z" }), "ends_at", "before_start"),
        (json!({}), "ends_at", "required"),
        (json!({ "ends_at": "2030-06-03T15:00:00" }), "ends_at", "malformed"),
    ] {
        let mut body = body;
        body["spot_id"] = json!(spot);
        let problem = ann.post("/api/v1/reservations", &body).await.problem("invalid_request");
        assert_eq!(
            (&problem["errors"][0]["field"], &problem["errors"][0]["code"]),
            (&json!(field), &json!(code)),
            "{body}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn retired_spot_cannot_be_held() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.query_texts("update spots set retired_at = $1 returning id::text as text");
    ann.hold(spot, 3_600).await.problem("not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_holds_with_an_email_address() {
    let app = TestApp::with_worker().await;
    let (somebody, spot) = (app.anonymous(), app.spot("B14"));
    let problem = somebody.hold(spot, 3_600).await.problem("invalid_request");
    assert_eq!(problem["errors"][0]["field"], "email");
    let held = somebody.hold_as_guest(spot, 3_600, "guest@example.com").await.created();
    let (id, token) =
        (held["reservation"]["id"].as_str().unwrap(), held["manage_token"].as_str().unwrap());
    let mail = app.mail("guest@example.com", "held for you").await;
    assert!(
        mail.text.contains(&format!("http://curbhold.example/reservations/{id}#token={token}")),
        "{}",
        mail.text
    );
    let guest = app.bearer(token);
    assert_eq!(app.confirm(&guest, id, "pm_card_visa").await["status"], "confirmed");
    let mail = app.mail("guest@example.com", "is reserved").await;
    assert!(
        mail.text.contains("9:00 AM EDT") && mail.text.contains("America/New_York"),
        "{}",
        mail.text
    );
    app.wait_for_jobs().await;
}
