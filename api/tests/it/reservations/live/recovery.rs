//! No change is lost when processes, Redis or connections fail.

use std::time::Duration;

use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use serde_json::json;
use services::{DataDirectory, Redis, free_port};
use shared::platform::config::live::Settings;
use testkit::processes::{Process, binary};

use super::{spot_of, update, with, with_fast_polling, without_polling};
use crate::support::{
    Client, Options, TestApp, WAIT_TIMEOUT, Watcher,
    site::{Site, wait_until},
    whole_city,
};

#[tokio::test(flavor = "multi_thread")]
async fn change_reaches_clients_of_another_api() {
    let mut app = with(without_polling()).await;
    let other = app.another_api(without_polling()).await;
    let (spot, ann) = (app.spot("B14"), app.driver("ann").await);
    let mut watcher = Watcher::connect(&other, None).await;
    watcher.watch_city().await;
    let held = ann.hold(spot, 600).await.created();
    watcher.wait_for_spot(&spot.to_string(), "held").await;
    ann.act(held["reservation"]["id"].as_str().unwrap(), "cancel").await.ok();
    watcher.wait_for_spot(&spot.to_string(), "free").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_exchange_changes() {
    let site = Site::new().await;
    let start = |port: u16| {
        let mut variables = site.variables();
        variables.retain(|(name, _)| name != "API_ADDRESS");
        let own =
            [("API_ADDRESS", format!("127.0.0.1:{port}")), ("LIVE_POLL_MS", "3600000".to_owned())];
        variables.extend(own.map(|(name, value)| (name.to_owned(), value)));
        Process::start(&binary("api"), &["serve"], &variables)
    };
    let ports = [free_port().unwrap(), free_port().unwrap()];
    let _processes = ports.map(start);
    let [one, other] = ports.map(|port| format!("http://127.0.0.1:{port}"));
    for url in [&one, &other] {
        wait_until("both respond", || async {
            reqwest::get(format!("{url}/readyz"))
                .await
                .is_ok_and(|response| response.status() == 200)
        })
        .await;
    }
    let spot = site.spot("B14");
    let (mut here, mut there) =
        (Watcher::connect(&one, None).await, Watcher::connect(&other, None).await);
    here.watch_city().await;
    there.watch_city().await;
    let held = Client::new(&one, None).hold_as_guest(spot, 60, "guest@example.com").await.created();
    there.wait_for_spot(&spot.to_string(), "held").await;
    let guest = Client::new(&other, held["manage_token"].as_str());
    guest.act(held["reservation"]["id"].as_str().unwrap(), "cancel").await.ok();
    here.wait_for_spot(&spot.to_string(), "free").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_outage_falls_back_to_polling() {
    let directory = std::env::temp_dir().join(format!("curbhold-redis-{}", uuid::Uuid::new_v4()));
    let place = DataDirectory::new(&directory).unwrap();
    let mut redis =
        tokio::task::spawn_blocking(move || Redis::start(&place, None).unwrap()).await.unwrap();
    let live = Settings { poll: Duration::from_secs(1), ..Settings::default() };
    let app = TestApp::with(Options { redis_url: redis.url(), live, ..Options::default() }).await;
    let (spot, ann) = (app.spot("B14"), app.driver("ann").await);
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    let mut redis = tokio::task::spawn_blocking(move || {
        redis.kill();
        redis
    })
    .await
    .unwrap();
    let held = ann.hold(spot, 600).await.created();
    watcher.wait_for_spot(&spot.to_string(), "held").await;
    let redis = tokio::task::spawn_blocking(move || {
        redis.restart().unwrap();
        redis
    })
    .await
    .unwrap();
    ann.act(held["reservation"]["id"].as_str().unwrap(), "cancel").await.ok();
    watcher.wait_for_spot(&spot.to_string(), "free").await;
    drop(redis);
    std::fs::remove_dir_all(&directory).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn reconnected_client_gets_missed_changes_only() {
    let mut app = with(without_polling()).await;
    let (one, two, three) = (app.spot("B14"), app.spot("B15"), app.spot("B16"));
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    ann.hold(three, 600).await.created();
    let mut watcher = Watcher::connect(app.url(), None).await;
    let version = watcher.watch_city().await["version"].clone();
    drop(watcher);
    bob.hold(two, 1_200).await.created();
    update(&app, &format!("update spots set retired_at = now() where id = '{one}'"));
    // Another hold expires meanwhile, by the clock alone.
    app.advance(TimeDelta::minutes(10));
    let fresh = app.another_api(without_polling()).await;
    let mut watcher = Watcher::connect(&fresh, None).await;
    watcher
        .send(&json!({ "type": "subscribe", "id": "map", "box": whole_city(), "version": version }))
        .await;
    let missed = watcher.receive().await;
    assert_eq!((&missed["type"], &missed["id"]), (&json!("delta"), &json!("map")), "{missed:#}");
    assert_eq!(missed["removed"], json!([one]));
    assert_eq!(missed["spots"].as_array().unwrap().len(), 2, "{missed:#}");
    assert_eq!(spot_of(&missed, three).unwrap()["state"], "free");
    // No change is sent twice.
    watcher
        .send(&json!({ "type": "subscribe", "id": "map", "box": whole_city(),
        "version": missed["version"] }))
        .await;
    let nothing = watcher.receive().await;
    assert_eq!(
        (&nothing["type"], &nothing["spots"], &nothing["removed"]),
        (&json!("delta"), &json!([]), &json!([]))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_version_gets_a_new_snapshot() {
    let app = with(without_polling()).await;
    app.spot("B14");
    let mut watcher = Watcher::connect(app.url(), None).await;
    let version = watcher.watch_city().await["version"].as_str().unwrap().to_owned();
    update(&app, "update spots set rate_minor_per_hour = 500");
    // Noted changes are kept while any older transaction is open, and other tests have open ones.
    let deadline = tokio::time::Instant::now() + WAIT_TIMEOUT;
    while !app
        .query_texts("select 'stored' as text from live_changes where $1 is not null")
        .is_empty()
    {
        assert!(tokio::time::Instant::now() < deadline, "the change is kept");
        worker::reconcile(&app.context).await.unwrap();
    }
    let future = version.split('.').map(|_| "9000000000000000").collect::<Vec<_>>().join(".");
    for version in [version.as_str(), "nonsense", "0.0.0", &future, "1.2.3.4'"] {
        watcher
            .send(&json!({ "type": "subscribe", "id": "map", "box": whole_city(),
            "version": version }))
            .await;
        let response = loop {
            // The change itself may be sent as well.
            let message = watcher.receive().await;
            if message["id"] == "map" {
                break message;
            }
        };
        assert_eq!(response["type"], "snapshot", "{version}: {response:#}");
        assert_eq!(response["spots"][0]["rate"]["amount_minor"], 500);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn late_commit_is_sent_and_blocks_nothing() {
    let app = with(with_fast_polling()).await;
    let (early, late) = (app.spot("B14"), app.spot("B15"));
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    let mut open = app.connect();
    let begun = format!("begin; update spots set rate_minor_per_hour = 700 where id = '{late}'");
    open.batch_execute(&begun).unwrap();
    update(&app, &format!("update spots set rate_minor_per_hour = 600 where id = '{early}'"));
    assert_eq!(
        watcher.wait_for_spot(&early.to_string(), "free").await["rate"]["amount_minor"],
        600
    );
    watcher.assert_quiet().await;
    open.batch_execute("commit").unwrap();
    assert_eq!(watcher.wait_for_spot(&late.to_string(), "free").await["rate"]["amount_minor"], 700);
}
