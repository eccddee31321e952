//! Live updates: what is told, to whom, and what happens when something is interrupted.

use std::time::Duration;

use chrono::TimeDelta;
use diesel::{RunQueryDsl, connection::SimpleConnection, sql_query};
use serde_json::{Value, json};
use services::{Place, Redis};
use shared::{config::live::Settings, domain::ids::SpotId};
use testkit::builders::CENTER;

use crate::support::{Options, PATIENCE, TestApp, Watcher, whole_city};

/// Nobody asks the database by itself: what is told was told by Redis.
fn only_nudged() -> Settings {
    Settings { poll: Duration::from_secs(3_600), ..Settings::default() }
}

/// Whether Redis tells or not, the database is asked.
fn only_polled() -> Settings {
    Settings { poll: Duration::from_millis(50), ..Settings::default() }
}

async fn with(live: Settings) -> TestApp {
    TestApp::with(Options { live, ..Options::default() }).await
}

fn update(app: &TestApp, sql: &str) {
    assert!(sql_query(sql).execute(&mut app.connect()).unwrap() > 0, "{sql}");
}

fn spot_of(message: &Value, id: SpotId) -> Option<Value> {
    message["spots"].as_array()?.iter().find(|spot| spot["id"] == id.to_string()).cloned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watcher_sees_the_map_and_then_each_hold_confirmation_end_and_cancellation() {
    let app = with(only_nudged()).await;
    let (spot, ann) = (app.spot("B14"), app.driver("ann").await);
    let id = spot.to_string();
    let mut watcher = Watcher::connect(app.url(), None).await;
    let snapshot = watcher.watch_city().await;
    assert_eq!((&snapshot["type"], &snapshot["id"]), (&json!("snapshot"), &json!("map")));
    assert!(snapshot["version"].is_string());
    assert_eq!(
        snapshot["spots"],
        json!([{ "id": id, "label": "B14", "lat": CENTER.0, "lng": CENTER.1, "state": "free", "changes_at": null,
            "rate": { "amount_minor": 450, "currency": "USD" }, "attributes": [] }])
    );
    let held = ann.hold(spot, 3_600).await.created()["reservation"].clone();
    assert_eq!(watcher.until_spot(&id, "held").await["changes_at"], held["hold_expires_at"]);
    let reservation = held["id"].as_str().unwrap();
    app.confirm(&ann, reservation, "pm_card_visa").await;
    assert_eq!(watcher.until_spot(&id, "taken").await["changes_at"], held["ends_at"]);
    app.pass(TimeDelta::minutes(5));
    ann.act(reservation, "end").await.ok();
    watcher.until_spot(&id, "free").await;
    let held = ann.hold(spot, 3_600).await.created()["reservation"].clone();
    watcher.until_spot(&id, "held").await;
    ann.act(held["id"].as_str().unwrap(), "cancel").await.ok();
    watcher.until_spot(&id, "free").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stay_that_ends_and_one_that_is_revoked_are_told() {
    let mut app = with(only_nudged()).await;
    app.start_relay();
    app.start_worker();
    let (spot, ann) = (app.spot("B14"), app.driver("ann").await);
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    app.park(&ann, spot, 600, "pm_card_visa").await;
    watcher.until_spot(&spot.to_string(), "taken").await;
    app.pass(TimeDelta::minutes(10));
    app.settle().await;
    watcher.until_spot(&spot.to_string(), "free").await;
    let parked = app.park(&ann, spot, 600, "pm_card_visa").await;
    watcher.until_spot(&spot.to_string(), "taken").await;
    let path = format!("/api/v1/admin/reservations/{}/revoke", parked["id"].as_str().unwrap());
    app.operator().await.post(&path, &json!({ "note": "a burst pipe" })).await.ok();
    watcher.until_spot(&spot.to_string(), "free").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_clock_alone_changes_is_told() {
    let app = with(only_nudged()).await;
    let (spot, ann) = (app.spot("B14"), app.driver("ann").await);
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    ann.hold(spot, 3_600).await.created();
    watcher.until_spot(&spot.to_string(), "held").await;
    // Nobody sweeps.
    app.pass(TimeDelta::minutes(10));
    assert_eq!(watcher.until_spot(&spot.to_string(), "free").await["changes_at"], Value::Null);

    let ann = app.sign_in("ann").await;
    let held = ann.hold_between(spot, "2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z").await.created();
    app.confirm(&ann, held["reservation"]["id"].as_str().unwrap(), "pm_card_visa").await;
    let free = watcher.until_spot(&spot.to_string(), "free").await;
    assert_eq!(free["changes_at"], "2030-06-03T15:00:00Z");
    app.pass(TimeDelta::minutes(110));
    watcher.until_spot(&spot.to_string(), "taken").await;
    app.pass(TimeDelta::minutes(60));
    watcher.until_spot(&spot.to_string(), "free").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn new_rates_new_spots_moves_and_retirements_are_told() {
    let app = with(only_polled()).await;
    let spot = app.spot("B14");
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    update(&app, "update spots set rate_minor_per_hour = 600");
    assert_eq!(watcher.until_spot(&spot.to_string(), "free").await["rate"]["amount_minor"], 600);
    let new = app.spot("B15");
    assert_eq!(watcher.until_spot(&new.to_string(), "free").await["label"], "B15");
    update(&app, "update spots set lat = lat + 0.001 where label = 'B15'");
    assert_eq!(watcher.until_spot(&new.to_string(), "free").await["lat"], CENTER.0 + 0.001);
    update(&app, "update spots set retired_at = now() where label = 'B14'");
    assert_eq!(watcher.hear().await["removed"], json!([spot]));
    update(&app, "update spots set lat = lat + 1 where label = 'B15'");
    assert_eq!(watcher.hear().await["removed"], json!([new]));
    update(&app, "update spots set lat = lat - 1, retired_at = null");
    assert!(spot_of(&watcher.hear().await, new).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_watch_the_place_are_told() {
    let app = with(only_nudged()).await;
    let (near, far) = (app.spot("B14"), app.city.spot(&mut app.connect(), "Z1", 3_000.0, 450));
    let ann = app.driver("ann").await;
    let mut watcher = Watcher::connect(app.url(), None).await;
    let area =
        json!({ "south": CENTER.0 - 0.01, "north": CENTER.0 + 0.01, "west": CENTER.1 - 0.01, "east": CENTER.1 + 0.01 });
    watcher.say(&json!({ "type": "subscribe", "id": "map", "box": area })).await;
    assert_eq!(watcher.hear().await["spots"].as_array().unwrap().len(), 1);
    let mut other = Watcher::connect(app.url(), None).await;
    other.watch_city().await;
    ann.hold(far, 600).await.created();
    other.until_spot(&far.to_string(), "held").await;
    watcher.is_quiet().await;
    watcher.say(&json!({ "type": "unsubscribe", "id": "map" })).await;
    assert_eq!(watcher.hear().await, json!({ "type": "done", "id": "map" }));
    ann.hold(near, 600).await.created();
    other.until_spot(&near.to_string(), "held").await;
    watcher.is_quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_made_at_one_api_is_told_by_another() {
    let mut app = with(only_nudged()).await;
    let other = app.another_api(only_nudged()).await;
    let (spot, ann) = (app.spot("B14"), app.driver("ann").await);
    let mut watcher = Watcher::connect(&other, None).await;
    watcher.watch_city().await;
    let held = ann.hold(spot, 600).await.created();
    watcher.until_spot(&spot.to_string(), "held").await;
    ann.act(held["reservation"]["id"].as_str().unwrap(), "cancel").await.ok();
    watcher.until_spot(&spot.to_string(), "free").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_redis_is_down_the_database_tells_and_when_it_is_back_redis_does_again() {
    let directory = std::env::temp_dir().join(format!("curbhold-redis-{}", uuid::Uuid::new_v4()));
    let place = Place::new(&directory).unwrap();
    let mut redis = tokio::task::spawn_blocking(move || Redis::start(&place, None).unwrap()).await.unwrap();
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
    watcher.until_spot(&spot.to_string(), "held").await;
    let redis = tokio::task::spawn_blocking(move || {
        redis.restart().unwrap();
        redis
    })
    .await
    .unwrap();
    ann.act(held["reservation"]["id"].as_str().unwrap(), "cancel").await.ok();
    watcher.until_spot(&spot.to_string(), "free").await;
    drop(redis);
    std::fs::remove_dir_all(&directory).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_a_client_is_told_only_what_it_has_missed() {
    let mut app = with(only_nudged()).await;
    let (one, two, three) = (app.spot("B14"), app.spot("B15"), app.spot("B16"));
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    ann.hold(three, 600).await.created();
    let mut watcher = Watcher::connect(app.url(), None).await;
    let version = watcher.watch_city().await["version"].clone();
    drop(watcher);
    bob.hold(two, 1_200).await.created();
    update(&app, &format!("update spots set retired_at = now() where id = '{one}'"));
    // By the clock alone, another hold runs out meanwhile.
    app.pass(TimeDelta::minutes(10));
    let fresh = app.another_api(only_nudged()).await;
    let mut watcher = Watcher::connect(&fresh, None).await;
    watcher.say(&json!({ "type": "subscribe", "id": "map", "box": whole_city(), "version": version })).await;
    let missed = watcher.hear().await;
    assert_eq!((&missed["type"], &missed["id"]), (&json!("delta"), &json!("map")), "{missed:#}");
    assert_eq!(missed["removed"], json!([one]));
    assert_eq!(missed["spots"].as_array().unwrap().len(), 2, "{missed:#}");
    assert_eq!(spot_of(&missed, three).unwrap()["state"], "free");
    // Nothing is missed twice.
    watcher.say(&json!({ "type": "subscribe", "id": "map", "box": whole_city(), "version": missed["version"] })).await;
    let nothing = watcher.hear().await;
    assert_eq!((&nothing["type"], &nothing["spots"], &nothing["removed"]), (&json!("delta"), &json!([]), &json!([])));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_is_forgotten_or_makes_no_sense_gives_a_fresh_snapshot() {
    let app = with(only_nudged()).await;
    app.spot("B14");
    let mut watcher = Watcher::connect(app.url(), None).await;
    let version = watcher.watch_city().await["version"].as_str().unwrap().to_owned();
    update(&app, "update spots set rate_minor_per_hour = 500");
    // What is noted is kept while an older transaction is open anywhere, and other tests have some.
    let deadline = tokio::time::Instant::now() + PATIENCE;
    while !app.texts("select 'noted' as text from live_changes where $1 is not null").is_empty() {
        assert!(tokio::time::Instant::now() < deadline, "not forgotten");
        worker::reconcile(&app.context).await.unwrap();
    }
    let future = version.split('.').map(|_| "9000000000000000").collect::<Vec<_>>().join(".");
    for version in [version.as_str(), "nonsense", "0.0.0", &future, "1.2.3.4'"] {
        watcher.say(&json!({ "type": "subscribe", "id": "map", "box": whole_city(), "version": version })).await;
        let answer = loop {
            // The change itself may be told as well.
            let message = watcher.hear().await;
            if message["id"] == "map" {
                break message;
            }
        };
        assert_eq!(answer["type"], "snapshot", "{version}: {answer:#}");
        assert_eq!(answer["spots"][0]["rate"]["amount_minor"], 500);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_commits_late_is_told_and_holds_nothing_up() {
    let app = with(only_polled()).await;
    let (early, late) = (app.spot("B14"), app.spot("B15"));
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    let mut open = app.connect();
    let begun = format!("begin; update spots set rate_minor_per_hour = 700 where id = '{late}'");
    open.batch_execute(&begun).unwrap();
    update(&app, &format!("update spots set rate_minor_per_hour = 600 where id = '{early}'"));
    assert_eq!(watcher.until_spot(&early.to_string(), "free").await["rate"]["amount_minor"], 600);
    watcher.is_quiet().await;
    open.batch_execute("commit").unwrap();
    assert_eq!(watcher.until_spot(&late.to_string(), "free").await["rate"]["amount_minor"], 700);
}

#[tokio::test(flavor = "multi_thread")]
async fn drivers_see_their_own_reservations_and_nobody_elses() {
    let app = with(only_nudged()).await;
    let (one, two) = (app.spot("B14"), app.spot("B15"));
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let mut watcher = Watcher::connect(app.url(), ann.token()).await;
    watcher.say(&json!({ "type": "subscribe", "id": "mine", "reservations": true })).await;
    let snapshot = watcher.hear().await;
    assert_eq!((&snapshot["type"], &snapshot["reservations"]), (&json!("snapshot"), &json!([])));
    bob.hold(two, 600).await.created();
    watcher.is_quiet().await;
    let held = ann.hold(one, 600).await.created()["reservation"].clone();
    let id = held["id"].as_str().unwrap();
    assert_eq!(watcher.until_reservation(id, "held").await, held);
    app.confirm(&ann, id, "pm_card_visa").await;
    let confirmed = watcher.until_reservation(id, "confirmed").await;
    assert_eq!(confirmed, ann.show(id).await.ok());
    app.pass(TimeDelta::minutes(5));
    let ended = ann.act(id, "end").await.ok();
    assert_eq!(watcher.until_reservation(id, "completed").await["ends_at"], ended["ends_at"]);

    let guest = app.anonymous().hold_as_guest(one, 600, "gus@example.com").await.created();
    let mut watcher = Watcher::connect(app.url(), guest["manage_token"].as_str()).await;
    watcher.say(&json!({ "type": "subscribe", "id": "mine", "reservations": true })).await;
    assert_eq!(watcher.hear().await["reservations"], json!([guest["reservation"]]));
    // A hold runs out by the clock alone.
    app.pass(TimeDelta::minutes(10));
    watcher.until_reservation(guest["reservation"]["id"].as_str().unwrap(), "expired").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_comes_as_header_or_first_message_and_ends_what_it_began() {
    let app = with(only_polled()).await;
    let (spot, ann) = (app.spot("B14"), app.driver("ann").await);
    let mine = json!({ "type": "subscribe", "id": "mine", "reservations": true });
    let refused = Watcher::try_connect(app.url(), Some("nonsense")).await.err().unwrap();
    assert!(refused.to_string().contains("401"), "{refused}");

    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.say(&mine).await;
    let refused = watcher.hear().await;
    assert_eq!((&refused["id"], &refused["problem"]["code"]), (&json!("mine"), &json!("unauthenticated")));
    watcher.say(&json!({ "type": "authenticate", "token": "nonsense" })).await;
    assert_eq!(watcher.hear().await["problem"]["code"], "unauthenticated");
    watcher.say(&json!({ "type": "authenticate", "token": ann.token() })).await;
    assert_eq!(watcher.hear().await["type"], "done");
    watcher.say(&mine).await;
    assert_eq!(watcher.hear().await["type"], "snapshot");

    // A renewed token goes on where the first one ends.
    app.pass(TimeDelta::minutes(10));
    let renewed = app.sign_in("ann").await;
    watcher.say(&json!({ "type": "authenticate", "token": renewed.token() })).await;
    assert_eq!(watcher.hear().await["type"], "done");
    app.pass(TimeDelta::minutes(10));
    watcher.is_quiet().await;
    let held = renewed.hold(spot, 600).await.created();
    watcher.until_reservation(held["reservation"]["id"].as_str().unwrap(), "held").await;
    app.pass(TimeDelta::minutes(6));
    let ended = watcher.hear().await;
    assert_eq!((&ended["id"], &ended["problem"]["code"]), (&json!("mine"), &json!("unauthenticated")), "{ended:#}");

    // So does the end of the session.
    let again = app.sign_in("ann").await;
    watcher.say(&json!({ "type": "authenticate", "token": again.token() })).await;
    assert_eq!(watcher.hear().await["type"], "done");
    watcher.say(&mine).await;
    assert_eq!(watcher.hear().await["type"], "snapshot");
    again.delete("/api/v1/sessions/current").await.no_content();
    assert_eq!(watcher.hear().await["problem"]["code"], "unauthenticated");
    watcher.say(&mine).await;
    assert_eq!(watcher.hear().await["problem"]["code"], "unauthenticated", "the token is as dead as the session");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_a_problem_that_names_the_field() {
    let app = with(only_nudged()).await;
    app.spot("B14");
    let refused = app.anonymous().get("/api/v1/live").await;
    assert_eq!(refused.status, 426);
    refused.problem("upgrade_required");
    let mut watcher = Watcher::connect(app.url(), None).await;
    let area = |north: f64| json!({ "south": 40.7, "west": -74.0, "north": north, "east": -73.9 });
    let cases = [
        (json!({ "type": "sing" }), "type"),
        (json!({ "type": "subscribe", "box": area(40.8) }), "id"),
        (json!({ "type": "subscribe", "id": "map" }), "box"),
        (json!({ "type": "subscribe", "id": "map", "box": area(40.95) }), "box"),
        (json!({ "type": "subscribe", "id": "map", "box": area(40.6) }), "box"),
        (json!({ "type": "subscribe", "id": "map", "box": area(91.0) }), "box.north"),
        (json!({ "type": "subscribe", "id": "map", "box": { "south": 1 } }), "box.west"),
        (json!({ "type": "authenticate" }), "token"),
    ];
    for (message, field) in cases {
        watcher.say(&message).await;
        let answer = watcher.hear().await;
        assert_eq!(answer["problem"]["code"], "invalid_request", "{message} {answer:#}");
        assert_eq!(answer["problem"]["errors"][0]["field"], field, "{message} {answer:#}");
    }
    for number in 0..8 {
        watcher.say(&json!({ "type": "subscribe", "id": format!("map {number}"), "box": area(40.8) })).await;
        assert_eq!(watcher.hear().await["type"], "snapshot");
    }
    watcher.say(&json!({ "type": "subscribe", "id": "one too many", "box": area(40.8) })).await;
    assert_eq!(watcher.hear().await["problem"]["errors"][0]["code"], "too_many");
    for _ in 0..100 {
        watcher.say(&json!({ "type": "ping" })).await;
    }
    let end = loop {
        if let Err(code) = watcher.next().await {
            break code;
        }
    };
    assert_eq!(end, Some(4003));
}

/// Waits until there is room for one more.
async fn until_room(app: &TestApp) {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    while let Err(refused) = Watcher::try_connect(app.url(), None).await {
        assert!(refused.to_string().contains("503"), "{refused}");
        assert!(tokio::time::Instant::now() < deadline, "still no room");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_takes_nothing_is_dropped_and_gives_its_place_back() {
    let app = with(Settings { connections: 1, heartbeat: Duration::from_secs(1), ..only_nudged() }).await;
    let zone = app.city.zone_id;
    update(
        &app,
        &format!(
            "insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, rate_minor_per_hour) \
             select gen_random_uuid(), '{}', '{zone}', n::text, 'S' || n, 40.75 + n * 0.000001, -73.98, 450 from generate_series(1, 4000) n",
            app.city.id
        ),
    );
    let mut slow = Watcher::connect(app.url(), None).await;
    let refused = Watcher::try_connect(app.url(), None).await.err().unwrap();
    assert!(refused.to_string().contains("503"), "{refused}");
    // Each answer is nearly a megabyte, and none is read.
    for _ in 0..50 {
        slow.say(&json!({ "type": "subscribe", "id": "map", "box": whole_city() })).await;
    }
    until_room(&app).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_gives_no_sign_of_life_is_dropped() {
    let app = with(Settings { connections: 1, heartbeat: Duration::from_millis(100), ..only_nudged() }).await;
    // Its answers to pings would be sent while it reads.
    let _silent = Watcher::connect(app.url(), None).await;
    until_room(&app).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn heartbeats_come_and_carry_the_version() {
    let app = with(Settings { heartbeat: Duration::from_millis(100), ..only_polled() }).await;
    app.spot("B14");
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    let beat = watcher.hear_any().await;
    assert_eq!(beat["type"], "heartbeat");
    watcher.say(&json!({ "type": "subscribe", "id": "map", "box": whole_city(), "version": beat["version"] })).await;
    assert_eq!(watcher.hear().await["type"], "delta");
}
