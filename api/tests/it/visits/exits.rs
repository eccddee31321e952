//! Exits: they are never refused, and what is not paid is collected later.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{id_of, minor};
use crate::support::{
    Client, TestApp,
    visits::{token, visit_path},
};

/// The state of the only charge.
fn charge_state(app: &TestApp) -> String {
    let states = "select state as text from charges where $1 is not null and state <> 'set_up'";
    app.query_texts(states).remove(0)
}

async fn open_barrier(driver: &Client, visit: &Value, code: &str) -> crate::support::Response {
    driver.post(&format!("{}/barrier", visit_path(visit)), &json!({ "code": code })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_is_never_refused() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(2).await);
    let visit = ann.enter(&garage.entrance).await.created();
    app.park(&ann, app.spot("B14"), 5_400, "pm_card_authenticationRequired").await;
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
    app.set_rules(garage.site, json!({ "anti_passback": "hard", "geofence_m": 50 })).await;
    let ann = app.sign_in("ann").await;
    ann.enter(&garage.entrance).await.problem("invalid_request");
    ann.hold(app.spot("B15"), 3_600).await.problem("payment_overdue");
    let left = ann.leave(&visit, &garage.exit).await.ok();
    assert_eq!(
        (&left["state"], &left["barrier"]["state"], &left["barrier"]["lane"]),
        (&json!("ended"), &json!("issued"), &json!("Exit"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_card_goes_to_dunning() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver("ann").await, app.garage(1).await);
    app.save_card(&ann, "pm_card_chargeCustomerFail").await;
    let visit = ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(14));
    let left = ann.leave(&visit, &garage.exit).await.ok();
    assert_eq!(left["barrier"]["state"], "issued", "the exit opens");
    assert_eq!(ann.get(&garage.path()).await.ok()["free"], 1, "the spot is free");
    app.wait_for_jobs().await;
    assert_eq!(charge_state(&app), "retrying");
    app.mail("ann@example.com", "did not go through").await;
    for hours in [1, 24, 72] {
        app.advance(TimeDelta::hours(hours));
        app.wait_for_jobs().await;
    }
    assert_eq!(charge_state(&app), "dunning");
    app.sign_in("ann").await.enter(&garage.entrance).await.problem("payment_overdue");
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_code_of_another_site_is_told() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    let other = app.garage(1).await;
    let visit = ann.enter(&garage.entrance).await.created();
    let refused = ann.leave(&visit, &other.exit).await.problem("other_site");
    assert!(refused["detail"].as_str().unwrap().contains("Garage 2"), "{refused:#}");
    ann.leave(&visit, &garage.entrance).await.problem("wrong_direction");
    ann.leave(&visit, "not-a-code").await.problem("unknown_code");
    let found = json!({ "code": other.exit });
    let found = ann.post("/api/v1/entry-codes/look-up", &found).await.ok();
    assert_eq!(
        (&found["other_site"], &found["open_visit"]["site"]["name"]),
        (&json!(true), &json!("Garage 1"))
    );
    assert_eq!(ann.visit(&visit).await.ok()["state"], "open");
    assert_eq!(ann.leave(&visit, &garage.exit).await.ok()["state"], "ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_visit_is_returned_as_it_is() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    let visit = ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(10));
    let end = format!("/api/v1/admin/visits/{}/end", id_of(&visit));
    let by_operator = json!({ "reason": "operator", "note": "the reader is broken" });
    app.operator().await.post(&end, &by_operator).await.ok();
    let left = ann.leave_without_code(&visit).await.ok();
    assert_eq!(left["barrier"]["lane"], "Entrance", "no exit opens without a code");
    app.advance(TimeDelta::minutes(4));
    let again = ann.leave(&visit, &garage.exit).await.ok();
    assert_eq!(
        (&again["ended_at"], &again["barrier"]["lane"]),
        (&left["ended_at"], &json!("Exit")),
        "the exit opens after the end"
    );
    app.wait_for_jobs().await;
    let charge = &ann.visit(&visit).await.ok()["reservation"]["charge"];
    assert_eq!((minor(&charge["amount"]), &charge["seconds"]), (75, &json!(600)));
}

#[tokio::test(flavor = "multi_thread")]
async fn barrier_opens_again() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    let visit = ann.enter(&garage.entrance).await.created();
    let again = open_barrier(&ann, &visit, &garage.entrance).await.ok();
    assert_ne!(again["barrier"]["command_id"], visit["barrier"]["command_id"]);
    let refused = open_barrier(&ann, &visit, &garage.exit).await.problem("wrong_direction");
    assert!(refused["detail"].as_str().unwrap().contains("for leaving"), "{refused:#}");
    app.advance(TimeDelta::minutes(10));
    open_barrier(&ann, &visit, &garage.entrance).await.problem("visit_over");
    ann.leave(&visit, &garage.exit).await.ok();
    let opened = open_barrier(&ann, &visit, &garage.exit).await.ok();
    assert_eq!(opened["barrier"]["lane"], "Exit");
    app.advance(TimeDelta::minutes(10));
    let ann = app.sign_in("ann").await;
    let later = open_barrier(&ann, &visit, &garage.exit).await.ok();
    assert_ne!(later["barrier"]["command_id"], opened["barrier"]["command_id"]);

    let codes = format!("{}/codes", garage.admin_path());
    let without = app.operator().await.post(&codes, &json!({ "kind": "exit" })).await.created();
    let visit = ann.enter(&garage.entrance).await.created();
    ann.leave(&visit, &token(&without)).await.ok();
    open_barrier(&ann, &visit, &token(&without)).await.problem("no_barrier");
}

#[tokio::test(flavor = "multi_thread")]
async fn spot_code_is_for_both_directions() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(3).await);
    let (operator, codes) = (app.operator().await, format!("{}/codes", garage.admin_path()));
    let mut of_spots = Vec::new();
    for spot in &garage.spots {
        let code = json!({ "kind": "spot", "spot_id": spot });
        of_spots.push(token(&operator.post(&codes, &code).await.created()));
    }
    let visit = ann.enter(&of_spots[1]).await.created();
    assert_eq!(visit["spot_label"], "Garage 1 002");
    let bob = app.driver_with_card("bob").await;
    let refused = bob.enter(&of_spots[1]).await.problem("spot_taken");
    let others: Vec<_> = refused["alternatives"]
        .as_array()
        .unwrap()
        .iter()
        .map(|spot| (id_of(spot).to_owned(), spot["site_id"].clone()))
        .collect();
    let expected = |index: usize| (garage.spots[index].to_string(), json!(garage.site));
    assert_eq!(others.len(), 2);
    assert!(others.contains(&expected(0)) && others.contains(&expected(2)), "{others:?}");
    let lane = format!("/api/v1/admin/lanes/{}", garage.lane_out);
    operator.patch(&lane, &json!({ "gateway_id": null })).await.ok();
    ann.leave(&visit, &of_spots[0]).await.problem("wrong_direction");
    assert_eq!(ann.leave(&visit, &of_spots[1]).await.ok()["state"], "ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn pass_has_an_image_and_a_period() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver("ann").await, app.garage(2).await);
    let path = format!("{}/pass", garage.path());
    ann.post(&path, &json!({})).await.problem("payment_source_required");
    app.save_card(&ann, "pm_card_visa").await;
    let pass = ann.post(&path, &json!({})).await.ok();
    assert_eq!(pass["valid_until"], "2030-06-04T01:00:00Z", "twelve hours");
    let svg = pass["svg"].as_str().unwrap();
    assert!(svg.contains("viewBox") && !svg.contains("script"), "{svg}");

    let held = ann
        .hold_between(garage.spots[0], "2030-06-04T14:00:00Z", "2030-06-04T15:00:00Z")
        .await
        .created();
    let id = id_of(&held["reservation"]).to_owned();
    app.confirm(&ann, &id, "pm_card_visa").await;
    let path = format!("/api/v1/reservations/{id}/pass");
    ann.get(&path).await.problem("too_early");
    app.advance(TimeDelta::hours(2));
    let ann = app.sign_in("ann").await;
    let pass = ann.get(&path).await.ok();
    assert_eq!(
        (&pass["valid_from"], &pass["valid_until"]),
        (&json!("2030-06-04T13:50:00Z"), &json!("2030-06-04T16:00:00Z"))
    );
    let street = app.park(&ann, app.spot("B14"), 3_600, "pm_card_visa").await;
    let path = format!("/api/v1/reservations/{}/pass", id_of(&street));
    ann.get(&path).await.problem("not_found");
}
