//! Confirm, extend, shorten, cancel and list reservations.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use shared::places::domain::terms::Terms;

use crate::support::{Options, TestApp, client::send};

#[tokio::test(flavor = "multi_thread")]
async fn confirmation_requires_a_card_set_up_at_stripe() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let held = ann.hold(spot, 3_600).await.created()["reservation"].clone();
    let id = held["id"].as_str().unwrap();
    assert_eq!(
        (&held["status"], &held["hold_expires_at"]),
        (&json!("held"), &json!("2030-06-03T13:10:00Z"))
    );
    ann.act(id, "confirm").await.problem("card_not_ready");
    let intent = ann.act(id, "card").await.ok();
    assert_eq!(
        ann.act(id, "card").await.ok()["setup_intent_id"],
        intent["setup_intent_id"],
        "a repeated request returns the same"
    );
    ann.act(id, "confirm").await.problem("card_not_ready");
    let declined = app
        .simulator
        .give_card(intent["setup_intent_id"].as_str().unwrap(), "pm_card_chargeDeclined")
        .unwrap_err();
    assert_eq!(declined["error"]["code"], "card_declined");
    ann.act(id, "confirm").await.problem("card_not_ready");
    app.simulator.give_card(intent["setup_intent_id"].as_str().unwrap(), "pm_card_visa").unwrap();
    let confirmed = ann.act(id, "confirm").await.ok();
    assert_eq!(
        (&confirmed["status"], &confirmed["card"]["last4"]),
        (&json!("confirmed"), &json!("4242"))
    );
    assert_eq!(
        ann.act(id, "confirm").await.ok()["revision"],
        confirmed["revision"],
        "a repeat changes nothing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn blocked_extension_names_the_latest_end() {
    let app = TestApp::new().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    bob.hold_between(spot, "2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z").await.created();
    let id = parked["id"].as_str().unwrap();
    let blocked = ann
        .amend(id, &json!({ "ends_at": "2030-06-03T15:00:01Z" }))
        .await
        .problem("extension_blocked");
    assert_eq!(blocked["latest_end"], "2030-06-03T15:00:00Z");
    assert_eq!(ann.show(id).await.ok()["ends_at"], parked["ends_at"]);
    ann.amend(id, &json!({ "ends_at": blocked["latest_end"] })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn stale_version_is_refused() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let path = format!("/api/v1/reservations/{}", parked["id"].as_str().unwrap());
    let etag = ann.get(&path).await.headers["etag"].to_str().unwrap().to_owned();
    let amend = |etag: &str, ends_at: &str| {
        send(
            ann.request(Method::PATCH, &path)
                .header("If-Match", etag)
                .json(&json!({ "ends_at": ends_at })),
        )
    };
    amend(&etag, "2030-06-03T14:30:00Z").await.ok();
    let refused = amend(&etag, "2030-06-03T15:00:00Z").await.problem("revision_mismatch");
    assert_eq!(refused["current_revision"], 3);
    ann.post(&format!("{path}/end"), &json!({ "revision": 2 })).await.problem("revision_mismatch");
}

#[tokio::test(flavor = "multi_thread")]
async fn amended_end_is_limited_and_may_end_the_stay() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    let problem = ann
        .amend(id, &json!({ "ends_at": "2035-01-01T00:00:00Z" }))
        .await
        .problem("invalid_request");
    assert_eq!(problem["errors"][0]["code"], "too_long");
    app.advance(TimeDelta::minutes(10));
    let ended = ann.amend(id, &json!({ "ends_at": "2030-06-03T13:05:00Z" })).await.ok();
    assert_eq!(
        (&ended["status"], &ended["ends_at"]),
        (&json!("completed"), &json!("2030-06-03T13:10:00Z"))
    );
    ann.amend(id, &json!({ "ends_at": "2030-06-03T15:00:00Z" }))
        .await
        .problem("invalid_transition");
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_confirmed_late_is_extended_by_a_minute() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let held = ann.hold(spot, 300).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    app.advance(TimeDelta::minutes(4));
    let confirmed = app.confirm(&ann, id, "pm_card_visa").await;
    assert_eq!(
        (&confirmed["starts_at"], &confirmed["ends_at"]),
        (&json!("2030-06-03T13:04:00Z"), &json!("2030-06-03T13:05:00Z"))
    );
    // Two minutes, which is less than the minimum stay.
    let longer = json!({ "ends_at": "2030-06-03T13:06:00Z" });
    ann.post(&format!("/api/v1/reservations/{id}/quotes"), &longer).await.created();
    assert_eq!(ann.amend(id, &longer).await.ok()["ends_at"], longer["ends_at"]);
    let too_long = json!({ "ends_at": "2035-01-01T00:00:00Z" });
    let problem = ann.amend(id, &too_long).await.problem("invalid_request");
    assert_eq!(problem["errors"][0]["code"], "too_long");
}

#[tokio::test(flavor = "multi_thread")]
async fn begun_stay_can_be_ended_not_cancelled() {
    let app = TestApp::with_worker().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let held =
        ann.hold_between(spot, "2030-06-03T13:30:00Z", "2030-06-03T14:00:00Z").await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    app.confirm(&ann, id, "pm_card_visa").await;
    assert_eq!(ann.act(id, "cancel").await.ok()["status"], "cancelled");
    assert_eq!(ann.act(id, "cancel").await.ok()["status"], "cancelled", "a repeat changes nothing");
    app.mail("ann@example.com", "is cancelled").await;
    app.wait_for_jobs().await;
    let methods = app.simulator.all("payment_method");
    assert!(methods.iter().all(|method| method["customer"].is_null()), "the card is detached");
    let taken =
        bob.hold_between(spot, "2030-06-03T13:00:00Z", "2030-06-03T14:00:00Z").await.created();
    let taken = taken["reservation"]["id"].as_str().unwrap();
    app.confirm(&bob, taken, "pm_card_visa").await;
    app.advance(TimeDelta::seconds(60));
    bob.act(taken, "cancel").await.problem("invalid_transition");
    assert_eq!(bob.act(taken, "end").await.ok()["status"], "completed");
}

#[tokio::test(flavor = "multi_thread")]
async fn hold_can_be_cancelled() {
    let app = TestApp::new().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let held = ann.hold(spot, 3_600).await.created();
    ann.act(held["reservation"]["id"].as_str().unwrap(), "cancel").await.ok();
    bob.hold(spot, 3_600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_reservation_is_not_found() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let of_ann = ann.hold(app.spot("B14"), 3_600).await.created()["reservation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let guest =
        app.anonymous().hold_as_guest(app.spot("B15"), 3_600, "guest@example.com").await.created();
    let of_guest = guest["reservation"]["id"].as_str().unwrap();
    let guest = app.bearer(guest["manage_token"].as_str().unwrap());
    for (stranger, id) in [(&bob, of_ann.as_str()), (&bob, of_guest), (&guest, of_ann.as_str())] {
        stranger.show(id).await.problem("not_found");
        stranger
            .amend(id, &json!({ "ends_at": "2030-06-03T15:00:00Z" }))
            .await
            .problem("not_found");
        for verb in ["card", "confirm", "end", "cancel"] {
            stranger.act(id, verb).await.problem("not_found");
        }
    }
    assert_eq!(bob.get("/api/v1/reservations").await.ok()["reservations"], json!([]));
    app.anonymous().show(&of_ann).await.problem("unauthenticated");
    guest.get("/api/v1/reservations").await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn reservations_are_listed_by_page_current_and_past() {
    let terms = Terms { max_holds: 5, ..Terms::default() };
    let app = TestApp::with(Options { terms, ..Options::default() }).await;
    let ann = app.driver("ann").await;
    let mut ids = Vec::new();
    for hour in 14..19 {
        let (start, end) =
            (format!("2030-06-03T{hour}:00:00Z"), format!("2030-06-03T{hour}:30:00Z"));
        let held = ann.hold_between(app.spot(&format!("B{hour}")), &start, &end).await.created();
        ids.insert(0, held["reservation"]["id"].as_str().unwrap().to_owned());
    }
    ann.act(&ids[0], "cancel").await.ok();
    let first = ann.get("/api/v1/reservations?limit=3").await.ok();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = ann.get(&format!("/api/v1/reservations?limit=3&cursor={cursor}")).await.ok();
    let listed: Vec<String> = [&first, &second].into_iter().flat_map(ids_of).collect();
    assert_eq!(listed, ids[1..]);
    assert_eq!(second["next_cursor"], Value::Null);
    assert_eq!(ids_of(&ann.get("/api/v1/reservations?age=past").await.ok()), ids[..1]);
}

fn ids_of(page: &Value) -> Vec<String> {
    let list = page["reservations"].as_array().unwrap().iter();
    list.map(|reservation| reservation["id"].as_str().unwrap().to_owned()).collect()
}
