//! Every change is published after its commit; the database is not polled here.

use chrono::TimeDelta;
use diesel::{RunQueryDsl, sql_query};
use serde_json::{Value, json};
use shared::Error;
use stripe_simulator::{Fault, FaultKind};
use testkit::processes::{Process, binary};
use tokio::time::timeout;

use super::{with, without_polling};
use crate::support::{
    Client, TestApp, WAIT_TIMEOUT, Watcher,
    site::{Site, wait_until},
};

/// Connects as a driver and subscribes to the driver's reservations.
async fn watch_reservations(url: &str, driver: &Client) -> Watcher {
    let mut watcher = Watcher::connect(url, driver.token()).await;
    watcher.send(&json!({ "type": "subscribe", "id": "mine", "reservations": true })).await;
    watcher
}

#[tokio::test(flavor = "multi_thread")]
async fn charges_and_refunds_are_published() {
    let mut app = with(without_polling()).await;
    app.start_relay();
    app.start_worker();
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let mut watcher = watch_reservations(app.url(), &ann).await;
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    watcher.wait_for_reservation(id, "confirmed").await;
    app.advance(TimeDelta::minutes(10));
    ann.act(id, "end").await.ok();
    while watcher.wait_for_reservation(id, "completed").await["charge"]["state"] != "paid" {}
    let operator = app.operator().await;
    let charges = operator.get("/api/v1/admin/charges").await.ok();
    let path =
        format!("/api/v1/admin/charges/{}/refunds", charges["charges"][0]["id"].as_str().unwrap());
    let refund = json!({ "reason": "goodwill", "note": "sorry", "seen": 0 });
    operator.post(&path, &refund).await.created();
    let refunded = |reservation: &Value| reservation["charge"]["refunded"]["amount_minor"] != 0;
    while !refunded(&watcher.wait_for_reservation(id, "completed").await) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn legacy_routes_publish_changes() {
    let app = with(without_polling()).await;
    let spot = app.spot("B14");
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    let (guest, email) = (app.anonymous(), "guest@example.com");
    let body = json!({ "reservation": { "email": email, "reservation_length": 60 } });
    let reserved = guest.post(&format!("/reservation-unauth/{spot}/"), &body).await.created();
    watcher.wait_for_spot(&spot.to_string(), "held").await;
    let id = reserved["id"].as_str().unwrap();
    guest.delete(&format!("/delete-reservation-unauth/{id}/{email}")).await.no_content();
    watcher.wait_for_spot(&spot.to_string(), "free").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_request_publishes_its_commit() {
    let app = with(without_polling()).await;
    let spot = app.spot("B14");
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    let db = app.context.db.clone();
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let (proceed, may_proceed) = std::sync::mpsc::channel();
    let request = tokio::spawn(async move {
        db.write(move |conn| {
            begun.send(()).unwrap();
            may_proceed.recv().unwrap();
            sql_query(format!("update spots set retired_at = now() where id = '{spot}'"))
                .execute(conn)?;
            Ok::<_, Error>(())
        })
        .await
    });
    has_begun.await.unwrap();
    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());
    proceed.send(()).unwrap();
    while watcher.receive().await["removed"] != json!([spot]) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn worker_publishes_changes_of_jobs() {
    let site = Site::new().await;
    let mut variables = site.variables();
    variables.push(("LIVE_POLL_MS".to_owned(), "3600000".to_owned()));
    let _api = Process::start(&binary("api"), &["serve"], &variables);
    site.wait_for_api().await;
    let _worker = site.start_worker();
    let (guest, id) = site.park(2).await;
    // No webhook makes the api write the payment and publish it.
    site.simulator.set_webhook_url("http://127.0.0.1:1/");
    site.simulator.inject(Fault::once(FaultKind::HoldAfter, "/v1/payment_intents/"));
    let mut watcher = watch_reservations(&site.url(), &guest).await;
    // The end of the stay is published before the payment, which commits after the release.
    let ended = watcher.wait_for_reservation(&id, "completed").await;
    assert_ne!(ended["charge"]["state"], "paid");
    let paid = tokio::spawn(async move {
        while watcher.wait_for_reservation(&id, "completed").await["charge"]["state"] != "paid" {}
    });
    wait_until("the payment is published", || async {
        site.simulator.release();
        paid.is_finished()
    })
    .await;
    paid.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_relay_and_reads_publish_nothing() {
    let app = TestApp::new().await;
    let spot = app.spot("B14");
    let client = redis::Client::open(testkit::servers::redis_url()).unwrap();
    let mut channel = client.get_async_pubsub().await.unwrap();
    channel.subscribe(app.context.cache.spots_channel()).await.unwrap();
    let mut messages = channel.into_on_message();
    // Each message follows a commit that the database reports before the caller continues.
    let commits = app.context.db.commits();
    assert_eq!(app.context.relay.publish_due(TimeDelta::zero()).await.unwrap(), 0);
    app.anonymous().search("lat=40.7543&lng=-73.9884&radius=100").await.ok();
    assert!(!commits.has_changed().unwrap(), "a commit was reported");
    app.anonymous().hold_as_guest(spot, 600, "guest@example.com").await.created();
    assert!(commits.has_changed().unwrap(), "no commit was reported");
    let next = timeout(WAIT_TIMEOUT, futures_util::StreamExt::next(&mut messages));
    assert_eq!(next.await.unwrap().unwrap().get_payload::<String>().unwrap(), "");
}
