//! Clients that do not read, or are gone.

use std::time::Duration;

use serde_json::json;
use shared::platform::config::live::Settings;

use super::{update, with, with_fast_polling, without_polling};
use crate::support::{TestApp, WAIT_TIMEOUT, Watcher, whole_city};

/// Waits until one more connection is accepted.
async fn wait_for_room(app: &TestApp) {
    let deadline = tokio::time::Instant::now() + WAIT_TIMEOUT;
    while let Err(refused) = Watcher::try_connect(app.url(), None).await {
        assert!(refused.to_string().contains("503"), "{refused}");
        assert!(
            tokio::time::Instant::now() < deadline,
            "the limit of connections is still reached"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn client_that_reads_nothing_is_dropped() {
    let app =
        with(Settings { connections: 1, heartbeat: Duration::from_secs(1), ..without_polling() })
            .await;
    let zone = app.city.zone_id;
    update(
        &app,
        &format!(
            "insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, \
                rate_minor_per_hour) \
             select gen_random_uuid(), '{}', '{zone}', n::text, 'S' || n, 40.75 + n * 0.000001, \
             -73.98, 450 from generate_series(1, 4000) n",
            app.city.id
        ),
    );
    let mut slow = Watcher::connect(app.url(), None).await;
    let refused = Watcher::try_connect(app.url(), None).await.err().unwrap();
    assert!(refused.to_string().contains("503"), "{refused}");
    // Each response is nearly a megabyte, and none is read.
    for _ in 0..50 {
        slow.send(&json!({ "type": "subscribe", "id": "map", "box": whole_city() })).await;
    }
    wait_for_room(&app).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_client_is_dropped() {
    let app = with(Settings {
        connections: 1,
        heartbeat: Duration::from_millis(100),
        ..without_polling()
    })
    .await;
    // The client library sends pongs only while it reads.
    let _silent = Watcher::connect(app.url(), None).await;
    wait_for_room(&app).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn heartbeats_carry_the_version() {
    // A client that is silent for 2.5 heartbeats is dropped: that must not happen to a slow test.
    let app = with(Settings { heartbeat: Duration::from_secs(2), ..with_fast_polling() }).await;
    app.spot("B14");
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    let beat = loop {
        let message = watcher.receive_any().await;
        if message["type"] == "heartbeat" {
            break message;
        }
    };
    watcher
        .send(&json!({ "type": "subscribe", "id": "map", "box": whole_city(),
        "version": beat["version"] }))
        .await;
    assert_eq!(watcher.receive().await["type"], "delta");
}
