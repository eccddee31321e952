//! Accounts, sign-ins and refresh tokens.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::TestApp;

fn credentials(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password })
}

#[tokio::test(flavor = "multi_thread")]
async fn email_address_ignores_case() {
    let app = TestApp::new().await;
    let client = app.anonymous();
    client
        .post("/api/v1/accounts", &credentials("Ann@Example.com", "park-at-the-curb"))
        .await
        .created();
    client
        .post("/api/v1/accounts", &credentials("ann@example.COM", "park-at-the-curb"))
        .await
        .problem("email_taken");
    client
        .post("/api/v1/sessions", &credentials("ANN@example.com", "park-at-the-curb"))
        .await
        .created();
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_up_errors_name_the_field() {
    let app = TestApp::new().await;
    let problem = app
        .anonymous()
        .post("/api/v1/accounts", &credentials("ann", "short"))
        .await
        .problem("invalid_request");
    let fields: Vec<_> =
        problem["errors"].as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
    assert_eq!(fields, ["email", "password"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_in_does_not_reveal_accounts() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let response = |email: &str| {
        let (client, body) = (app.anonymous(), credentials(email, "something-else"));
        async move {
            let mut problem =
                client.post("/api/v1/sessions", &body).await.problem("wrong_credentials");
            problem["request_id"] = Value::Null;
            problem
        }
    };
    assert_eq!(response("ann@example.com").await, response("nobody@example.com").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn reused_refresh_token_ends_the_session() {
    let app = TestApp::new().await;
    let client = app.anonymous();
    let first = client
        .post("/api/v1/accounts", &credentials("ann@example.com", "park-at-the-curb"))
        .await
        .created();
    app.advance(TimeDelta::minutes(16));
    app.bearer(first["access_token"].as_str().unwrap())
        .get("/api/v1/account")
        .await
        .problem("unauthenticated");
    let renew = |session: &Value| {
        let (client, body) = (client.clone(), json!({ "refresh_token": session["refresh_token"] }));
        async move { client.post("/api/v1/sessions/renew", &body).await }
    };
    let second = renew(&first).await.ok();
    let ann = app.bearer(second["access_token"].as_str().unwrap());
    assert_eq!(ann.get("/api/v1/account").await.ok()["email"], "ann@example.com");
    app.advance(TimeDelta::seconds(301));
    renew(&first).await.problem("unauthenticated");
    ann.get("/api/v1/account").await.problem("unauthenticated");
    renew(&second).await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_renewals_return_the_same_token() {
    let app = TestApp::new().await;
    let client = app.anonymous();
    let first = client
        .post("/api/v1/accounts", &credentials("ann@example.com", "park-at-the-curb"))
        .await
        .created();
    let renew = |token: &Value| {
        let (client, body) = (client.clone(), json!({ "refresh_token": token }));
        async move { client.post("/api/v1/sessions/renew", &body).await }
    };
    let (one, other) = tokio::join!(renew(&first["refresh_token"]), renew(&first["refresh_token"]));
    let (one, other) = (one.ok(), other.ok());
    assert_eq!(one["refresh_token"], other["refresh_token"]);
    // The response was lost, and the client retries minutes later.
    app.advance(TimeDelta::seconds(300));
    let again = renew(&first["refresh_token"]).await.ok();
    let third = renew(&again["refresh_token"]).await.ok();
    let ann = app.bearer(third["access_token"].as_str().unwrap());
    ann.get("/api/v1/account").await.ok();
    // Its successor has been used: a client that still has the first token has copied it.
    renew(&first["refresh_token"]).await.problem("unauthenticated");
    ann.get("/api/v1/account").await.problem("unauthenticated");
    renew(&third["refresh_token"]).await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn refresh_tokens_are_stored_hashed() {
    let app = TestApp::new().await;
    let body = credentials("ann@example.com", "park-at-the-curb");
    let session = app.anonymous().post("/api/v1/accounts", &body).await.created();
    let kept = app.query_texts(
        "select encode(token_hash, 'escape') || encode(token_hash, 'base64') as \
        text from refresh_tokens where expires_at > $1",
    );
    assert!(kept.iter().all(|hash| !hash.contains(session["refresh_token"].as_str().unwrap())));
    assert_eq!(kept.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_out_ends_only_the_current_session() {
    let app = TestApp::new().await;
    let phone = app.driver("ann").await;
    let body = credentials("ann@example.com", "park-at-the-curb");
    let laptop = app.anonymous().post("/api/v1/sessions", &body).await.created();
    let laptop = app.bearer(laptop["access_token"].as_str().unwrap());
    phone.delete("/api/v1/sessions/current").await.no_content();
    phone.get("/api/v1/account").await.problem("unauthenticated");
    laptop.get("/api/v1/account").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn password_change_ends_other_sessions() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let other = app
        .anonymous()
        .post("/api/v1/sessions", &credentials("ann@example.com", "park-at-the-curb"))
        .await
        .created();
    let change = json!({ "password": "park-at-the-curb", "new_password": "another-password" });
    let wrong = json!({ "password": "not-my-password", "new_password": "another-password" });
    let problem = ann.put("/api/v1/account/password", &wrong).await.problem("invalid_request");
    assert_eq!(problem["errors"][0]["field"], "password");
    ann.put("/api/v1/account/password", &change).await.no_content();

    ann.get("/api/v1/account").await.ok();
    app.bearer(other["access_token"].as_str().unwrap())
        .get("/api/v1/account")
        .await
        .problem("unauthenticated");
    let renew = json!({ "refresh_token": other["refresh_token"] });
    app.anonymous().post("/api/v1/sessions/renew", &renew).await.problem("unauthenticated");
    let sign_in = |email: &'static str, password: &'static str| {
        let client = app.anonymous();
        async move { client.post("/api/v1/sessions", &credentials(email, password)).await }
    };
    sign_in("ann@example.com", "park-at-the-curb").await.problem("wrong_credentials");
    sign_in("ann@example.com", "another-password").await.created();
    sign_in("bob@example.com", "park-at-the-curb").await.created();
    bob.get("/api/v1/account").await.ok();
}
