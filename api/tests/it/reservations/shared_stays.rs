//! Links that show a stay to other people.

use chrono::TimeDelta;
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{
    identity::domain::principal::Principal,
    places::domain::terms::Terms,
    platform::{
        config::limits::{Settings, allowance},
        domain::ids::ReservationId,
    },
    reservations::operations::cancel_reservation,
};

use crate::support::{Client, Options, Response, TestApp, client::send};

const VISA: &str = "pm_card_visa";
const EMAIL: &str = "gil@example.com";
const SHARES: &str = "select token_hash::text as text from stay_shares where $1 is not null";

async fn share(driver: &Client, id: &str) -> Response {
    send(driver.request(Method::POST, &format!("/api/v1/reservations/{id}/share"))).await
}

/// Opens a link: the id is in its path, the token in its fragment.
async fn open(app: &TestApp, shared: &Value) -> Response {
    let url: url::Url = shared["url"].as_str().unwrap().parse().unwrap();
    assert_eq!(url.host_str(), Some("curbhold.example"));
    let id = url.path().strip_prefix("/shared/").unwrap();
    let token = url.fragment().unwrap().strip_prefix("t=").unwrap();
    app.bearer(token).get(&format!("/api/v1/shared-stays/{id}")).await
}

/// A guest who parks for an hour. Returns the guest and the reservation's id.
async fn park(app: &TestApp) -> (Client, String) {
    let held = app.anonymous().hold_as_guest(app.spot("B14"), 3_600, EMAIL).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let id = held["reservation"]["id"].as_str().unwrap().to_owned();
    app.confirm(&guest, &id, VISA).await;
    (guest, id)
}

#[tokio::test(flavor = "multi_thread")]
async fn link_shows_place_and_time_only() {
    let app = TestApp::with_worker().await;
    let (guest, id) = park(&app).await;
    let shared = share(&guest, &id).await.created();
    assert_eq!(shared["expires_at"], "2030-06-03T15:00:00Z");
    let stay = open(&app, &shared).await.ok();
    let mut names: Vec<_> = stay.as_object().unwrap().keys().collect();
    names.sort();
    let expected = [
        "ends_at",
        "from_street",
        "lat",
        "lng",
        "position_assumed",
        "side",
        "site_name",
        "spot_label",
        "starts_at",
        "status",
        "street",
        "time_zone",
        "to_street",
    ];
    assert_eq!(names, expected);
    let times = json!([stay["starts_at"], stay["ends_at"], stay["time_zone"]]);
    assert_eq!(times, json!(["2030-06-03T13:00:00Z", "2030-06-03T14:00:00Z", "America/New_York"]));
    let place = json!([stay["status"], stay["spot_label"], stay["site_name"]]);
    assert_eq!(place, json!(["confirmed", "B14", null]));

    let site = app.city.site(&mut app.connect(), "Lot 1");
    app.city.move_zone(&mut app.connect(), site);
    assert_eq!(open(&app, &shared).await.ok()["site_name"], "Lot 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn new_link_ends_the_one_before() {
    let app = TestApp::with_worker().await;
    let (guest, id) = park(&app).await;
    let first = share(&guest, &id).await.created();
    let second = share(&guest, &id).await.created();
    assert_ne!(first["url"], second["url"]);
    open(&app, &first).await.problem("not_found");
    open(&app, &second).await.ok();
    let kept = app.query_texts(SHARES);
    let token = second["url"].as_str().unwrap().rsplit('=').next().unwrap();
    assert!(kept.len() == 1 && !kept[0].contains(token), "only its hash is stored: {kept:?}");

    let path = format!("/api/v1/reservations/{id}/share");
    for _ in 0..2 {
        guest.delete(&path).await.no_content();
    }
    open(&app, &second).await.problem("not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn link_ends_an_hour_after_the_stay() {
    let app = TestApp::with_worker().await;
    let (guest, id) = park(&app).await;
    let shared = share(&guest, &id).await.created();
    guest.amend(&id, &json!({ "ends_at": "2030-06-03T15:00:00Z" })).await.ok();
    app.advance(TimeDelta::hours(2));
    app.wait_for_jobs().await;
    assert_eq!(open(&app, &shared).await.ok()["status"], "completed");
    share(&guest, &id).await.problem("invalid_transition");
    app.advance(TimeDelta::minutes(59));
    open(&app, &shared).await.ok();
    app.advance(TimeDelta::minutes(1));
    open(&app, &shared).await.problem("not_found");
    assert_eq!(app.query_texts(SHARES).len(), 1);
    shared::reservations::models::purge::purge(&mut app.connect(), app.now()).unwrap();
    assert!(app.query_texts(SHARES).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn cancellation_ends_the_link() {
    let app = TestApp::with_worker().await;
    let (guest, id) = park(&app).await;
    let shared = share(&guest, &id).await.created();
    guest.act(&id, "cancel").await.ok();
    open(&app, &shared).await.problem("not_found");
    share(&guest, &id).await.problem("invalid_transition");
}

#[tokio::test(flavor = "multi_thread")]
async fn share_waits_for_a_cancellation() {
    let app = TestApp::with_worker().await;
    let (guest, id) = park(&app).await;
    let (linked, terms) = (ReservationId(id.parse().unwrap()), Terms::default());
    let principal = Principal::ReservationLink(linked);
    let mut other = app.connect();
    AnsiTransactionManager::begin_transaction(&mut other).unwrap();
    cancel_reservation(&mut other, linked, principal, None, &terms, app.now()).unwrap();
    let sharing = tokio::spawn(async move { share(&guest, &id).await });
    app.wait_until(|| sharing.is_finished() || app.has_waiting_session()).await;
    AnsiTransactionManager::commit_transaction(&mut other).unwrap();
    sharing.await.unwrap().problem("invalid_transition");
    assert!(app.query_texts(SHARES).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn hold_cannot_be_shared() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("B14"), 3_600).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    share(&ann, id).await.problem("invalid_transition");
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_have_one_purpose() {
    let app = TestApp::with_worker().await;
    let (guest, id) = park(&app).await;
    let shared = share(&guest, &id).await.created();
    let token = shared["url"].as_str().unwrap().split("#t=").nth(1).unwrap();
    let reader = app.bearer(token);
    // The link changes nothing, and shows nothing else.
    reader.show(&id).await.problem("unauthenticated");
    reader.act(&id, "end").await.problem("unauthenticated");
    share(&reader, &id).await.problem("unauthenticated");
    // The token of another stay, the manage token and no token show nothing.
    let path = format!("/api/v1/shared-stays/{id}");
    guest.get(&path).await.problem("not_found");
    app.anonymous().get(&path).await.problem("unauthenticated");
    let other = "/api/v1/shared-stays/00000000-0000-7000-8000-000000000000";
    reader.get(other).await.problem("not_found");
    // A stranger can neither share the stay nor end its link.
    let bob = app.driver("bob").await;
    share(&bob, &id).await.problem("not_found");
    bob.delete(&format!("/api/v1/reservations/{id}/share")).await.problem("not_found");
    open(&app, &shared).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn erasure_removes_the_link() {
    let app = TestApp::with_worker().await;
    let (guest, id) = park(&app).await;
    share(&guest, &id).await.created();
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    let why = json!({ "email": EMAIL, "note": "asked for" });
    app.operator().await.post("/api/v1/admin/guests/erase", &why).await.no_content();
    assert!(app.query_texts(SHARES).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn shares_and_looks_are_limited() {
    let limits = Settings {
        share: allowance((2, 3_600), (100, 3_600)),
        look_up: allowance((100, 3_600), (2, 3_600)),
        ..Options::default().limits
    };
    let app = TestApp::with(Options { limits, ..Options::default() }).await;
    let (guest, id) = park(&app).await;
    share(&guest, &id).await.created();
    let shared = share(&guest, &id).await.created();
    share(&guest, &id).await.problem("rate_limited");
    for _ in 0..2 {
        open(&app, &shared).await.ok();
    }
    open(&app, &shared).await.problem("rate_limited");
}
