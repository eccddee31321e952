//! Passwords: which ones are taken, what guessing them leads to, and what it tells.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Response, TestApp};

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
async fn five_wrong_passwords_lock_the_account_even_to_the_right_one() {
    let app = TestApp::new().await;
    let phone = app.driver("ann").await;
    app.driver("bob").await;
    guess(&app, "ann@example.com", 5).await;
    let locked = sign_in(&app, "Ann@Example.com", RIGHT).await;
    assert_eq!(locked.headers["retry-after"], "30");
    locked.problem("sign_in_locked");
    sign_in(&app, "bob@example.com", RIGHT).await.created();
    let change = json!({ "password": RIGHT, "new_password": "a garage is no curb" });
    phone.put("/api/v1/account/password", &change).await.problem("sign_in_locked");
    app.pass(TimeDelta::seconds(30));
    sign_in(&app, "ann@example.com", RIGHT).await.created();
    // It begins anew.
    guess(&app, "ann@example.com", 4).await;
    sign_in(&app, "ann@example.com", RIGHT).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lock_grows_with_every_wrong_password_more() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    guess(&app, "ann@example.com", 4).await;
    for seconds in [30, 60, 120, 240, 480, 900, 900] {
        guess(&app, "ann@example.com", 1).await;
        app.pass(TimeDelta::seconds(seconds - 1));
        sign_in(&app, "ann@example.com", WRONG).await.problem("sign_in_locked");
        app.pass(TimeDelta::seconds(1));
    }
    app.pass(TimeDelta::hours(25));
    guess(&app, "ann@example.com", 4).await;
    sign_in(&app, "ann@example.com", RIGHT).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_at_once_are_all_counted() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let answers = join_all((0..30).map(|_| sign_in(&app, "ann@example.com", WRONG))).await;
    let count = |code: &str| answers.iter().filter(|answer| answer.body["code"] == code).count();
    assert_eq!((count("wrong_credentials"), count("sign_in_locked")), (5, 25));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_without_an_account_is_locked_alike() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let mut told = Vec::new();
    for email in ["ann@example.com", "nobody@example.com"] {
        let mut answers = Vec::new();
        for _ in 0..7 {
            let mut answer = sign_in(&app, email, WRONG).await;
            answer.body["request_id"] = Value::Null;
            answers.push((answer.status, answer.body, answer.headers.get("retry-after").cloned()));
        }
        told.push(answers);
    }
    assert_eq!(told[0], told[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_takes_as_long_whether_or_not_there_is_an_account() {
    let app = TestApp::new().await;
    let mut shortest = [Duration::MAX; 2];
    for number in 0..8 {
        app.driver(&format!("driver{number}")).await;
        for (kind, name) in ["driver", "nobody"].into_iter().enumerate() {
            let begun = Instant::now();
            sign_in(&app, &format!("{name}{number}@example.com"), WRONG).await.problem("wrong_credentials");
            shortest[kind] = shortest[kind].min(begun.elapsed());
        }
    }
    let ratio = shortest[1].as_secs_f64() / shortest[0].as_secs_f64();
    assert!((0.5..2.0).contains(&ratio), "with an account {:?}, without {:?}", shortest[0], shortest[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_that_are_guessed_first_are_refused_and_it_is_said_why() {
    let app = TestApp::new().await;
    for (password, code) in [
        ("password123", "too_weak"),
        ("ann@example.com", "too_weak"),
        ("k7#pq", "too_short"),
        (&"xK4!".repeat(33), "too_long"),
    ] {
        let body = json!({ "email": "ann@example.com", "password": password });
        let problem = app.anonymous().post("/api/v1/accounts", &body).await.problem("invalid_request");
        assert_eq!((&problem["errors"][0]["field"], &problem["errors"][0]["code"]), (&json!("password"), &json!(code)));
        assert!(!problem.to_string().contains(password), "an answer does not repeat a password");
    }
    let body = json!({ "email": "ann@example.com", "password": "парковка у обочины" });
    app.anonymous().post("/api/v1/accounts", &body).await.created();
    sign_in(&app, "ann@example.com", "парковка у обочины").await.created();
}
