//! The ends of visits that nobody ends, and the reminder before.

use chrono::TimeDelta;
use serde_json::json;

use super::{id_of, minor, visits};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn visit_ends_at_its_bound() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    app.set_rules(garage.site, json!({ "max_visit_seconds": 3_600 })).await;
    let visit = ann.enter(&garage.entrance).await.created();
    assert_eq!(
        (&visit["bound_at"], minor(&visit["at_most"])),
        (&json!("2030-06-03T14:00:00Z"), 450)
    );
    app.advance(TimeDelta::minutes(61));
    app.wait_for_jobs().await;
    let ann = app.sign_in("ann").await;
    let ended = ann.visit(&visit).await.ok();
    assert_eq!(
        (&ended["state"], &ended["end_reason"], &ended["ended_at"]),
        (&json!("overdue"), &json!("bound"), &json!("2030-06-03T14:00:00Z"))
    );
    let charge = &ended["reservation"]["charge"];
    assert_eq!((&charge["state"], minor(&charge["amount"])), (&json!("paid"), 450));
    app.mail("ann@example.com", "has ended").await;
    let free = async || ann.get(&garage.path()).await.ok()["free"].clone();
    assert_eq!(free().await, 0, "the vehicle is still there");
    let bob = app.driver_with_card("bob").await;
    bob.enter(&garage.entrance).await.problem("site_full");

    let left = ann.leave(&visit, &garage.exit).await.ok();
    assert_eq!(
        (&left["state"], &left["ended_at"], &left["barrier"]["lane"]),
        (&json!("ended"), &ended["ended_at"], &json!("Exit"))
    );
    assert_eq!(free().await, 1, "the spot is offered again");
    bob.enter(&garage.entrance).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn amended_visit_keeps_to_its_bound() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver("ann").await, app.garage(1).await);
    app.set_rules(garage.site, json!({ "max_visit_seconds": 7_200 })).await;
    let booked = app.park(&ann, garage.spots[0], 1_800, "pm_card_visa").await;
    let amend =
        async |ends_at: &str| ann.amend(id_of(&booked), &json!({ "ends_at": ends_at })).await;
    ann.enter(&garage.entrance).await.created();
    let refused = amend("2030-06-03T15:01:00Z").await.problem("invalid_request");
    assert_eq!(
        (&refused["errors"][0]["field"], &refused["errors"][0]["code"]),
        (&json!("ends_at"), &json!("too_long"))
    );
    assert_eq!(amend("2030-06-03T15:00:00Z").await.ok()["ends_at"], "2030-06-03T15:00:00Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn booked_end_is_lengthened() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver("ann").await, app.garage(1).await);
    app.set_rules(garage.site, json!({ "max_visit_seconds": 7_200 })).await;
    let booked = app.park(&ann, garage.spots[0], 1_800, "pm_card_visa").await;
    let visit = ann.enter(&garage.entrance).await.created();
    assert_eq!(
        (&visit["reservation_id"], &visit["bound_at"]),
        (&booked["id"], &json!("2030-06-03T15:00:00Z"))
    );
    app.advance(TimeDelta::minutes(31));
    app.wait_for_jobs().await;
    let ann = app.sign_in("ann").await;
    let open = ann.visit(&visit).await.ok();
    assert_eq!(
        (&open["state"], &open["reservation"]["ends_at"], minor(&open["at_most"])),
        (&json!("open"), &json!("2030-06-03T15:00:00Z"), 900)
    );
    app.advance(TimeDelta::minutes(14));
    ann.leave(&visit, &garage.exit).await.ok();
    app.wait_for_jobs().await;
    let ended = ann.show(id_of(&booked)).await.ok();
    // 45 minutes × 450 ¢ / 60 = 337.5 ¢.
    assert_eq!(minor(&ended["charge"]["amount"]), 338);
    assert_eq!(visits(&app), ["code exit"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_reservation_ends_its_visit() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    let visit = ann.enter(&garage.entrance).await.created();
    let id = visit["reservation_id"].as_str().unwrap();
    let revoke = format!("/api/v1/admin/reservations/{id}/revoke");
    app.operator().await.post(&revoke, &json!({ "note": "flood" })).await.ok();
    let ended = ann.visit(&visit).await.ok();
    assert_eq!((&ended["state"], &ended["end_reason"]), (&json!("ended"), &json!("revoked")));
    assert_eq!(minor(&ended["cost_so_far"]), 0);
    let left = ann.leave(&visit, &garage.exit).await.ok();
    assert_eq!(left["barrier"]["lane"], "Exit", "the exit is never refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn reminder_is_mailed_once() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    app.set_rules(garage.site, json!({ "remind_after_seconds": 3_600 })).await;
    let visit = ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(59));
    app.wait_for_jobs().await;
    let reminders = || {
        let mails = app.mails.mails_to("ann@example.com").into_iter();
        mails.filter(|mail| mail.subject.contains("goes on, until")).count()
    };
    assert_eq!(reminders(), 0);
    app.advance(TimeDelta::minutes(2));
    app.wait_for_jobs().await;
    let mail = app.mail("ann@example.com", "goes on, until").await;
    assert!(mail.text.contains("The time so far costs $4.5"), "{}", mail.text);
    app.advance(TimeDelta::hours(2));
    app.wait_for_jobs().await;
    assert_eq!(reminders(), 1);
    let ann = app.sign_in("ann").await;
    assert_eq!(ann.visit(&visit).await.ok()["state"], "open");
}
