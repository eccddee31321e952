//! A stay can be undone free of charge for a minute after its confirmation, but not again and
//! again.

use chrono::TimeDelta;
use diesel::{RunQueryDsl, sql_query};
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

async fn undo_until(driver: &Client, id: &str) -> Value {
    driver.show(id).await.ok()["undo_until"].clone()
}

fn id_of(reservation: &Value) -> String {
    reservation["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_is_undone_free_within_a_minute() {
    let app = TestApp::with_worker().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let id = id_of(&parked);
    assert_eq!(parked["undo_until"], "2030-06-03T13:01:00Z");
    let listed = ann.get("/api/v1/reservations").await.ok();
    assert_eq!(listed["reservations"][0]["undo_until"], parked["undo_until"]);
    app.advance(TimeDelta::seconds(59));
    assert_eq!(undo_until(&ann, &id).await, parked["undo_until"]);
    for _ in 0..2 {
        let undone = ann.act(&id, "cancel").await.ok();
        assert_eq!(
            [&undone["status"], &undone["charge"]["state"], &undone["undo_until"]],
            [&json!("cancelled"), &json!("zero"), &Value::Null]
        );
    }
    bob.hold(spot, 3_600).await.created();
    app.mail("ann@example.com", "is cancelled").await;
    app.advance(TimeDelta::hours(2));
    app.wait_for_jobs().await;
    assert!(app.simulator.payment_intents().is_empty());
    let methods = app.simulator.all("payment_method");
    assert!(methods.iter().all(|method| method["customer"].is_null()), "the card is detached");
    for finding in shared::analytics::invariants::audit(&mut app.connect(), app.now()).unwrap() {
        assert!(finding.is_clean(), "{}: {:?}", finding.invariant.sentence, finding.violations);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_is_not_undone_after_a_minute() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let id = id_of(&app.park(&ann, app.spot("B14"), 3_600, "pm_card_visa").await);
    app.advance(TimeDelta::seconds(60));
    assert_eq!(undo_until(&ann, &id).await, Value::Null);
    ann.act(&id, "cancel").await.problem("invalid_transition");
    assert_eq!(ann.act(&id, "end").await.ok()["charge"]["seconds"], 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn minute_counts_from_the_confirmation() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let held = ann
        .hold_between(app.spot("B14"), "2030-06-03T13:02:00Z", "2030-06-03T14:00:00Z")
        .await
        .created();
    let id = id_of(&held["reservation"]);
    app.confirm(&ann, &id, "pm_card_visa").await;
    app.advance(TimeDelta::seconds(121));
    assert_eq!(undo_until(&ann, &id).await, Value::Null, "it was confirmed two minutes ago");
    ann.act(&id, "cancel").await.problem("invalid_transition");
}

#[tokio::test(flavor = "multi_thread")]
async fn undo_is_limited_by_driver_card_and_zone() {
    let app = TestApp::new().await;
    let (ann, bob, cleo) =
        (app.driver("ann").await, app.driver("bob").await, app.driver("cleo").await);
    let spot = app.spot("B14");
    let undone = id_of(&app.park(&ann, spot, 3_600, "pm_card_visa").await);
    app.advance(TimeDelta::seconds(30));
    ann.act(&undone, "cancel").await.ok();

    // Another spot of the zone: the same driver with another card, another driver with the card.
    for (driver, label, card) in
        [(&ann, "B15", "pm_card_mastercard"), (&bob, "B16", "pm_card_visa")]
    {
        let parked = app.park(driver, app.spot(label), 3_600, card).await;
        assert_eq!(parked["undo_until"], Value::Null, "{label}");
        driver.act(&id_of(&parked), "cancel").await.problem("invalid_transition");
        driver.act(&id_of(&parked), "end").await.ok();
    }
    let other = app.park(&cleo, app.spot("B17"), 3_600, "pm_card_amex").await;
    assert_eq!(other["undo_until"], "2030-06-03T13:01:30Z");
    cleo.act(&id_of(&other), "cancel").await.ok();

    app.advance(TimeDelta::hours(1));
    let ann = app.sign_in("ann").await;
    let again = id_of(&app.park(&ann, spot, 3_600, "pm_card_visa").await);
    assert_eq!(ann.act(&again, "cancel").await.ok()["status"], "cancelled");
}

#[tokio::test(flavor = "multi_thread")]
async fn undo_is_limited_in_all_zones_of_a_site() {
    let app = TestApp::new().await;
    let (ann, first, second) = (app.driver("ann").await, app.spot("G1"), app.spot("G2"));
    let mut conn = app.connect();
    let site = app.city.site(&mut conn, "Garage");
    app.city.move_zone(&mut conn, site);
    for statement in [
        "insert into zones (id, city_id, source_ref, street, from_street, to_street, side, line, \
             site_id) \
         select gen_random_uuid(), city_id, 'level 2', 'Level 2', '1', '2', 'S', line, site_id \
         from zones",
        "update spots set zone_id = z.id from zones z \
         where z.source_ref = 'level 2' and label = 'G2'",
    ] {
        sql_query(statement).execute(&mut conn).unwrap();
    }
    let undone = id_of(&app.park(&ann, first, 3_600, "pm_card_visa").await);
    ann.act(&undone, "cancel").await.ok();
    let parked = app.park(&ann, second, 3_600, "pm_card_mastercard").await;
    assert_eq!(parked["undo_until"], Value::Null, "on another level");
    sql_query("update zones set site_id = null").execute(&mut conn).unwrap();
    assert_eq!(undo_until(&ann, &id_of(&parked)).await, "2030-06-03T13:01:00Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn account_and_guest_undo_as_one_driver() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let undone = id_of(&app.park(&ann, spot, 3_600, "pm_card_visa").await);
    ann.act(&undone, "cancel").await.ok();
    let held = app.anonymous().hold_as_guest(spot, 3_600, "Ann@example.com").await.created();
    let (guest, id) =
        (app.bearer(held["manage_token"].as_str().unwrap()), id_of(&held["reservation"]));
    app.confirm(&guest, &id, "pm_card_mastercard").await;
    assert_eq!(
        undo_until(&guest, &id).await,
        "2030-06-03T13:01:00Z",
        "anyone can enter an address"
    );
    let verified = "update reservations set email_confirmed_at = $1 where guest_id is not null \
        returning id::text as text";
    app.query_texts(verified);
    assert_eq!(undo_until(&guest, &id).await, "2030-06-03T13:01:00Z", "the account is unverified");
    app.query_texts("update users set email_confirmed_at = $1 returning email as text");
    assert_eq!(undo_until(&guest, &id).await, Value::Null);
    guest.act(&id, "cancel").await.problem("invalid_transition");
}

#[tokio::test(flavor = "multi_thread")]
async fn cancellation_before_the_start_is_no_undo() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let held =
        ann.hold_between(spot, "2030-06-03T13:30:00Z", "2030-06-03T14:00:00Z").await.created();
    let id = id_of(&held["reservation"]);
    let confirmed = app.confirm(&ann, &id, "pm_card_visa").await;
    assert_eq!(confirmed["undo_until"], Value::Null, "it can be cancelled until it begins");
    ann.act(&id, "cancel").await.ok();
    let parked = app.park(&ann, spot, 1_200, "pm_card_visa").await;
    assert_eq!(parked["undo_until"], "2030-06-03T13:01:00Z");
}
