//! The messages that subscribers get.

use chrono::TimeDelta;
use serde_json::{Value, json};
use testkit::builders::CENTER;

use super::{spot_of, update, with, with_fast_polling, without_polling};
use crate::support::Watcher;

#[tokio::test(flavor = "multi_thread")]
async fn subscriber_gets_snapshot_then_each_change() {
    let app = with(without_polling()).await;
    let (spot, ann) = (app.spot("B14"), app.driver("ann").await);
    let id = spot.to_string();
    let mut watcher = Watcher::connect(app.url(), None).await;
    let snapshot = watcher.watch_city().await;
    assert_eq!((&snapshot["type"], &snapshot["id"]), (&json!("snapshot"), &json!("map")));
    assert!(snapshot["version"].is_string());
    assert_eq!(
        snapshot["spots"],
        json!([{ "id": id, "zone_id": app.city.zone_id, "site_id": null, "label": "B14",
            "lat": CENTER.0, "lng": CENTER.1, "state": "free", "changes_at": null,
            "rate": { "amount_minor": 450, "currency": "USD" }, "attributes": [] }])
    );
    let held = ann.hold(spot, 3_600).await.created()["reservation"].clone();
    assert_eq!(watcher.wait_for_spot(&id, "held").await["changes_at"], held["hold_expires_at"]);
    let reservation = held["id"].as_str().unwrap();
    app.confirm(&ann, reservation, "pm_card_visa").await;
    assert_eq!(watcher.wait_for_spot(&id, "taken").await["changes_at"], held["ends_at"]);
    app.advance(TimeDelta::minutes(5));
    ann.act(reservation, "end").await.ok();
    watcher.wait_for_spot(&id, "free").await;
    let held = ann.hold(spot, 3_600).await.created()["reservation"].clone();
    watcher.wait_for_spot(&id, "held").await;
    ann.act(held["id"].as_str().unwrap(), "cancel").await.ok();
    watcher.wait_for_spot(&id, "free").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_and_revoked_stays_are_sent() {
    let mut app = with(without_polling()).await;
    app.start_relay();
    app.start_worker();
    let (spot, ann) = (app.spot("B14"), app.driver("ann").await);
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    app.park(&ann, spot, 600, "pm_card_visa").await;
    watcher.wait_for_spot(&spot.to_string(), "taken").await;
    app.advance(TimeDelta::minutes(10));
    app.wait_for_jobs().await;
    watcher.wait_for_spot(&spot.to_string(), "free").await;
    let parked = app.park(&ann, spot, 600, "pm_card_visa").await;
    watcher.wait_for_spot(&spot.to_string(), "taken").await;
    let path = format!("/api/v1/admin/reservations/{}/revoke", parked["id"].as_str().unwrap());
    app.operator().await.post(&path, &json!({ "note": "a burst pipe" })).await.ok();
    watcher.wait_for_spot(&spot.to_string(), "free").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn operator_changes_are_sent() {
    let app = with(without_polling()).await;
    let (spot, operator) = (app.spot("B14"), app.operator().await);
    let id = spot.to_string();
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    let ends_at = app.now() + TimeDelta::hours(1);
    let closure = json!({ "spot_id": spot, "ends_at": ends_at, "reason": "street works" });
    let closure =
        operator.post("/api/v1/admin/closures", &closure).await.created()["closure"].clone();
    assert_eq!(watcher.wait_for_spot(&id, "closed").await["changes_at"], closure["ends_at"]);
    let end = format!("/api/v1/admin/closures/{}/end", closure["id"].as_str().unwrap());
    operator.post(&end, &json!({ "note": "done early" })).await.ok();
    watcher.wait_for_spot(&id, "free").await;
    operator
        .post(&format!("/api/v1/admin/spots/{spot}/retire"), &json!({ "note": "gone" }))
        .await
        .ok();
    while watcher.receive().await["removed"] != json!([id]) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_by_time_alone_are_sent() {
    let app = with(without_polling()).await;
    let (spot, ann) = (app.spot("B14"), app.driver("ann").await);
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    ann.hold(spot, 3_600).await.created();
    watcher.wait_for_spot(&spot.to_string(), "held").await;
    // No job cleans up.
    app.advance(TimeDelta::minutes(10));
    assert_eq!(watcher.wait_for_spot(&spot.to_string(), "free").await["changes_at"], Value::Null);

    let ann = app.sign_in("ann").await;
    let held =
        ann.hold_between(spot, "2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z").await.created();
    app.confirm(&ann, held["reservation"]["id"].as_str().unwrap(), "pm_card_visa").await;
    let free = watcher.wait_for_spot(&spot.to_string(), "free").await;
    assert_eq!(free["changes_at"], "2030-06-03T15:00:00Z");
    app.advance(TimeDelta::minutes(110));
    watcher.wait_for_spot(&spot.to_string(), "taken").await;
    app.advance(TimeDelta::minutes(60));
    watcher.wait_for_spot(&spot.to_string(), "free").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn spot_changes_are_sent() {
    let app = with(with_fast_polling()).await;
    let spot = app.spot("B14");
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    update(&app, "update spots set rate_minor_per_hour = 600");
    assert_eq!(watcher.wait_for_spot(&spot.to_string(), "free").await["rate"]["amount_minor"], 600);
    let new = app.spot("B15");
    assert_eq!(watcher.wait_for_spot(&new.to_string(), "free").await["label"], "B15");
    update(&app, "update spots set lat = lat + 0.001 where label = 'B15'");
    assert_eq!(watcher.wait_for_spot(&new.to_string(), "free").await["lat"], CENTER.0 + 0.001);
    update(&app, "update spots set retired_at = now() where label = 'B14'");
    assert_eq!(watcher.receive().await["removed"], json!([spot]));
    update(&app, "update spots set lat = lat + 1 where label = 'B15'");
    assert_eq!(watcher.receive().await["removed"], json!([new]));
    update(&app, "update spots set lat = lat - 1, retired_at = null");
    assert!(spot_of(&watcher.receive().await, new).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_subscribers_of_the_area_get_changes() {
    let app = with(without_polling()).await;
    let (near, far) = (app.spot("B14"), app.city.spot(&mut app.connect(), "Z1", 3_000.0, 450));
    let ann = app.driver("ann").await;
    let mut watcher = Watcher::connect(app.url(), None).await;
    let area = json!({ "south": CENTER.0 - 0.01, "north": CENTER.0 + 0.01, "west": CENTER.1 - 0.01,
        "east": CENTER.1 + 0.01 });
    watcher.send(&json!({ "type": "subscribe", "id": "map", "box": area })).await;
    assert_eq!(watcher.receive().await["spots"].as_array().unwrap().len(), 1);
    let mut other = Watcher::connect(app.url(), None).await;
    other.watch_city().await;
    ann.hold(far, 600).await.created();
    other.wait_for_spot(&far.to_string(), "held").await;
    watcher.assert_quiet().await;
    watcher.send(&json!({ "type": "unsubscribe", "id": "map" })).await;
    assert_eq!(watcher.receive().await, json!({ "type": "done", "id": "map" }));
    ann.hold(near, 600).await.created();
    other.wait_for_spot(&near.to_string(), "held").await;
    watcher.assert_quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn drivers_get_only_their_own_reservations() {
    let app = with(without_polling()).await;
    let (one, two) = (app.spot("B14"), app.spot("B15"));
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let mut watcher = Watcher::connect(app.url(), ann.token()).await;
    watcher.send(&json!({ "type": "subscribe", "id": "mine", "reservations": true })).await;
    let snapshot = watcher.receive().await;
    assert_eq!((&snapshot["type"], &snapshot["reservations"]), (&json!("snapshot"), &json!([])));
    bob.hold(two, 600).await.created();
    watcher.assert_quiet().await;
    let held = ann.hold(one, 600).await.created()["reservation"].clone();
    let id = held["id"].as_str().unwrap();
    assert_eq!(watcher.wait_for_reservation(id, "held").await, held);
    app.confirm(&ann, id, "pm_card_visa").await;
    let confirmed = watcher.wait_for_reservation(id, "confirmed").await;
    assert_eq!(confirmed, ann.show(id).await.ok());
    app.advance(TimeDelta::minutes(5));
    let ended = ann.act(id, "end").await.ok();
    assert_eq!(watcher.wait_for_reservation(id, "completed").await["ends_at"], ended["ends_at"]);

    let guest = app.anonymous().hold_as_guest(one, 600, "gus@example.com").await.created();
    let mut watcher = Watcher::connect(app.url(), guest["manage_token"].as_str()).await;
    watcher.send(&json!({ "type": "subscribe", "id": "mine", "reservations": true })).await;
    assert_eq!(watcher.receive().await["reservations"], json!([guest["reservation"]]));
    // The hold expires by the clock alone.
    app.advance(TimeDelta::minutes(10));
    watcher.wait_for_reservation(guest["reservation"]["id"].as_str().unwrap(), "expired").await;
}
