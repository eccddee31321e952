//! Counts and states of garages, live and after recounts.

use std::time::Duration;

use serde_json::{Value, json};
use shared::platform::config::live::Settings;

use super::id_of;
use crate::support::{
    Client, Options, TestApp, WAIT_TIMEOUT, Watcher,
    visits::{Garage, visit_path},
};

/// The database is not polled: every change comes through Redis.
async fn without_polling() -> TestApp {
    let live = Settings { poll: Duration::from_secs(3_600), ..Settings::default() };
    TestApp::with(Options { live, ..Options::default() }).await
}

fn site_of(message: &Value, garage: &Garage) -> Option<Value> {
    let sites = message["sites"].as_array()?;
    sites.iter().find(|site| site["id"] == garage.site.to_string()).cloned()
}

/// Receives messages until the garage has this number of free spots.
async fn wait_for_free(watcher: &mut Watcher, garage: &Garage, free: i64) -> Value {
    let deadline = tokio::time::Instant::now() + WAIT_TIMEOUT;
    loop {
        let message = watcher.receive().await;
        match site_of(&message, garage) {
            Some(site) if site["free"] == free => return site,
            _ => assert!(tokio::time::Instant::now() < deadline, "not {free} free"),
        }
    }
}

/// State, free spots and all spots as drivers see them.
async fn shown(client: &Client, garage: &Garage) -> (Value, Value, Value) {
    let site = client.get(&garage.path()).await.ok();
    (site["state"].clone(), site["free"].clone(), site["total"].clone())
}

async fn recount(app: &TestApp, garage: &Garage, counted: i32) -> Value {
    let recounts = format!("{}/recounts", garage.admin_path());
    let body = json!({ "counted": counted, "note": "counted by hand" });
    app.operator().await.post(&recounts, &body).await.created()
}

#[tokio::test(flavor = "multi_thread")]
async fn count_reaches_another_client() {
    let app = without_polling().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(3).await);
    let mut watcher = Watcher::connect(app.url(), None).await;
    let snapshot = watcher.watch_city().await;
    let expected = json!({ "id": garage.site, "state": "free", "free": 3, "total": 3 });
    assert_eq!(site_of(&snapshot, &garage), Some(expected));
    let visit = ann.enter(&garage.entrance).await.created();
    wait_for_free(&mut watcher, &garage, 2).await;
    ann.leave(&visit, &garage.exit).await.ok();
    wait_for_free(&mut watcher, &garage, 3).await;
    recount(&app, &garage, 3).await;
    let site = wait_for_free(&mut watcher, &garage, 0).await;
    assert_eq!(site["state"], "full", "a recount is a change too");

    let mut elsewhere = Watcher::connect(app.url(), None).await;
    let area = json!({ "south": 40.76, "west": -74.0, "north": 40.77, "east": -73.98 });
    elsewhere.send(&json!({ "type": "subscribe", "id": "map", "box": area })).await;
    assert_eq!(elsewhere.receive().await["sites"], Value::Null, "there is none");
    recount(&app, &garage, 0).await;
    wait_for_free(&mut watcher, &garage, 3).await;
    elsewhere.assert_quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn count_changes_with_the_clock() {
    let app = without_polling().await;
    let (ann, garage) = (app.driver("ann").await, app.garage(2).await);
    ann.hold(garage.spots[0], 3_600).await.created();
    let mut watcher = Watcher::connect(app.url(), None).await;
    let snapshot = watcher.watch_city().await;
    assert_eq!(site_of(&snapshot, &garage).unwrap()["free"], 1);
    app.advance(chrono::TimeDelta::minutes(11));
    wait_for_free(&mut watcher, &garage, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn state_has_hysteresis() {
    let app = TestApp::new().await;
    let garage = app.garage(4).await;
    let rules = json!({ "few_at_percent": 25, "free_from_percent": 75, "few_from": 2 });
    app.set_rules(garage.site, rules).await;
    let mut inside = Vec::new();
    for (name, state) in [("ann", "free"), ("bob", "free"), ("carol", "few"), ("dora", "full")] {
        let driver = app.driver_with_card(name).await;
        let visit = driver.enter(&garage.entrance).await.created();
        assert_eq!(shown(&driver, &garage).await.0, state, "{name}");
        published(&app, state).await;
        inside.push((driver, visit));
    }
    for (state, free) in [("full", 1), ("few", 2), ("free", 3)] {
        let (driver, visit) = inside.pop().unwrap();
        driver.leave(&visit, &garage.exit).await.ok();
        assert_eq!(shown(&driver, &garage).await, (json!(state), json!(free), json!(4)));
        published(&app, state).await;
    }
    let changes = app.query_texts(
        "select coalesce(from_state, '-') || ' ' || to_state || ' ' || free as text \
         from site_state_changes where $1 is not null order by id",
    );
    assert_eq!(changes, ["- free 3", "free few 1", "few full 0", "full few 2", "few free 3"]);
}

/// Waits until the stored state of the only garage is this one.
async fn published(app: &TestApp, state: &str) {
    let stored = "select state as text from site_states where $1 is not null";
    app.wait_until(|| app.query_texts(stored) == [state]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn recount_changes_the_shown_count() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver_with_card("ann").await, app.driver_with_card("bob").await);
    let garage = app.garage(4).await;
    let visit = ann.enter(&garage.entrance).await.created();
    let made = recount(&app, &garage, 3).await;
    assert_eq!(
        (&made["counted"], &made["computed"], &made["difference"], &made["reason"]),
        (&json!(3), &json!(1), &json!(2), &json!("counted by hand"))
    );
    assert_eq!(shown(&ann, &garage).await.1, 1);

    recount(&app, &garage, 9).await;
    assert_eq!(shown(&ann, &garage).await, (json!("full"), json!(0), json!(4)));
    let counts = format!("{}/counts", garage.admin_path());
    let stored = app.operator().await.get(&counts).await.ok();
    assert_eq!(
        (&stored["free"], &stored["free_stored"], &stored["taken"], &stored["difference"]),
        (&json!(0), &json!(-5), &json!(1), &json!(8)),
        "only the shown number is limited"
    );
    assert_eq!((&stored["open_visits"], &stored["overdue"]), (&json!(1), &json!(0)));
    assert_eq!(stored["recounts"].as_array().unwrap().len(), 2);
    bob.enter(&garage.entrance).await.problem("site_full");

    recount(&app, &garage, 0).await;
    assert_eq!(shown(&ann, &garage).await.1, 4, "no more than there are");
    bob.enter(&garage.entrance).await.created();
    ann.leave(&visit, &garage.exit).await.ok();
    assert_eq!(ann.get(&visit_path(&visit)).await.ok()["state"], "ended");
    let audit = "select action as text from audit_entries where $1 is not null and \
        action = 'site.recount'";
    assert_eq!(app.query_texts(audit).len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn level_is_recounted_by_itself() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(4).await, app.garage(1).await);
    let (operator, recounts) = (app.operator().await, format!("{}/recounts", garage.admin_path()));
    let level = json!({ "zone_id": garage.zone, "counted": 2, "note": "cones" });
    let made = operator.post(&recounts, &level).await.created();
    assert_eq!(made["zone_id"], json!(garage.zone));
    let counts = operator.get(&format!("{}/counts", garage.admin_path())).await.ok();
    let level = &counts["levels"][0];
    assert_eq!(
        (&level["free"], &level["difference"], &counts["free"]),
        (&json!(2), &json!(2), &json!(2))
    );
    assert_eq!(id_of(&counts["recounts"][0]), id_of(&made));
    let elsewhere = json!({ "zone_id": other.zone, "counted": 2, "note": "cones" });
    let refused = operator.post(&recounts, &elsewhere).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "zone_id");
    for counted in [-1, 100_001] {
        let wrong = json!({ "counted": counted, "note": "cones" });
        let refused = operator.post(&recounts, &wrong).await.problem("invalid_request");
        assert_eq!(refused["errors"][0]["field"], "counted");
    }
}
