//! Wrong codes are counted per address across all mails; mailed links end with a change of what
//! they concern.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const EMAIL: &str = "ann@example.com";
const CONFIRM: &str = "/api/v1/email-confirmations";
const RESET: &str = "/api/v1/password-resets";
const SET: &str = "/api/v1/password-resets/confirm";
const RESET_MAIL: &str = "Set a new password";
const CODE_MAIL: &str = "is your code";
const FRESH: &str = "another-way-to-park";

fn wrong_code(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

fn by_code(email: &str, code: &str) -> Value {
    json!({ "email": email, "code": code, "new_password": FRESH })
}

async fn request_reset(app: &TestApp, email: &str) {
    app.anonymous().post(RESET, &json!({ "email": email })).await.accepted();
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_wrong_reset_codes_a_day_leave_only_the_link() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    let client = app.anonymous();
    for _ in 0..2 {
        request_reset(&app, EMAIL).await;
        let wrong = wrong_code(&app.code(EMAIL, RESET_MAIL).await);
        for _ in 0..5 {
            client.post(SET, &by_code(EMAIL, &wrong)).await.problem("wrong_code");
        }
        app.advance(TimeDelta::minutes(2));
    }
    request_reset(&app, EMAIL).await;
    let code = app.code(EMAIL, RESET_MAIL).await;
    let (_, link) = app.link(EMAIL, RESET_MAIL).await;
    client.post(SET, &by_code(EMAIL, &code)).await.problem("link_required");
    client.post(SET, &json!({ "token": link, "new_password": FRESH })).await.no_content();

    app.advance(TimeDelta::hours(25));
    request_reset(&app, EMAIL).await;
    let code = app.code(EMAIL, RESET_MAIL).await;
    client.post(SET, &by_code(EMAIL, &code)).await.no_content();
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_codes_count_alike_without_an_account() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    let mut responses = Vec::new();
    for email in [EMAIL, "nobody@example.com"] {
        let mut codes = Vec::new();
        for _ in 0..3 {
            request_reset(&app, email).await;
            for _ in 0..6 {
                let mut response = app.anonymous().post(SET, &by_code(email, "no code")).await;
                response.body["request_id"] = Value::Null;
                codes.push((response.status, response.body));
            }
            app.advance(TimeDelta::minutes(2));
        }
        assert_eq!(codes.last().unwrap().1["code"], "link_required");
        responses.push(codes);
    }
    assert_eq!(responses[0], responses[1]);
    app.wait_for_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_sign_up_codes_count_across_sign_ups() {
    let app = TestApp::with_verification().await;
    let begin = || async {
        let body = json!({ "email": EMAIL, "password": "park-at-the-curb" });
        let begun = app.anonymous().post("/api/v1/accounts", &body).await.accepted();
        app.bearer(begun["sign_up_token"].as_str().unwrap())
    };
    for _ in 0..2 {
        let mallory = begin().await;
        let wrong = wrong_code(&app.code(EMAIL, CODE_MAIL).await);
        for _ in 0..5 {
            mallory.post(CONFIRM, &json!({ "code": wrong })).await.problem("wrong_code");
        }
    }
    let ann = begin().await;
    let code = app.code(EMAIL, CODE_MAIL).await;
    ann.post(CONFIRM, &json!({ "code": code })).await.problem("link_required");
    let (_, link) = app.link(EMAIL, CODE_MAIL).await;
    ann.post(CONFIRM, &json!({ "token": link })).await.ok();
}

/// Requests a reset, runs `act`, and asserts that the link no longer works.
async fn ends_reset_link(app: &TestApp, what: &str, act: impl AsyncFnOnce()) {
    request_reset(app, EMAIL).await;
    let (_, link) = app.link(EMAIL, RESET_MAIL).await;
    let code = app.code(EMAIL, RESET_MAIL).await;
    act().await;
    let by_link = app.anonymous().post(SET, &json!({ "token": link, "new_password": FRESH })).await;
    assert_eq!(by_link.body["code"], "wrong_code", "{what}: {:?}", by_link.body);
    let response = app.anonymous().post(SET, &by_code(EMAIL, &code)).await;
    assert_eq!(response.body["code"], "wrong_code", "{what}: {:?}", response.body);
    app.advance(TimeDelta::minutes(14));
}

#[tokio::test(flavor = "multi_thread")]
async fn pending_reset_ends_with_a_password_change() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let (old, new) = ("park-at-the-curb", "a-third-way-to-park");
    let change = |from: &str, to: &str| json!({ "password": from, "new_password": to });
    ends_reset_link(&app, "a change of the password", async || {
        ann.put("/api/v1/account/password", &change(old, new)).await.no_content();
    })
    .await;
    let signed_in = async || -> Client {
        let body = json!({ "email": EMAIL, "password": new });
        let session = app.anonymous().post("/api/v1/sessions", &body).await.created();
        app.bearer(session["access_token"].as_str().unwrap())
    };
    ends_reset_link(&app, "a sign-out everywhere", async || {
        signed_in().await.delete("/api/v1/sessions").await.no_content();
    })
    .await;
    let id = app.query_texts(&format!(
        "select id::text as text from users where email = '{EMAIL}' and $1 is not null"
    ));
    let path = format!("/api/v1/admin/users/{}", id[0]);
    let note = json!({ "note": "phone lost" });
    ends_reset_link(&app, "a sign-out by an operator", async || {
        app.operator().await.post(&format!("{path}/sign-out"), &note).await.ok();
    })
    .await;
    ends_reset_link(&app, "a user who was disabled meanwhile", async || {
        let operator = app.operator().await;
        operator.post(&format!("{path}/disable"), &note).await.ok();
        operator.post(&format!("{path}/enable"), &note).await.ok();
    })
    .await;
    ends_reset_link(&app, "a change of the address", async || {
        let ann = signed_in().await;
        let body = json!({ "email": "ann.parker@example.com" });
        let patch = ann.request(reqwest::Method::PATCH, "/api/v1/account/email").json(&body);
        crate::support::client::send(patch).await.ok();
        let code = app.code("ann.parker@example.com", CODE_MAIL).await;
        ann.post(CONFIRM, &json!({ "code": code })).await.ok();
    })
    .await;
}
