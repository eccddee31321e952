//! The share of a zone that may be reserved ahead of the start of the stay.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::platform::{config::live, domain::ids::SpotId};

use crate::support::{Client, Response, TestApp};

const AHEAD: &str = "2030-06-03T15:00:00Z";
const END: &str = "2030-06-03T16:00:00Z";
const NEARBY: &str = "lat=40.7543&lng=-73.9884&radius=300";

/// Sets the share in the terms of the city.
async fn limit(app: &TestApp, percent: i64) {
    let terms = format!("/api/v1/admin/cities/{}/terms", app.city.id);
    app.operator().await.put(&terms, &json!({ "reservable_percent": percent })).await.ok();
}

async fn ahead(driver: &Client, spot: SpotId) -> Response {
    driver.hold_between(spot, AHEAD, END).await
}

async fn quote_ahead(driver: &Client, spot: SpotId) -> Response {
    let body = json!({ "spot_id": spot, "starts_at": AHEAD, "ends_at": END });
    driver.post("/api/v1/quotes", &body).await
}

fn id_of(held: &Value) -> String {
    held["reservation"]["id"].as_str().unwrap().to_owned()
}

/// The number of refusals in the report of the city.
async fn refusals(app: &TestApp) -> i64 {
    let path = format!("/api/v1/admin/cities/{}/guard-rails", app.city.id);
    let report = app.operator().await.get(&path).await.ok();
    let figures = &report["guard_rails"][1];
    assert_eq!(figures["guard_rail"], "reservable_percent");
    figures["count"].as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn three_of_twenty_concurrent_holds_succeed() {
    let app = TestApp::new().await;
    limit(&app, 30).await;
    let (mut spots, mut drivers) = (Vec::new(), Vec::new());
    for number in 0..10 {
        spots.push(app.spot(&format!("A{number}")));
        drivers.push(app.driver(&format!("driver{number}")).await);
    }
    // Holds of unverified drivers from one network do not run at the same time.
    app.query_texts("update users set email_confirmed_at = $1 returning email as text");
    // Each driver tries two spots, and each spot is tried by two drivers.
    let attempts =
        (0..20).map(|number| ahead(&drivers[number / 2], spots[number.div_ceil(2) % 10]));
    let holds = join_all(attempts).await;
    let count = |status: u16| holds.iter().filter(|hold| hold.status.as_u16() == status).count();
    assert_eq!((count(201), count(409)), (3, 17));
    let limited = holds.iter().filter(|hold| hold.body["code"] == "reserved_ahead_limit").count();
    assert!(limited >= 14, "{limited} refusals on the seven spots that nobody holds");
    assert_eq!(refusals(&app).await, i64::try_from(limited).unwrap());
    let held = "select count(*)::text as text from reservations where $1 is not null";
    assert_eq!(app.query_texts(held), ["3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_stays_ahead_are_limited() {
    let app = TestApp::new().await;
    let [first, second, third] = ["A1", "A2", "A3"].map(|label| app.spot(label));
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    ahead(&ann, first).await.created();
    // A later limit does not end the stay.
    limit(&app, 50).await;
    let refused = ahead(&bob, second).await.problem("reserved_ahead_limit");
    assert_eq!((&refused["status"], &refused["alternatives"]), (&json!(409), &json!([])));
    quote_ahead(&app.anonymous(), second).await.problem("reserved_ahead_limit");
    assert_eq!(refusals(&app).await, 1, "quotes are not counted");
    // Another time, and stays that begin within a minute.
    bob.hold_between(second, END, "2030-06-03T17:00:00Z").await.created();
    bob.hold(second, 3_600).await.created();
    let carol = app.driver("carol").await;
    carol.hold_between(third, "2030-06-03T13:01:00Z", END).await.created();
    let later = carol.hold_between(third, "2030-06-03T16:00:00Z", "2030-06-03T16:30:00Z").await;
    later.problem("reserved_ahead_limit");
    limit(&app, 100).await;
    quote_ahead(&carol, second).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_and_expired_holds_do_not_count() {
    let app = TestApp::new().await;
    limit(&app, 50).await;
    let [first, second] = ["A1", "A2"].map(|label| app.spot(label));
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let held = ahead(&ann, first).await.created();
    ahead(&bob, second).await.problem("reserved_ahead_limit");
    ann.act(&id_of(&held), "cancel").await.ok();
    ahead(&bob, second).await.created();
    ahead(&ann, first).await.problem("reserved_ahead_limit");
    // The hold expires, and no job cleans up.
    app.advance(TimeDelta::minutes(10));
    ahead(&ann, first).await.created();
    // Out of service, a spot neither counts nor has a place in the share.
    app.query_texts("update spots set retired_at = $1 where label = 'A1' returning label as text");
    quote_ahead(&bob, second).await.problem("reserved_ahead_limit");
    app.spot("A3");
    quote_ahead(&bob, second).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn extension_is_limited_until_the_stay_begins() {
    let app = TestApp::new().await;
    limit(&app, 50).await;
    let [first, second, _] = ["A1", "A2", "A3"].map(|label| app.spot(label));
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let held = ahead(&ann, first).await.created();
    let id = id_of(&held);
    app.confirm(&ann, &id, "pm_card_visa").await;
    let next = bob.hold_between(second, END, "2030-06-03T17:00:00Z").await.created();
    app.confirm(&bob, &id_of(&next), "pm_card_visa").await;
    let longer = json!({ "ends_at": "2030-06-03T16:30:00Z" });
    ann.amend(&id, &longer).await.problem("reserved_ahead_limit");
    let path = format!("/api/v1/reservations/{id}");
    ann.post(&format!("{path}/quotes"), &longer).await.problem("reserved_ahead_limit");
    let shown = format!("{path}/extension?ends_at=2030-06-03T16:30:00Z");
    ann.get(&shown).await.problem("reserved_ahead_limit");
    assert_eq!(refusals(&app).await, 1, "prices and quotes are not counted");
    ann.amend(&id, &json!({ "ends_at": "2030-06-03T15:30:00Z" })).await.ok();
    ann.amend(&id, &json!({ "ends_at": END })).await.ok();

    app.advance(TimeDelta::minutes(125));
    let ann = app.sign_in("ann").await;
    ann.get(&shown).await.ok();
    ann.amend(&id, &longer).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn search_omits_spots_that_are_limited() {
    let mut app = TestApp::new().await;
    limit(&app, 50).await;
    let first = app.spot("A1");
    app.spot("A2");
    let database = Client::new(&app.another_api(live::Settings::default()).await, None);
    let clients = [app.anonymous(), database];
    let later = format!("{NEARBY}&from={AHEAD}&to={END}");
    let found = async |query: &str| {
        let mut counts = Vec::new();
        for client in &clients {
            let spots = client.search(query).await.ok()["spots"].clone();
            counts.push(spots.as_array().unwrap().len());
        }
        assert_eq!(counts[0], counts[1], "{query}");
        counts[0]
    };
    assert_eq!(found(&later).await, 2);
    ahead(&app.driver("ann").await, first).await.created();
    assert_eq!(found(&later).await, 0);
    assert_eq!(found(NEARBY).await, 2, "now");
    let evening = format!("{NEARBY}&from={END}&to=2030-06-03T17:00:00Z");
    assert_eq!(found(&evening).await, 2, "another time");
    limit(&app, 100).await;
    assert_eq!(found(&later).await, 1);
    limit(&app, 0).await;
    assert_eq!(found(&evening).await, 0, "nothing can be reserved ahead");
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_of_the_site_limit_its_zones() {
    let app = TestApp::new().await;
    let (mut conn, spot) = (app.connect(), app.spot("A1"));
    let site = app.city.site(&mut conn, "Lot");
    limit(&app, 0).await;
    let (operator, ann) = (app.operator().await, app.driver("ann").await);
    let terms = format!("/api/v1/admin/sites/{site}/terms");
    operator.put(&terms, &json!({ "reservable_percent": 100 })).await.ok();
    quote_ahead(&ann, spot).await.problem("reserved_ahead_limit");
    app.city.move_zone(&mut conn, site);
    quote_ahead(&ann, spot).await.created();
    let later = format!("{NEARBY}&from={AHEAD}&to={END}");
    assert_eq!(ann.search(&later).await.ok()["spots"][0]["label"], "A1");
}

/// The driver has lost a place that was reserved.
#[tokio::test(flavor = "multi_thread")]
async fn reseat_is_exempt_from_the_share() {
    let app = TestApp::new().await;
    let (ann, spot, other) = (app.driver("ann").await, app.spot("A1"), app.spot("A2"));
    let id = id_of(&ahead(&ann, spot).await.created());
    app.confirm(&ann, &id, "pm_card_visa").await;
    limit(&app, 0).await;
    let revoke = format!("/api/v1/admin/reservations/{id}/revoke");
    app.operator().await.post(&revoke, &json!({ "note": "water main broken" })).await.ok();
    let path = format!("/api/v1/reservations/{id}/reseat");
    assert_eq!(ann.get(&path).await.ok()["reservation"]["spot"]["id"], json!(other));
    let accepted = ann.post(&path, &json!({ "accept": true })).await.ok();
    assert_eq!(accepted["reservation"]["status"], "confirmed");
}
