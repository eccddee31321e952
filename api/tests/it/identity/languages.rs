//! The language of an account and of a guest's reservation.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const ACCOUNT: &str = "/api/v1/account";
const GERMAN: &str = "it, de-AT;q=0.9, en;q=0.5";

async fn language(user: &Client) -> Value {
    user.get(ACCOUNT).await.ok()["language"].clone()
}

/// Returns the stored languages of a table's rows, with `-` for null.
fn stored(app: &TestApp, table: &str) -> Vec<String> {
    app.query_texts(&format!(
        "select coalesce(language, '-') as text from {table} where $1 is not null \
         order by created_at, id"
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn account_keeps_the_chosen_language() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    assert_eq!(language(&ann).await, Value::Null);
    let changed = ann.patch(ACCOUNT, &json!({ "language": "fr" })).await.ok();
    assert_eq!(
        (&changed["language"], &changed["email"]),
        (&json!("fr"), &json!("ann@example.com"))
    );
    assert_eq!(language(&ann).await, "fr");
    ann.patch(ACCOUNT, &json!({ "language": null })).await.ok();
    assert_eq!(language(&ann).await, Value::Null);
    app.anonymous().patch(ACCOUNT, &json!({ "language": "fr" })).await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_or_absent_language_is_refused() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    for (body, code, detail) in [
        (json!({ "language": "it" }), "malformed", "must be one of en, es, de, fr"),
        (json!({ "language": 1 }), "malformed", "must be a string"),
        (json!({}), "required", "must be given"),
    ] {
        let problem = ann.patch(ACCOUNT, &body).await.problem("invalid_request");
        let error = &problem["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!("language"), &json!(code)));
        assert_eq!(error["detail"], detail);
    }
    assert_eq!(language(&ann).await, Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_up_takes_the_language_of_the_request() {
    let app = TestApp::with_verification().await;
    let (email, password) = ("ann@example.com", "park-at-the-curb");
    let body = json!({ "email": email, "password": password });
    let german = app.anonymous().accepting(GERMAN);
    let waiting = german.post("/api/v1/accounts", &body).await.accepted();
    assert_eq!(stored(&app, "email_proofs"), ["de"]);
    let ann = app.bearer(waiting["sign_up_token"].as_str().unwrap());
    // Another mail has the same language, whatever the request for it accepts.
    app.advance(TimeDelta::minutes(2));
    let spanish = ann.accepting("es");
    spanish.post("/api/v1/email-confirmations/resend", &json!({})).await.accepted();
    assert_eq!(stored(&app, "email_proofs"), ["de", "de"]);
    let body = json!({ "code": app.code(email, "").await });
    let confirmed = ann.post("/api/v1/email-confirmations", &body).await.ok();
    assert_eq!(confirmed["user"]["language"], "de");
}

#[tokio::test(flavor = "multi_thread")]
async fn password_reset_keeps_the_language() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let body = json!({ "email": "ann@example.com" });
    let spanish = app.anonymous().accepting("es-MX");
    spanish.post("/api/v1/password-resets", &body).await.accepted();
    assert_eq!(stored(&app, "email_proofs"), ["es"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn reservation_keeps_the_language_of_its_request() {
    let app = TestApp::new().await;
    let hold = |label: &str, email: Option<&str>| {
        let spot = app.spot(label);
        json!({ "spot_id": spot, "duration_seconds": 3_600, "email": email })
    };
    let path = "/api/v1/reservations";
    let german = app.anonymous().accepting(GERMAN);
    german.post(path, &hold("A1", Some("gil@example.com"))).await.created();
    let ann = app.driver("ann").await;
    ann.accepting("fr").post(path, &hold("A2", None)).await.created();
    ann.hold(app.spot("A3"), 3_600).await.created();
    assert_eq!(stored(&app, "reservations"), ["de", "fr", "-"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn erasure_forgets_the_languages() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    ann.patch(ACCOUNT, &json!({ "language": "fr" })).await.ok();
    let hold = json!({ "spot_id": app.spot("A1"), "duration_seconds": 3_600 });
    let held = ann.accepting(GERMAN).post("/api/v1/reservations", &hold).await.created();
    let held = held["reservation"]["id"].as_str().unwrap();
    ann.act(held, "cancel").await.ok();
    let id = ann.get(ACCOUNT).await.ok()["id"].clone();
    let path = format!("/api/v1/admin/users/{}/erase", id.as_str().unwrap());
    app.operator().await.post(&path, &json!({ "note": "asked for" })).await.ok();
    assert_eq!(stored(&app, "reservations"), ["-"]);
    let erased = "select coalesce(language, '-') as text from users \
                  where erased_at is not null and $1 is not null";
    assert_eq!(app.query_texts(erased), ["-"]);
}
