//! Saved cards: add, choose, remove, reserve with one tap, and cards that expire before the stay
//! ends.

use chrono::TimeDelta;
use serde_json::{Value, json};
use stripe_simulator::{Fault, FaultKind};

use crate::support::{Client, TestApp};

/// Saves a card as the browser does.
async fn save(app: &TestApp, user: &Client, card: &str) -> Value {
    let setup = user.post("/api/v1/cards/setup", &json!({})).await.ok();
    let intent = setup["setup_intent_id"].as_str().unwrap();
    if app.simulator.give_card(intent, card).unwrap()["status"] == "requires_action" {
        user.post("/api/v1/cards", &json!({ "setup_intent_id": intent }))
            .await
            .problem("card_not_ready");
        app.simulator.authenticate(intent).unwrap();
    }
    user.post("/api/v1/cards", &json!({ "setup_intent_id": intent })).await.created()
}

async fn list(user: &Client) -> Vec<Value> {
    user.get("/api/v1/cards").await.ok()["cards"].as_array().unwrap().clone()
}

async fn one_tap(
    user: &Client,
    app: &TestApp,
    label: &str,
    card: &Value,
) -> crate::support::Response {
    let body =
        json!({ "spot_id": app.spot(label), "duration_seconds": 3_600, "card_id": card["id"] });
    user.post("/api/v1/reservations", &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_are_added_chosen_and_removed() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    assert!(list(&ann).await.is_empty());
    let visa = save(&app, &ann, "pm_card_visa").await;
    assert_eq!(
        (&visa["brand"], &visa["last4"], &visa["is_default"]),
        (&json!("visa"), &json!("4242"), &json!(true))
    );
    let master = save(&app, &ann, "pm_card_mastercard").await;
    assert_eq!(master["is_default"], false);
    let chosen = ann
        .put(&format!("/api/v1/cards/{}/default", master["id"].as_str().unwrap()), &json!({}))
        .await
        .ok();
    let defaults: Vec<_> = chosen["cards"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|card| card["is_default"] == true)
        .collect();
    assert_eq!((defaults.len(), &defaults[0]["id"]), (1, &master["id"]));
    ann.delete(&format!("/api/v1/cards/{}", master["id"].as_str().unwrap())).await.no_content();
    app.wait_for_jobs().await;
    let left = list(&ann).await;
    assert_eq!(
        (left.len(), &left[0]["id"], &left[0]["is_default"]),
        (1, &visa["id"], &json!(true)),
        "the other card is the default now"
    );
    let attached = app
        .simulator
        .all("payment_method")
        .iter()
        .filter(|method| !method["customer"].is_null())
        .count();
    assert_eq!(attached, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn card_is_visible_to_its_owner_only() {
    let app = TestApp::with_worker().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let card = save(&app, &ann, "pm_card_visa").await;
    let id = card["id"].as_str().unwrap();
    bob.delete(&format!("/api/v1/cards/{id}")).await.problem("not_found");
    bob.put(&format!("/api/v1/cards/{id}/default"), &json!({})).await.problem("not_found");
    one_tap(&bob, &app, "B14", &card).await.problem("not_found");
    let setup = ann.post("/api/v1/cards/setup", &json!({})).await.ok();
    app.simulator.give_card(setup["setup_intent_id"].as_str().unwrap(), "pm_card_amex").unwrap();
    bob.post("/api/v1/cards", &json!({ "setup_intent_id": setup["setup_intent_id"] }))
        .await
        .problem("not_found");
    for unknown in ["seti_none", "", "../customers", "seti_1/cancel?x", "\u{0}ü"] {
        bob.post("/api/v1/cards", &json!({ "setup_intent_id": unknown }))
            .await
            .problem("not_found");
    }
    app.anonymous().get("/api/v1/cards").await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn spot_closed_during_one_tap_offers_another() {
    let app = TestApp::with_worker().await;
    let (ann, operator, spot) = (app.driver("ann").await, app.operator().await, app.spot("B14"));
    let other = app.city.spot(&mut app.connect(), "B15", 10.0, 450);
    let card = save(&app, &ann, "pm_card_visa").await;
    let body = json!({ "spot_id": spot, "duration_seconds": 3_600, "card_id": card["id"] });
    app.simulator.inject(Fault::once(FaultKind::HoldAfter, "/v1/setup_intents/*/confirm"));
    let tap = tokio::spawn({
        let (ann, body) = (ann.clone(), body.clone());
        async move { ann.post("/api/v1/reservations", &body).await }
    });
    let is_set_up = |intent: &Value| {
        intent["status"] == "succeeded" && intent["metadata"]["reservation_id"].is_string()
    };
    app.wait_until(|| app.simulator.all("setup_intent").iter().any(is_set_up)).await;
    let closure =
        json!({ "spot_id": spot, "ends_at": "2030-06-03T20:00:00Z", "reason": "gas leak" });
    operator.post("/api/v1/admin/closures", &closure).await.created();
    app.wait_until(|| {
        app.simulator.release();
        tap.is_finished()
    })
    .await;
    let response = tap.await.unwrap().created();
    assert_eq!(
        (&response["reservation"]["status"], &response["card_setup"]),
        (&json!("revoked"), &Value::Null)
    );
    let offer = &response["reseat"]["reservation"];
    assert_eq!((&offer["spot"]["id"], &offer["status"]), (&json!(other), &json!("held")));
    let late = ann
        .act(response["reservation"]["id"].as_str().unwrap(), "confirm")
        .await
        .problem("invalid_transition");
    assert!(late["detail"].as_str().unwrap().contains("/reseat"), "{late}");
    app.wait_for_jobs().await;
    assert_eq!(list(&ann).await.len(), 1, "the card stays saved");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_tap_reserves_and_bills_a_saved_card() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let card = save(&app, &ann, "pm_card_visa").await;
    let reserved = one_tap(&ann, &app, "B14", &card).await.created();
    assert_eq!(
        (&reserved["reservation"]["status"], &reserved["card_setup"]["status"]),
        (&json!("confirmed"), &json!("succeeded"))
    );
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    let shown =
        app.sign_in("ann").await.show(reserved["reservation"]["id"].as_str().unwrap()).await.ok();
    assert_eq!(
        (&shown["charge"]["state"], &shown["card"]["last4"]),
        (&json!("paid"), &json!("4242"))
    );
    assert_eq!(app.simulator.all("customer").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_tap_hold_waits_for_authentication() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let card = save(&app, &ann, "pm_card_authenticationRequired").await;
    let reserved = one_tap(&ann, &app, "B14", &card).await.created();
    let (id, setup) = (reserved["reservation"]["id"].as_str().unwrap(), &reserved["card_setup"]);
    assert_eq!(
        (&reserved["reservation"]["status"], &setup["status"]),
        (&json!("held"), &json!("requires_action"))
    );
    app.simulator.authenticate(setup["setup_intent_id"].as_str().unwrap()).unwrap();
    assert_eq!(ann.act(id, "confirm").await.ok()["status"], "confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn declined_saved_card_keeps_the_hold() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let card = save(&app, &ann, "pm_card_visa").await;
    let method = app
        .query_texts("select stripe_payment_method_id as text from cards where $1 is not null")
        .remove(0);
    app.simulator.turn_card(&method, "pm_card_chargeDeclined");
    one_tap(&ann, &app, "B14", &card).await.problem("card_refused");
    let held = ann.get("/api/v1/reservations").await.ok()["reservations"][0].clone();
    assert_eq!(held["status"], "held");
    let other = save(&app, &ann, "pm_card_mastercard").await;
    let id = held["id"].as_str().unwrap();
    let setup = ann
        .post(&format!("/api/v1/reservations/{id}/card"), &json!({ "card_id": other["id"] }))
        .await
        .ok();
    assert_eq!(setup["status"], "succeeded");
    assert_eq!(ann.act(id, "confirm").await.ok()["card"]["last4"], "4444");
}

#[tokio::test(flavor = "multi_thread")]
async fn reservation_card_is_saved_and_kept_while_needed() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("B14"), 3_600).await.created()["reservation"].clone();
    let id = held["id"].as_str().unwrap();
    let intent = ann.act(id, "card").await.ok()["setup_intent_id"].as_str().unwrap().to_owned();
    app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    ann.post(&format!("/api/v1/reservations/{id}/confirm"), &json!({ "save_card": true }))
        .await
        .ok();
    let kept = list(&ann).await;
    assert_eq!((kept.len(), &kept[0]["last4"]), (1, &json!("4242")));
    ann.delete(&format!("/api/v1/cards/{}", kept[0]["id"].as_str().unwrap())).await.no_content();
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    assert_eq!(
        app.sign_in("ann").await.show(id).await.ok()["charge"]["state"],
        "paid",
        "the removed card is still charged"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn cancellation_mail_says_whether_the_card_stays() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let visa = save(&app, &ann, "pm_card_visa").await;
    let tomorrow = json!({ "spot_id": app.spot("B14"), "card_id": visa["id"],
        "starts_at": "2030-06-04T13:00:00Z", "ends_at": "2030-06-04T14:00:00Z" });
    let saved = ann.post("/api/v1/reservations", &tomorrow).await.created();
    let saved = saved["reservation"]["id"].as_str().unwrap();
    let other = ann
        .hold_between(app.spot("B15"), "2030-06-05T13:00:00Z", "2030-06-05T14:00:00Z")
        .await
        .created();
    let other = other["reservation"]["id"].as_str().unwrap();
    app.confirm(&ann, other, "pm_card_mastercard").await;
    for (id, label, words) in [
        (saved, "B14", "Your saved card stays in your account."),
        (other, "B15", "we have asked for your card to be forgotten."),
    ] {
        ann.act(id, "cancel").await.ok();
        let subject = format!("Your reservation of spot {label} is cancelled");
        let text = app.latest_mail("ann@example.com", &subject).await.text;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(words), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn card_expiring_before_the_end_is_replaced() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let held =
        ann.hold_between(spot, "2030-06-10T12:00:00Z", "2030-06-10T13:00:00Z").await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    app.confirm(&ann, id, "pm_card_visa").await;
    // A month ago it was good until May.
    app.query_texts(
        "update reservations set card_exp_month = 5, card_exp_year = 2030 where $1 is not \
        null returning status as text",
    );
    ann.amend(id, &json!({ "ends_at": "2030-06-10T14:00:00Z" })).await.ok();
    app.wait_for_jobs().await;
    assert!(
        app.mails.mails_to("ann@example.com").iter().all(|mail| !mail.subject.contains("expires")),
        "one reminder is sent the day before"
    );
    app.advance(TimeDelta::hours(6 * 24));
    app.wait_for_jobs().await;
    let mail = app.mail("ann@example.com", "Your card expires before your stay").await;
    assert!(mail.text.contains("Visa ending in 4242 expires 05/2030"), "{}", mail.text);
    let ann = app.sign_in("ann").await;
    let instead = ann.act(id, "card").await.ok()["setup_intent_id"].as_str().unwrap().to_owned();
    app.simulator.give_card(&instead, "pm_card_mastercard").unwrap();
    let body = json!({ "setup_intent_id": instead });
    let replaced = ann.post(&format!("/api/v1/reservations/{id}/confirm"), &body).await.ok();
    assert_eq!(
        (&replaced["card"]["last4"], &replaced["status"]),
        (&json!("4444"), &json!("confirmed"))
    );
    app.advance(TimeDelta::days(2));
    app.wait_for_jobs().await;
    let charge = app.simulator.successful_charges()[0].clone();
    assert_eq!(charge["payment_method_details"]["card"]["last4"], "4444");
}
