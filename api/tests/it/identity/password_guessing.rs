//! Password rules, lockout after wrong passwords, and sign-ins that do not reveal accounts.

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use shared::platform::config::{Environment, edge, limits};

use crate::support::{Client, Options, Response, TestApp, client::send, site::Site};

const RIGHT: &str = "park-at-the-curb";
const WRONG: &str = "something-else";

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Response {
    app.anonymous().post("/api/v1/sessions", &json!({ "email": email, "password": password })).await
}

async fn guess(app: &TestApp, email: &str, times: usize) {
    for _ in 0..times {
        sign_in(app, email, WRONG).await.problem("wrong_credentials");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_passwords_lock_the_account() {
    let app = TestApp::new().await;
    let phone = app.driver("ann").await;
    app.driver("bob").await;
    guess(&app, "ann@example.com", 5).await;
    let locked = sign_in(&app, "Ann@Example.com", RIGHT).await;
    assert_eq!(locked.headers["retry-after"], "30");
    locked.problem("sign_in_locked");
    sign_in(&app, "bob@example.com", RIGHT).await.created();
    let change = json!({ "password": RIGHT, "new_password": "a garage is no curb" });
    // A signed-in user has a separate counter.
    let wrong = json!({ "password": WRONG, "new_password": "a garage is no curb" });
    for _ in 0..5 {
        phone.put("/api/v1/account/password", &wrong).await.problem("invalid_request");
    }
    phone.put("/api/v1/account/password", &change).await.problem("sign_in_locked");
    app.advance(TimeDelta::seconds(30));
    sign_in(&app, "ann@example.com", RIGHT).await.created();
    // The count starts again.
    guess(&app, "ann@example.com", 4).await;
    sign_in(&app, "ann@example.com", RIGHT).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn lockout_grows_with_each_wrong_password() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    guess(&app, "ann@example.com", 4).await;
    for seconds in [30, 60, 120, 240, 480, 900, 900] {
        guess(&app, "ann@example.com", 1).await;
        app.advance(TimeDelta::seconds(seconds - 1));
        sign_in(&app, "ann@example.com", WRONG).await.problem("sign_in_locked");
        app.advance(TimeDelta::seconds(1));
    }
    app.advance(TimeDelta::hours(25));
    guess(&app, "ann@example.com", 4).await;
    sign_in(&app, "ann@example.com", RIGHT).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_guesses_are_all_counted() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let responses = join_all((0..30).map(|_| sign_in(&app, "ann@example.com", WRONG))).await;
    let count =
        |code: &str| responses.iter().filter(|response| response.body["code"] == code).count();
    assert_eq!((count("wrong_credentials"), count("sign_in_locked")), (5, 25));
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_address_is_locked_alike() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let mut responses = Vec::new();
    for email in ["ann@example.com", "nobody@example.com"] {
        let mut of_address = Vec::new();
        for _ in 0..7 {
            let mut response = sign_in(&app, email, WRONG).await;
            response.body["request_id"] = Value::Null;
            of_address.push((
                response.status,
                response.body,
                response.headers.get("retry-after").cloned(),
            ));
        }
        responses.push(of_address);
    }
    assert_eq!(responses[0], responses[1]);
}

/// The number of passwords that an api process has verified, from its metrics.
fn verifications(metrics: &str) -> u32 {
    let name = "curbhold_password_verifications_total ";
    metrics.lines().find_map(|line| line.strip_prefix(name)).map_or(0, |n| n.parse().unwrap())
}

// Equal work makes equal time: argon2 dominates, and both hashes have the same parameters
// (`passwords::tests::placeholder_hash_has_the_same_parameters`).
#[tokio::test(flavor = "multi_thread")]
async fn unknown_address_costs_the_same_verifications() {
    let site = Site::new().await;
    let (_api, metrics) = site.start_api_with_metrics().await;
    let client = Client::new(&site.url(), None);
    let ann = json!({ "email": "ann@example.com", "password": RIGHT });
    client.post("/api/v1/accounts", &ann).await.created();
    let mut costs = Vec::new();
    for email in ["ann@example.com", "nobody@example.com"] {
        let before = verifications(&metrics.scrape().await);
        let body = json!({ "email": email, "password": WRONG });
        client.post("/api/v1/sessions", &body).await.problem("wrong_credentials");
        costs.push(verifications(&metrics.scrape().await) - before);
    }
    assert_eq!(costs, [2, 2], "the account's password, and that of a pending sign-up");
}

#[tokio::test(flavor = "multi_thread")]
async fn common_passwords_are_refused_with_a_reason() {
    let app = TestApp::new().await;
    for (password, code) in [
        ("password123", "too_weak"),
        ("ann@example.com", "too_weak"),
        ("k7#pq", "too_short"),
        (&"xK4!".repeat(33), "too_long"),
    ] {
        let body = json!({ "email": "ann@example.com", "password": password });
        let problem =
            app.anonymous().post("/api/v1/accounts", &body).await.problem("invalid_request");
        assert_eq!(
            (&problem["errors"][0]["field"], &problem["errors"][0]["code"]),
            (&json!("password"), &json!(code))
        );
        assert!(
            !problem.to_string().contains(password),
            "the response does not repeat the password"
        );
    }
    let body = json!({ "email": "ann@example.com", "password": "парковка у обочины" });
    app.anonymous().post("/api/v1/accounts", &body).await.created();
    sign_in(&app, "ann@example.com", "парковка у обочины").await.created();
}

/// An api behind a proxy, with the limits of production.
async fn behind_proxy() -> TestApp {
    let edge = edge::Settings {
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        ..edge::Settings::default()
    };
    let limits = Environment::new(|_: &str| None).settings(limits::Settings::from_env).unwrap();
    TestApp::with(Options { edge, limits, ..Options::default() }).await
}

/// Sends a request with a body from a network.
async fn post_from(app: &TestApp, network: &str, path: &str, body: &Value) -> Response {
    send(app.anonymous().request(Method::POST, path).header("x-forwarded-for", network).json(body))
        .await
}

async fn sign_in_from(app: &TestApp, network: &str, password: &str) -> Response {
    let body = json!({ "email": "ann@example.com", "password": password });
    post_from(app, network, "/api/v1/sessions", &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_guesses_do_not_lock_the_owner_out() {
    let app = behind_proxy().await;
    app.driver("ann").await;
    for number in 0..15 {
        let network = format!("198.51.{number}.7");
        for _ in 0..6 {
            sign_in_from(&app, &network, WRONG).await;
        }
        sign_in_from(&app, &network, RIGHT).await.problem("sign_in_locked");
        let forgotten = json!({ "email": "ann@example.com" });
        for _ in 0..3 {
            assert_eq!(
                post_from(&app, &network, "/api/v1/password-resets", &forgotten).await.status,
                202
            );
        }
    }
    for number in 0..15 {
        sign_in_from(&app, &format!("203.0.{number}.7"), RIGHT).await.created();
    }
    let forgotten = json!({ "email": "ann@example.com" });
    assert_eq!(
        post_from(&app, "203.0.113.9", "/api/v1/password-resets", &forgotten).await.status,
        202
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_of_one_network_are_locked_together() {
    let app = behind_proxy().await;
    app.driver("ann").await;
    for number in 0..25 {
        sign_in_from(&app, &format!("2001:db8:1:{number}::7"), WRONG)
            .await
            .problem("wrong_credentials");
    }
    sign_in_from(&app, "2001:db8:1:ffff::7", RIGHT).await.problem("sign_in_locked");
    sign_in_from(&app, "2001:db8:2::7", RIGHT).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn known_browser_is_not_locked() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    app.driver("bob").await;
    let browse = async |name: &str, password: &str, cookie: &str| {
        let body = json!({ "email": format!("{name}@example.com"), "password": password });
        let request = app
            .anonymous()
            .request(Method::POST, "/api/v1/sessions")
            .header("cookie", cookie.to_owned());
        send(
            request
                .header("x-session", "cookie")
                .header("sec-fetch-site", "same-origin")
                .json(&body),
        )
        .await
    };
    let device_of = |response: &Response| {
        let mut cookies =
            response.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
        let device = cookies.find(|cookie| cookie.starts_with("curbhold-device=")).unwrap();
        device.split(';').next().unwrap().to_owned()
    };
    let (anns, bobs) = (browse("ann", RIGHT, "").await, browse("bob", RIGHT, "").await);
    let (anns, bobs) = (device_of(&anns), device_of(&bobs));
    guess(&app, "ann@example.com", 5).await;
    sign_in(&app, "ann@example.com", RIGHT).await.problem("sign_in_locked");
    for other in ["", "curbhold-device=nonsense", &bobs] {
        browse("ann", RIGHT, other).await.problem("sign_in_locked");
    }
    browse("ann", RIGHT, &anns).await.created();
    // A stolen device cookie has a counter, too.
    for _ in 0..5 {
        browse("ann", WRONG, &anns).await.problem("wrong_credentials");
    }
    browse("ann", RIGHT, &anns).await.problem("sign_in_locked");
    // The device cookie authenticates nobody.
    let token = anns.trim_start_matches("curbhold-device=");
    app.bearer(token).get("/api/v1/account").await.problem("unauthenticated");
}
