//! Reduced-rate permits: granted and revoked by operators, listed for them and for the driver.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    identity::sign_up::confirmed,
    support::{Client, Response, TestApp, tariffs::first_error},
};

fn path(app: &TestApp) -> String {
    format!("/api/v1/admin/cities/{}/reduced-rate-permits", app.city.id)
}

async fn grant(app: &TestApp, operator: &Client, body: Value) -> Response {
    let mut permit = json!({ "email": "ann@example.com", "reference": "R 1",
        "ends_at": "2030-07-01T00:00:00Z" });
    permit.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
    operator.post(&path(app), &permit).await
}

async fn revoke(operator: &Client, permit: &Value) -> Value {
    let id = permit["id"].as_str().unwrap();
    let path = format!("/api/v1/admin/reduced-rate-permits/{id}/revoke");
    operator.post(&path, &json!({})).await.ok()
}

async fn own(driver: &Client) -> Vec<Value> {
    let own = driver.get("/api/v1/account/reduced-rate-permits").await.ok();
    own["permits"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn permits_are_granted_listed_and_revoked() {
    let app = TestApp::new().await;
    let (operator, _ann) = (app.operator().await, app.driver("ann").await);
    let first = grant(&app, &operator, json!({ "email": " ANN@example.com" })).await.created();
    let operator_id = app.query_texts(
        "select id::text as text from users where email = 'operator@example.com' \
         and $1 is not null",
    );
    assert_eq!(
        first,
        json!({
            "id": first["id"], "email": "ann@example.com", "reference": "R 1",
            "starts_at": "2030-06-03T13:00:00Z", "ends_at": "2030-07-01T00:00:00Z",
            "granted_by": operator_id[0], "created_at": "2030-06-03T13:00:00Z",
            "revoked_at": null,
        })
    );
    let next = json!({ "starts_at": "2030-07-01T00:00:00Z", "ends_at": "2030-08-01T00:00:00Z" });
    let second = grant(&app, &operator, next).await.created();
    let page = operator.get(&format!("{}?limit=1", path(&app))).await.ok();
    assert_eq!(page["permits"], json!([second]));
    let after = page["next_cursor"].as_str().unwrap();
    let page = operator.get(&format!("{}?limit=1&cursor={after}", path(&app))).await.ok();
    assert_eq!((&page["permits"], &page["next_cursor"]), (&json!([first]), &Value::Null));
    app.advance(TimeDelta::minutes(5));
    let revoked = revoke(&operator, &first).await;
    assert_eq!(revoked["revoked_at"], "2030-06-03T13:05:00Z");
    app.advance(TimeDelta::minutes(5));
    assert_eq!(revoke(&operator, &first).await, revoked, "revoked once");
    grant(&app, &operator, json!({ "ends_at": "2030-06-10T00:00:00Z" })).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_permits_are_refused() {
    let app = TestApp::new().await;
    let (operator, _ann) = (app.operator().await, app.driver("ann").await);
    grant(&app, &operator, json!({})).await.created();
    for (body, expected) in [
        (json!({ "email": "bob@example.com" }), ("/email", "unknown")),
        (json!({ "email": "" }), ("/email", "out_of_range")),
        (json!({ "reference": " " }), ("/reference", "out_of_range")),
        (json!({ "starts_at": "2030-06-03T12:00:00Z" }), ("/starts_at", "in_the_past")),
        (json!({ "starts_at": "2033-01-01T00:00:00Z" }), ("/starts_at", "too_far_ahead")),
        (json!({ "ends_at": "2030-06-03T13:00:00Z" }), ("/ends_at", "before_start")),
        (json!({ "starts_at": "2030-06-30T00:00:00Z" }), ("/starts_at", "overlapping")),
    ] {
        let problem = grant(&app, &operator, body.clone()).await.problem("invalid_request");
        assert_eq!(first_error(&problem), expected, "{body}");
    }
    let unknown = "/api/v1/admin/cities/00000000-0000-7000-8000-000000000000/reduced-rate-permits";
    operator.get(unknown).await.problem("not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_verified_accounts_get_permits() {
    let app = TestApp::with_verification().await;
    confirmed(&app, "operator@example.com").await;
    confirmed(&app, "ann@example.com").await;
    let operator = app.operator().await;
    let set_confirmed = |value: &str| {
        app.query_texts(&format!(
            "update users set email_confirmed_at = {value} \
             where email = 'ann@example.com' and $1 is not null returning email as text"
        ))
    };
    set_confirmed("null");
    let problem = grant(&app, &operator, json!({})).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/email", "unknown"));
    set_confirmed("now()");
    grant(&app, &operator, json!({})).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn driver_sees_current_and_later_permits() {
    let app = TestApp::new().await;
    let (operator, ann) = (app.operator().await, app.driver("ann").await);
    let first = json!({ "ends_at": "2030-06-03T13:10:00Z" });
    let first = grant(&app, &operator, first).await.created();
    let later = json!({ "starts_at": "2030-06-04T00:00:00Z" });
    let later = grant(&app, &operator, later).await.created();
    let listed = own(&ann).await;
    assert_eq!(listed.len(), 2);
    assert_eq!(
        listed[0],
        json!({ "id": first["id"], "city": "New York", "time_zone": "America/New_York",
            "reference": "R 1", "starts_at": "2030-06-03T13:00:00Z",
            "ends_at": "2030-06-03T13:10:00Z" })
    );
    app.advance(TimeDelta::minutes(10));
    let listed = own(&ann).await;
    assert_eq!((listed.len(), &listed[0]["id"]), (1, &later["id"]), "the first has ended");
    revoke(&operator, &later).await;
    assert!(own(&ann).await.is_empty());
    assert!(own(&app.driver("bob").await).await.is_empty());
    app.anonymous().get("/api/v1/account/reduced-rate-permits").await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn permits_of_an_erased_driver_are_removed() {
    let app = TestApp::new().await;
    let (operator, _ann) = (app.operator().await, app.driver("ann").await);
    grant(&app, &operator, json!({ "reference": "case 4711" })).await.created();
    let users = operator.get("/api/v1/admin/users?email=ann@").await.ok();
    let erase = format!("/api/v1/admin/users/{}/erase", users["users"][0]["id"].as_str().unwrap());
    operator.post(&erase, &json!({ "note": "asked for" })).await.ok();
    let listed = operator.get(&path(&app)).await.ok();
    assert_eq!(listed["permits"], json!([]));
    let recorded = app.query_texts(
        "select a::text as text from audit_entries a where $1 is not null \
         and a::text like '%4711%'",
    );
    assert_eq!(recorded, [""; 0], "the audit log has no reference");
}
