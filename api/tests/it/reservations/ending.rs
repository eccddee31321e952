//! A stay can always be ended; before it begins it is cancelled and costs nothing.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, Response, TestApp};

/// The two requests that end a stay now.
async fn end(driver: &Client, id: &str, way: &str) -> Response {
    match way {
        "end" => driver.act(id, "end").await,
        _ => driver.amend(id, &json!({ "ends_at": "2030-06-03T13:00:00Z" })).await,
    }
}

fn outcome(reservation: &Value) -> (&str, &str) {
    (
        reservation["status"].as_str().unwrap(),
        reservation["charge"]["state"].as_str().unwrap_or_default(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_ended_before_it_begins_costs_nothing() {
    for way in ["end", "amend"] {
        let app = TestApp::with_worker().await;
        let spot = app.spot("B14");
        app.advance(TimeDelta::milliseconds(40));
        for name in ["ann", "bob", "cleo", "dan"] {
            let driver = app.driver(name).await;
            let parked = app.park(&driver, spot, 3_600, "pm_card_visa").await;
            assert_eq!(parked["starts_at"], "2030-06-03T13:00:01Z");
            let id = parked["id"].as_str().unwrap();
            for _ in 0..2 {
                assert_eq!(
                    outcome(&end(&driver, id, way).await.ok()),
                    ("cancelled", "zero"),
                    "{way}"
                );
            }
        }
        app.wait_for_jobs().await;
        app.mail("dan@example.com", "is cancelled").await;
        app.advance(TimeDelta::hours(2));
        app.wait_for_jobs().await;
        assert!(app.simulator.payment_intents().is_empty());
        for finding in shared::analytics::invariants::audit(&mut app.connect(), app.now()).unwrap()
        {
            assert!(finding.is_clean(), "{}: {:?}", finding.invariant.sentence, finding.violations);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_can_end_in_its_first_second() {
    for way in ["end", "amend"] {
        let app = TestApp::new().await;
        let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
        let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
        let id = parked["id"].as_str().unwrap();
        app.advance(TimeDelta::milliseconds(300));
        for _ in 0..2 {
            let ended = end(&ann, id, way).await.ok();
            assert_eq!(
                (outcome(&ended), &ended["ends_at"]),
                (("completed", "zero"), &json!("2030-06-03T13:00:01Z"))
            );
        }
        let next = bob.hold(spot, 3_600).await.created();
        assert_eq!(
            next["reservation"]["starts_at"], "2030-06-03T13:00:01Z",
            "the billed second is not free for others"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn future_stay_is_cancelled_when_ended() {
    let app = TestApp::new().await;
    let (ann, operator) = (app.driver("ann").await, app.operator().await);
    for (label, way) in [("B14", "end"), ("B15", "amend"), ("B16", "operator")] {
        let held = ann
            .hold_between(app.spot(label), "2030-06-03T18:00:00Z", "2030-06-03T19:00:00Z")
            .await
            .created();
        let id = held["reservation"]["id"].as_str().unwrap();
        // A hold is not a stay: it is given up by cancelling it.
        ann.act(id, "end").await.problem("invalid_transition");
        app.confirm(&ann, id, "pm_card_visa").await;
        let ended = match way {
            "operator" => {
                let path = format!("/api/v1/admin/reservations/{id}/end");
                operator.post(&path, &json!({ "note": "called us" })).await
            }
            way => end(&ann, id, way).await,
        };
        assert_eq!(outcome(&ended.ok()), ("cancelled", "zero"), "{way}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_stay_ends_at_its_own_end() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 600, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(12));
    let ended = ann
        .amend(parked["id"].as_str().unwrap(), &json!({ "ends_at": "2030-06-03T13:12:00Z" }))
        .await
        .ok();
    assert_eq!((&ended["status"], &ended["ends_at"]), (&json!("completed"), &parked["ends_at"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn time_of_hold_is_not_billed() {
    let app = TestApp::with_worker().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let now = ann.hold(app.spot("B14"), 3_600).await.created()["reservation"].clone();
    let later = bob.hold_between(app.spot("B15"), "2030-06-03T14:00:00Z", "2030-06-03T15:00:00Z");
    let later = later.await.created()["reservation"].clone();
    assert_eq!(now["estimate"]["amount_minor"], 450);
    app.advance(TimeDelta::milliseconds(8 * 60_000 - 300));
    let [now_id, later_id] = [&now["id"], &later["id"]].map(|id| id.as_str().unwrap());
    let confirmed = app.confirm(&ann, now_id, "pm_card_visa").await;
    assert_eq!(
        (&confirmed["starts_at"], &confirmed["ends_at"]),
        (&json!("2030-06-03T13:08:00Z"), &now["ends_at"])
    );
    assert_eq!(confirmed["estimate"]["amount_minor"], 390, "52 minutes");
    let booked = app.confirm(&bob, later_id, "pm_card_visa").await;
    assert_eq!(booked["starts_at"], later["starts_at"], "not before the booked start");
    app.advance(TimeDelta::hours(2));
    app.wait_for_jobs().await;
    let charge = app.sign_in("ann").await.show(now_id).await.ok()["charge"].clone();
    assert_eq!(
        (&charge["seconds"], &charge["amount"]["amount_minor"]),
        (&json!(3_120), &json!(390))
    );
    for finding in shared::analytics::invariants::audit(&mut app.connect(), app.now()).unwrap() {
        assert!(finding.is_clean(), "{}: {:?}", finding.invariant.sentence, finding.violations);
    }
}
