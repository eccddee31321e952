//! Operators list, disable, enable, sign out and erase users.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

async fn id_of(operator: &Client, email: &str) -> String {
    let found = operator.get(&format!("/api/v1/admin/users?email={email}")).await.ok();
    found["users"][0]["id"].as_str().unwrap().to_owned()
}

fn sign_in() -> Value {
    json!({ "email": "ann@example.com", "password": "park-at-the-curb" })
}

#[tokio::test(flavor = "multi_thread")]
async fn users_are_found_by_part_of_the_address() {
    let app = TestApp::new().await;
    for name in ["ann", "anna_b", "bob"] {
        app.driver(name).await;
    }
    let operator = app.operator().await;
    let found = |page: Value| {
        page["users"]
            .as_array()
            .unwrap()
            .iter()
            .map(|user| user["email"].clone())
            .collect::<Vec<_>>()
    };
    let list = |query: &'static str| {
        let operator = operator.clone();
        async move { found(operator.get(&format!("/api/v1/admin/users?{query}")).await.ok()) }
    };
    assert_eq!(list("email=ANN").await, ["anna_b@example.com", "ann@example.com"]);
    assert_eq!(
        list("email=_b").await,
        ["anna_b@example.com"],
        "pattern characters are matched literally"
    );
    assert_eq!(list("role=admin").await, ["operator@example.com"]);
    assert_eq!(list("limit=1").await, ["operator@example.com"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn disabled_user_is_signed_out_until_enabled() {
    let app = TestApp::new().await;
    let (ann, operator) = (app.driver("ann").await, app.operator().await);
    let session = app.anonymous().post("/api/v1/sessions", &sign_in()).await.created();
    let path = format!("/api/v1/admin/users/{}", id_of(&operator, "ann@example.com").await);
    assert_eq!(operator.get(&path).await.ok()["sessions"], 2);
    let disabled =
        operator.post(&format!("{path}/disable"), &json!({ "note": "fraud" })).await.ok();
    assert!(disabled["disabled_at"].is_string());
    ann.get("/api/v1/account").await.problem("unauthenticated");
    let renew = json!({ "refresh_token": session["refresh_token"] });
    app.anonymous().post("/api/v1/sessions/renew", &renew).await.problem("unauthenticated");
    app.anonymous().post("/api/v1/sessions", &sign_in()).await.problem("wrong_credentials");
    operator.post(&format!("{path}/enable"), &json!({ "note": "cleared up" })).await.ok();
    app.sign_in("ann").await.get("/api/v1/account").await.ok();
    ann.get("/api/v1/account").await.problem("unauthenticated");
    let own = format!("/api/v1/admin/users/{}/disable", id_of(&operator, "operator@").await);
    operator.post(&own, &json!({ "note": "oops" })).await.problem("invalid_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn user_is_signed_out_everywhere() {
    let app = TestApp::new().await;
    let (first, second, operator) =
        (app.driver("ann").await, app.sign_in("ann").await, app.operator().await);
    let path = format!("/api/v1/admin/users/{}", id_of(&operator, "ann@example.com").await);
    operator.post(&format!("{path}/sign-out"), &json!({ "note": "phone lost" })).await.ok();
    for client in [first, second] {
        client.get("/api/v1/account").await.problem("unauthenticated");
    }
    app.sign_in("ann").await.get("/api/v1/account").await.ok();
    assert_eq!(operator.get(&path).await.ok()["sessions"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn erasure_after_settlement_keeps_the_ledger() {
    let app = TestApp::with_worker().await;
    let (ann, operator) = (app.driver("ann").await, app.operator().await);
    let id = id_of(&operator, "ann@example.com").await;
    let path = format!("/api/v1/admin/users/{id}/erase");
    let why = json!({ "note": "asked for by mail" });
    let parked = app.park(&ann, app.spot("B14"), 3_600, "pm_card_visa").await;
    let reservation = parked["id"].as_str().unwrap();
    ann.post(&format!("/api/v1/reservations/{reservation}/confirm"), &json!({ "save_card": true }))
        .await
        .ok();
    app.anonymous().hold_as_guest(app.spot("B15"), 600, "Ann@example.com").await.created();
    app.anonymous().post("/api/v1/password-resets", &json!({ "email": "ann@example.com" })).await;
    operator.post(&path, &why).await.problem("not_settled");
    app.advance(TimeDelta::minutes(70));
    app.wait_for_jobs().await;
    let operator = app.operator().await;
    let erased = operator.post(&path, &why).await.ok();
    let address = format!("erased-{id}@erased.invalid");
    assert_eq!(erased["email"], json!(address));
    operator.post(&path, &why).await.ok();
    app.wait_for_jobs().await;
    assert!(
        app.simulator.all("payment_method").iter().all(|method| method["customer"].is_null()),
        "the card is detached at Stripe"
    );
    app.anonymous().post("/api/v1/sessions", &sign_in()).await.problem("wrong_credentials");
    for table in [
        "users",
        "guests",
        "cards",
        "sessions",
        "idempotency_keys",
        "email_proofs",
        "audit_entries",
        "jobs",
        "mails",
    ] {
        let left = format!(
            "select t::text as text from {table} t where t::text ilike '%ann@example.com%' and $1 \
                is not null"
        );
        assert_eq!(app.query_texts(&left), Vec::<String>::new(), "{table}");
    }
    assert_eq!(
        app.query_texts("select last4 as text from cards where $1 is not null"),
        Vec::<String>::new()
    );
    let kept = operator.get(&format!("/api/v1/admin/reservations/{reservation}")).await.ok();
    assert_eq!(
        (&kept["reservation"]["email"], &kept["reservation"]["charge"]["state"]),
        (&json!(address), &json!("paid"))
    );
    operator
        .post(&format!("/api/v1/admin/users/{id}/enable"), &why)
        .await
        .problem("invalid_request");
    app.driver("ann").await.get("/api/v1/account").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_hold_does_not_prevent_erasure() {
    let app = TestApp::new().await;
    let (ann, operator) = (app.driver("ann").await, app.operator().await);
    ann.hold(app.spot("B14"), 3_600).await.created();
    let path = format!("/api/v1/admin/users/{}/erase", id_of(&operator, "ann@example.com").await);
    operator.post(&path, &json!({ "note": "asked for" })).await.problem("not_settled");
    app.advance(TimeDelta::minutes(10));
    operator.post(&path, &json!({ "note": "asked for" })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn debtor_is_kept_and_guest_is_erased_by_address() {
    let app = TestApp::with_worker().await;
    let operator = app.operator().await;
    let erase = |operator: Client, email: &'static str| async move {
        operator
            .post("/api/v1/admin/guests/erase", &json!({ "email": email, "note": "asked for" }))
            .await
    };
    for (email, card) in
        [("ann@example.com", "pm_card_visa"), ("bob@example.com", "pm_card_chargeCustomerFail")]
    {
        let held = app.anonymous().hold_as_guest(app.spot(email), 3_600, email).await.created();
        let guest = app.bearer(held["manage_token"].as_str().unwrap());
        app.confirm(&guest, held["reservation"]["id"].as_str().unwrap(), card).await;
        assert_eq!(erase(operator.clone(), email).await.problem("not_settled")["status"], 409);
    }
    app.advance(TimeDelta::minutes(61));
    app.wait_for_jobs().await;
    let operator = app.operator().await;
    erase(operator.clone(), "ANN@example.com").await.no_content();
    erase(operator.clone(), "ann@example.com").await.no_content();
    erase(operator.clone(), "bob@example.com").await.problem("not_settled");
    let left = app
        .query_texts("select email as text from guests where erased_at is null and $1 is not null");
    assert_eq!(left, ["bob@example.com"]);
}
