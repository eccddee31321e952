//! Password resets: by a mailed link or code, once; the response does not reveal accounts.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Response, TestApp};

const RESET: &str = "/api/v1/password-resets";
const SET: &str = "/api/v1/password-resets/confirm";
const MAIL: &str = "Set a new password";

async fn request_reset(app: &TestApp, email: &str) -> Response {
    app.anonymous().post(RESET, &json!({ "email": email })).await
}

async fn sign_in(app: &TestApp, password: &str) -> Response {
    app.anonymous()
        .post("/api/v1/sessions", &json!({ "email": "ann@example.com", "password": password }))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn reset_link_ends_sessions_and_sends_a_mail() {
    let app = TestApp::with_worker().await;
    let phone = app.driver("ann").await;
    request_reset(&app, "ANN@example.com").await.accepted();
    let (_, token) = app.link("ANN@example.com", MAIL).await;
    phone.get("/api/v1/account").await.ok();

    let weak = json!({ "token": token, "new_password": "short" });
    app.anonymous().post(SET, &weak).await.problem("invalid_request");
    let body = json!({ "token": token, "new_password": "another-way-to-park" });
    app.anonymous().post(SET, &body).await.no_content();
    phone.get("/api/v1/account").await.problem("unauthenticated");
    sign_in(&app, "park-at-the-curb").await.problem("wrong_credentials");
    let session = sign_in(&app, "another-way-to-park").await.created();
    // Reading the mail has verified the address.
    assert_eq!(session["user"]["email_confirmed"], true);
    app.latest_mail("ann@example.com", "Your password was changed").await;
    let again = json!({ "token": token, "new_password": "a-third-way-to-park" });
    app.anonymous().post(SET, &again).await.problem("wrong_code");
}

#[tokio::test(flavor = "multi_thread")]
async fn password_is_reset_by_address_and_code() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    request_reset(&app, "ann@example.com").await.accepted();
    let code = app.code("ann@example.com", MAIL).await;
    let body = |email: &str, code: &str| {
        json!({ "email": email, "code": code,
        "new_password": "another-way-to-park" })
    };
    let wrong = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
    app.anonymous().post(SET, &body("ann@example.com", &wrong)).await.problem("wrong_code");
    app.anonymous().post(SET, &body("bob@example.com", &code)).await.problem("wrong_code");
    app.anonymous().post(SET, &body("Ann@example.com", &code)).await.no_content();
    sign_in(&app, "another-way-to-park").await.created();
    for incomplete in [json!({}), json!({ "code": code }), json!({ "email": "ann@example.com" })] {
        let mut body = incomplete;
        body["new_password"] = json!("another-way-to-park");
        app.anonymous().post(SET, &body).await.problem("invalid_request");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reset_code_expires_and_allows_five_attempts() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    request_reset(&app, "ann@example.com").await.accepted();
    let code = app.code("ann@example.com", MAIL).await;
    let body = |code: &str| {
        json!({ "email": "ann@example.com", "code": code,
        "new_password": "another-way-to-park" })
    };
    let wrong = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
    for _ in 0..5 {
        app.anonymous().post(SET, &body(&wrong)).await.problem("wrong_code");
    }
    app.anonymous().post(SET, &body(&code)).await.problem("wrong_code");
    app.advance(TimeDelta::minutes(2));
    request_reset(&app, "ann@example.com").await.accepted();
    let fresh = app.code("ann@example.com", MAIL).await;
    app.advance(TimeDelta::minutes(15));
    app.anonymous().post(SET, &body(&fresh)).await.problem("wrong_code");
}

#[tokio::test(flavor = "multi_thread")]
async fn reset_request_does_not_reveal_accounts() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    let mut responses = Vec::new();
    for email in ["ann@example.com", "nobody@example.com"] {
        let first = request_reset(&app, email).await;
        let second = request_reset(&app, email).await;
        responses.push((first.status, first.body, second.status, second.body));
    }
    assert_eq!(responses[0], responses[1]);
    assert_eq!(
        (responses[0].0.as_u16(), responses[0].2.as_u16(), &responses[0].1),
        (202, 202, &json!(""))
    );
    let kept = |email: &str| {
        app.query_texts(&format!(
            "select concat_ws(' ', p.purpose, p.created_at, p.expires_at, j.kind) as text from \
                email_proofs p \
             join jobs j on j.payload->>'proof_id' = p.id::text where p.email = '{email}' and $1 \
             is not null"
        ))
    };
    assert_eq!(kept("ann@example.com"), kept("nobody@example.com"));
    app.wait_for_jobs().await;
    // Two requests within a minute send one mail; an unknown address gets none.
    assert_eq!(app.mails.mails_to("ann@example.com").len(), 1);
    assert!(app.mails.mails_to("nobody@example.com").is_empty());
    let set = |email: &str| {
        json!({ "email": email, "code": "000000",
        "new_password": "another-way-to-park" })
    };
    let mut problems = Vec::new();
    for email in ["ann@example.com", "nobody@example.com"] {
        let mut problem = app.anonymous().post(SET, &set(email)).await.problem("wrong_code");
        problem["request_id"] = Value::Null;
        problems.push(problem);
    }
    assert_eq!(problems[0], problems[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn password_change_sends_a_mail() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let change = json!({ "password": "park-at-the-curb", "new_password": "another-way-to-park" });
    ann.put("/api/v1/account/password", &change).await.no_content();
    app.latest_mail("ann@example.com", "Your password was changed").await;
    let back = json!({ "password": "another-way-to-park", "new_password": "park-at-the-curb" });
    ann.put("/api/v1/account/password", &back).await.no_content();
    app.wait_for_jobs().await;
    assert_eq!(app.mails.mails_to("ann@example.com").len(), 2);
}
