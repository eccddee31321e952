//! Rate limits: shared by all api processes in Redis, counted per process without Redis.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;
use shared::platform::{
    cache::{Bucket, Cache},
    config::{
        edge,
        limits::{self, allowance},
        redis,
    },
};
use testkit::{proxy::Proxy, servers};

use crate::support::{Client, Options, Response, TestApp, client::send};

fn with_limits(allowance: limits::Allowance) -> Options {
    Options { limits: limits::Settings::all(allowance), ..Options::default() }
}

async fn sign_in(client: &Client, email: &str) -> Response {
    client.post("/api/v1/sessions", &json!({ "email": email, "password": "something-else" })).await
}

/// Holds a spot that does not exist, behind a proxy: only the rate limit matters.
async fn hold_from(client: &Client, forwarded_for: &str) -> Response {
    let request = client
        .request(Method::POST, "/api/v1/reservations")
        .header("X-Forwarded-For", forwarded_for);
    let spot = uuid::Uuid::new_v4();
    let body =
        json!({ "spot_id": spot, "duration_seconds": 600, "email": format!("{spot}@example.com") });
    send(request.json(&body)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn email_address_limit_sends_retry_after() {
    let app = TestApp::with(with_limits(allowance((3, 60), (1_000, 60)))).await;
    let client = app.anonymous();
    for _ in 0..3 {
        sign_in(&client, "ann@example.com").await.problem("wrong_credentials");
    }
    let refused = sign_in(&client, " ANN@example.com").await;
    assert_eq!(refused.headers["retry-after"], "20");
    refused.problem("rate_limited");
    sign_in(&client, "bob@example.com").await.problem("wrong_credentials");
    app.advance(TimeDelta::seconds(20));
    sign_in(&client, "ann@example.com").await.problem("wrong_credentials");
    sign_in(&client, "ann@example.com").await.problem("rate_limited");
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_ups_and_holds_are_limited() {
    let app = TestApp::with(with_limits(allowance((2, 60), (5, 60)))).await;
    let client = app.anonymous();
    let sign_up = |email: String| {
        let (client, body) =
            (client.clone(), json!({ "email": email, "password": "park-at-the-curb" }));
        async move { client.post("/api/v1/accounts", &body).await }
    };
    for name in 0..5 {
        sign_up(format!("driver{name}@example.com")).await.created();
    }
    sign_up("another@example.com".to_owned()).await.problem("rate_limited");

    let spots = ["B14", "B15", "B16"].map(|label| app.spot(label));
    app.advance(TimeDelta::seconds(61));
    let ann = app.sign_in("driver0").await;
    for (spot, expected) in spots.into_iter().zip([201, 201, 429]) {
        assert_eq!(ann.hold(spot, 600).await.status, expected);
    }
    let guest = |spot| client.hold_as_guest(spot, 600, "guest@example.com");
    for (spot, expected) in spots.into_iter().zip([409, 409, 429]) {
        assert_eq!(guest(spot).await.status, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_links_and_password_resets_are_limited() {
    let app = TestApp::with(with_limits(allowance((2, 60), (4, 60)))).await;
    let client = app.anonymous();
    let forgotten = json!({ "email": "ann@example.com" });
    for expected in [202, 202, 429] {
        assert_eq!(client.post("/api/v1/password-resets", &forgotten).await.status, expected);
    }
    app.advance(TimeDelta::minutes(1));
    let reset = json!({ "email": "ann@example.com", "code": "000000",
        "new_password": "grape-Tractor-61-lantern" });
    for code in ["wrong_code", "wrong_code", "rate_limited"] {
        client.post("/api/v1/password-resets/confirm", &reset).await.problem(code);
    }
    app.advance(TimeDelta::minutes(1));
    for code in ["wrong_code", "wrong_code", "wrong_code", "wrong_code", "rate_limited"] {
        client
            .post("/api/v1/email-confirmations", &json!({ "token": "guessed" }))
            .await
            .problem(code);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_for_guest_links_are_limited() {
    let app = TestApp::with(with_limits(allowance((2, 60), (3, 60)))).await;
    for (email, expected) in [
        ("ann@example.com", 202),
        ("ANN@example.com", 202),
        ("ann@example.com", 429),
        ("bob@example.com", 202),
        ("cleo@example.com", 429),
    ] {
        let body = json!({ "email": email, "reference": "1A2B3C4D" });
        let response = app.anonymous().post("/api/v1/guest-links", &body).await;
        assert_eq!(response.status, expected, "{email}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_trusted_proxies_set_the_client_address() {
    let limits = limits::Settings::all(allowance((1_000, 60), (2, 60)));
    let app = TestApp::with(Options { limits: limits.clone(), ..Options::default() }).await;
    for (client, expected) in [("203.0.113.1", 404), ("203.0.113.2", 404), ("203.0.113.3", 429)] {
        assert_eq!(
            hold_from(&app.anonymous(), client).await.status,
            expected,
            "an untrusted header names {client}"
        );
    }
    let edge = edge::Settings {
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        ..edge::Settings::default()
    };
    let app = TestApp::with(Options { limits, edge, ..Options::default() }).await;
    for (client, expected) in [
        ("203.0.113.1", 404),
        ("203.0.113.1", 404),
        ("203.0.113.1", 429),
        ("198.51.100.1, 203.0.113.1", 429),
        ("203.0.113.2", 404),
        ("2001:db8::1", 404),
        ("2001:db8::2", 404),
        ("2001:db8::3", 429),
    ] {
        assert_eq!(hold_from(&app.anonymous(), client).await.status, expected, "{client}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_share_counts_and_refusals_are_free() {
    let app = TestApp::new().await;
    let prefix = format!("together-{}", uuid::Uuid::new_v4());
    let process = || {
        Cache::new(&redis::Settings { url: servers::redis_url().into(), prefix: prefix.clone() })
            .unwrap()
    };
    let (one, two) = (process(), process());
    let bucket = |key: &str, count: u32| Bucket {
        key: key.to_owned(),
        rate: allowance((count, 60), (1, 1)).driver,
    };
    let (ann, office) = (bucket("ann", 2), bucket("office", 10));
    let both = [ann.clone(), office];
    assert_eq!(one.take(&both, app.now()).await.unwrap(), None);
    assert_eq!(two.take(&both, app.now()).await.unwrap(), None);
    assert_eq!(one.take(&both, app.now()).await.unwrap(), Some(std::time::Duration::from_secs(30)));
    // Eight remain for the other clients behind the same address.
    for _ in 0..8 {
        assert_eq!(two.take(&both[1..], app.now()).await.unwrap(), None);
    }
    assert!(two.take(&both[1..], app.now()).await.unwrap().is_some());
    let later = app.now() + TimeDelta::seconds(30);
    assert_eq!(two.take(std::slice::from_ref(&ann), later).await.unwrap(), None);
    assert!(one.take(std::slice::from_ref(&ann), later).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_outage_falls_back_to_local_counts() {
    let proxy = Proxy::start("127.0.0.1:1".parse().unwrap()).await.unwrap();
    proxy.cut();
    let redis_url = format!("redis://{}/", proxy.address());
    let app =
        TestApp::with(Options { redis_url, ..with_limits(allowance((3, 60), (1_000, 60))) }).await;
    let client = app.anonymous();
    for _ in 0..3 {
        sign_in(&client, "ann@example.com").await.problem("wrong_credentials");
    }
    let refused = sign_in(&client, "ann@example.com").await;
    assert!(refused.headers.contains_key("retry-after"));
    refused.problem("rate_limited");
    sign_in(&client, "bob@example.com").await.problem("wrong_credentials");
    app.advance(TimeDelta::seconds(20));
    sign_in(&client, "ann@example.com").await.problem("wrong_credentials");
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_keys_hold_no_personal_data() {
    let app = TestApp::with(with_limits(allowance((30, 3_600), (30, 3_600)))).await;
    sign_in(&app.anonymous(), "ann@example.com").await.problem("wrong_credentials");
    let prefix = app.context.cache.spots_channel();
    let pattern = format!("{}:limit:*", prefix.rsplit_once(':').unwrap().0);
    let mut redis = ::redis::Client::open(servers::redis_url())
        .unwrap()
        .get_multiplexed_async_connection()
        .await
        .unwrap();
    let keys: Vec<String> =
        ::redis::cmd("KEYS").arg(pattern).query_async(&mut redis).await.unwrap();
    assert_eq!(keys.len(), 2, "one for the email address, one for the network address: {keys:?}");
    assert!(keys.iter().all(|key| !key.contains("ann") && !key.contains("127.0.0.1")), "{keys:?}");
    let left: i64 = ::redis::cmd("PTTL").arg(&keys[0]).query_async(&mut redis).await.unwrap();
    assert!((1..=120_000).contains(&left), "the key expires: {left}");
}
