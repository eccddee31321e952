//! Limits of costly requests: cards and payments at Stripe, live connections, the legacy list of
//! spots.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;
use shared::platform::config::{
    edge,
    limits::{self, allowance},
    live,
};

use crate::support::{Client, Options, TestApp, client::send};

/// Only the limit that `set` changes applies.
fn with_limit(set: impl FnOnce(&mut limits::Settings)) -> Options {
    let mut options = Options::default();
    set(&mut options.limits);
    options
}

async fn guest(app: &TestApp, label: &str) -> (Client, String) {
    let email = format!("{label}@example.com");
    let held = app.anonymous().hold_as_guest(app.spot(label), 600, &email).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    (guest, held["reservation"]["id"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn card_set_ups_are_limited() {
    let app = TestApp::with(with_limit(|limits| limits.card = allowance((3, 60), (5, 60)))).await;
    let (one, other) = (guest(&app, "b14").await, guest(&app, "b15").await);
    for expected in [200, 200, 200, 429] {
        assert_eq!(one.0.act(&one.1, "card").await.status, expected);
    }
    for expected in [200, 200, 429] {
        assert_eq!(
            other.0.act(&other.1, "card").await.status,
            expected,
            "both share a network address"
        );
    }
    let ann = app.driver("ann").await;
    ann.post("/api/v1/cards/setup", &json!({})).await.problem("rate_limited");
    assert_eq!(app.simulator.all("setup_intent").len(), 2);
    app.advance(TimeDelta::seconds(60));
    ann.post("/api/v1/cards/setup", &json!({})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_to_stripe_are_limited() {
    let app =
        TestApp::with(with_limit(|limits| limits.stripe = allowance((2, 60), (100, 60)))).await;
    let (guest, id) = guest(&app, "b14").await;
    guest.act(&id, "card").await.ok();
    for _ in 0..2 {
        guest.act(&id, "confirm").await.problem("card_not_ready");
    }
    guest.act(&id, "confirm").await.problem("rate_limited");
    let ann = app.driver("ann").await;
    let body = json!({ "setup_intent_id": "seti_unknown" });
    for _ in 0..2 {
        assert_ne!(ann.post("/api/v1/cards", &body).await.status, 429);
    }
    ann.post("/api/v1/cards", &body).await.problem("rate_limited");
}

#[tokio::test(flavor = "multi_thread")]
async fn legacy_list_is_limited_and_the_same_from_memory() {
    let options = with_limit(|limits| limits.legacy_list = allowance((1, 60), (2, 60)));
    let mut app = TestApp::with(options).await;
    for label in ["B14", "B15", "B16"] {
        app.spot(label);
    }
    app.anonymous().hold_as_guest(app.spot("B17"), 600, "guest@example.com").await.created();
    let from_database = app.another_api(live::Settings::default()).await;
    let path = "/available-parking-spots/";
    let expected = Client::new(&from_database, None).get(path).await.ok();
    assert_eq!(expected.as_array().unwrap().len(), 3);
    let found = app.anonymous().get(path).await.ok();
    assert_eq!(found, expected);
    let near = "/available-parking-spots-filter?lat=40.7&lng=-73.9&unit=km&dist=20000";
    app.anonymous().get(near).await.ok();
    let refused = app.anonymous().get(path).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.headers["retry-after"]),
        (429, &"30".parse().unwrap())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn live_connections_of_a_network_are_limited() {
    let live = live::Settings { connections_per_network: 2, ..live::Settings::default() };
    let edge = edge::Settings {
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        ..edge::Settings::default()
    };
    let app = TestApp::with(Options { live, edge, ..Options::default() }).await;
    let connect = |address: &'static str| {
        let request =
            app.anonymous().request(Method::GET, "/api/v1/live").header("X-Forwarded-For", address);
        let request = request.header("Connection", "Upgrade").header("Upgrade", "websocket");
        let request = request
            .header("Sec-WebSocket-Version", "13")
            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        async move { request.send().await.unwrap() }
    };
    let (first, second) = (connect("192.0.2.1").await, connect("192.0.2.1").await);
    assert_eq!([first.status().as_u16(), second.status().as_u16()], [101, 101]);
    let third = connect("192.0.2.1").await;
    assert_eq!(
        (third.status().as_u16(), &third.headers()["retry-after"]),
        (429, &"10".parse().unwrap())
    );
    assert_eq!(connect("192.0.2.2").await.status().as_u16(), 101, "another network");
    let (inside, same) = (connect("2001:db8:1:2::1").await, connect("2001:db8:1:2::2").await);
    assert_eq!([inside.status().as_u16(), same.status().as_u16()], [101, 101]);
    assert_eq!(
        connect("2001:db8:1:2:3::").await.status().as_u16(),
        429,
        "an IPv6 network is its /64"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_key_must_be_a_secret() {
    let app = TestApp::new().await;
    let body = json!({ "spot_id": app.spot("B14"), "duration_seconds": 600,
        "email": "guest@example.com" });
    let hold = |key: &'static str| {
        let request = app
            .anonymous()
            .request(Method::POST, "/api/v1/reservations")
            .header("Idempotency-Key", key);
        let request = request.json(&body);
        async move { send(request).await }
    };
    for weak in ["1", "01989e2c-1111-7000", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa"] {
        let problem = hold(weak).await.problem("invalid_request");
        assert_eq!(problem["errors"][0]["code"], "too_weak", "{problem}");
    }
    let key = "3f0a2a52-6f0b-4c6e-9d51-0c1f6c1b7a90";
    let (first, repeat) = (hold(key).await.created(), hold(key).await.created());
    assert_eq!(first["reservation"]["id"], repeat["reservation"]["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn legacy_routes_can_be_off() {
    let edge = edge::Settings { legacy_routes: false, ..edge::Settings::default() };
    let app = TestApp::with(Options { edge, ..Options::default() }).await;
    let anonymous = app.anonymous();
    for path in ["/available-parking-spots/", "/reservation-unauth/1/ann@example.com/", "/sign-in/"]
    {
        anonymous.get(path).await.problem("not_found");
        anonymous.post(path, &json!({})).await.problem("not_found");
    }
    let document = anonymous.get("/api/openapi.json").await.ok();
    let paths = document["paths"].as_object().unwrap();
    let is_ours = |path: &String| {
        path.starts_with("/api/") || ["/healthz", "/readyz"].contains(&path.as_str())
    };
    assert!(paths.keys().all(is_ours), "{:?}", paths.keys());
}
