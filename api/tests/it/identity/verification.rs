//! The link verifies the address for the client that chose the password; any other client must set
//! a new one.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, Response, TestApp};

const EMAIL: &str = "ann@example.com";
const THEIRS: &str = "mallory-was-here";
const OWN: &str = "another-way-to-park";
const CONFIRM: &str = "/api/v1/email-confirmations";
const CODE_MAIL: &str = "is your code";

/// Begins a sign-up. Returns a client with its token.
async fn begin(app: &TestApp, email: &str, password: &str) -> Client {
    let body = json!({ "email": email, "password": password });
    let begun = app.anonymous().post("/api/v1/accounts", &body).await.accepted();
    app.bearer(begun["sign_up_token"].as_str().unwrap())
}

async fn sign_in(app: &TestApp, password: &str) -> Response {
    app.anonymous().post("/api/v1/sessions", &json!({ "email": EMAIL, "password": password })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn link_without_sign_up_token_requires_a_password() {
    let app = TestApp::with_verification().await;
    let mallory = begin(&app, EMAIL, THEIRS).await;
    let code = app.code(EMAIL, CODE_MAIL).await;
    let (_, link) = app.link(EMAIL, CODE_MAIL).await;
    let stranger = begin(&app, "bob@example.com", THEIRS).await;
    for client in [app.anonymous(), stranger, app.bearer("nonsense")] {
        let problem =
            client.post(CONFIRM, &json!({ "token": link })).await.problem("password_required");
        assert_eq!(
            (&problem["status"], &problem["errors"][0]["field"]),
            (&json!(422), &json!("password"))
        );
    }
    let weak = json!({ "token": link, "password": EMAIL });
    let problem = app.anonymous().post(CONFIRM, &weak).await.problem("invalid_request");
    assert_eq!(
        (&problem["errors"][0]["field"], &problem["errors"][0]["code"]),
        (&json!("password"), &json!("too_weak"))
    );
    assert_eq!(
        app.query_texts("select email as text from users where $1 is not null"),
        Vec::<String>::new()
    );

    let confirmed =
        app.anonymous().post(CONFIRM, &json!({ "token": link, "password": OWN })).await.ok();
    assert_eq!(confirmed["user"]["email_confirmed"], true);
    let ann = app.bearer(confirmed["session"]["access_token"].as_str().unwrap());
    ann.post("/api/v1/account/claim", &json!({})).await.ok();
    sign_in(&app, THEIRS).await.problem("wrong_credentials");
    sign_in(&app, OWN).await.created();
    mallory.post(CONFIRM, &json!({ "code": code })).await.problem("wrong_code");
    let again = json!({ "token": link, "password": THEIRS });
    app.anonymous().post(CONFIRM, &again).await.problem("wrong_code");
}

#[tokio::test(flavor = "multi_thread")]
async fn link_with_sign_up_token_keeps_the_password() {
    let app = TestApp::with_verification().await;
    let ann = begin(&app, EMAIL, OWN).await;
    let (_, link) = app.link(EMAIL, CODE_MAIL).await;
    let confirmed = ann.post(CONFIRM, &json!({ "token": link })).await.ok();
    app.bearer(confirmed["session"]["access_token"].as_str().unwrap())
        .get("/api/v1/account")
        .await
        .ok();
    sign_in(&app, OWN).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn verification_ends_other_sign_ups() {
    let app = TestApp::with_verification().await;
    let mallory = begin(&app, EMAIL, THEIRS).await;
    let (_, link) = app.link(EMAIL, CODE_MAIL).await;
    app.advance(TimeDelta::minutes(1));
    let ann = begin(&app, EMAIL, OWN).await;
    let code = app.code(EMAIL, CODE_MAIL).await;
    sign_in(&app, THEIRS).await.problem("wrong_credentials");
    ann.post(CONFIRM, &json!({ "code": code })).await.ok();
    for client in [mallory, app.anonymous()] {
        client
            .post(CONFIRM, &json!({ "token": link, "password": THEIRS }))
            .await
            .problem("wrong_code");
    }
    sign_in(&app, THEIRS).await.problem("wrong_credentials");
    let left = app.query_texts(
        "select subject as text from email_proofs where ended_at is null and $1 is not null",
    );
    assert_eq!(left, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn unverified_account_sets_a_new_password_by_link() {
    let app = TestApp::with_worker().await;
    // With optional verification the account exists at once, even for a foreign address.
    let body = json!({ "email": EMAIL, "password": THEIRS });
    let session = app.anonymous().post("/api/v1/accounts", &body).await.created();
    let mallory = app.bearer(session["access_token"].as_str().unwrap());
    mallory.post("/api/v1/email-confirmations/resend", &json!({})).await.accepted();
    let (_, link) = app.link(EMAIL, CODE_MAIL).await;
    app.anonymous().post(CONFIRM, &json!({ "token": link })).await.problem("password_required");
    let confirmed =
        app.anonymous().post(CONFIRM, &json!({ "token": link, "password": OWN })).await.ok();
    let ann = app.bearer(confirmed["session"]["access_token"].as_str().unwrap());
    assert_eq!(ann.get("/api/v1/account").await.ok()["email_confirmed"], true);
    mallory.get("/api/v1/account").await.problem("unauthenticated");
    let renew = json!({ "refresh_token": session["refresh_token"] });
    app.anonymous().post("/api/v1/sessions/renew", &renew).await.problem("unauthenticated");
    sign_in(&app, THEIRS).await.problem("wrong_credentials");
    app.latest_mail(EMAIL, "Your password was changed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_in_owner_confirms_by_link_alone() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    ann.post("/api/v1/email-confirmations/resend", &json!({})).await.accepted();
    let (_, link) = app.link(EMAIL, CODE_MAIL).await;
    let confirmed = ann.post(CONFIRM, &json!({ "token": link })).await.ok();
    assert_eq!(
        (&confirmed["user"]["email_confirmed"], &confirmed["session"]),
        (&json!(true), &Value::Null)
    );
    ann.get("/api/v1/account").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn code_accepts_no_password() {
    let app = TestApp::with_verification().await;
    let ann = begin(&app, EMAIL, OWN).await;
    let problem = ann
        .post(CONFIRM, &json!({ "code": "123456", "password": OWN }))
        .await
        .problem("invalid_request");
    assert_eq!(problem["errors"][0]["field"], "password");
}
