//! Payments that do not succeed at once: retries, authentication, dunning, payment by the driver,
//! write-off; never two payments of one charge.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const REFUSED: &str = "pm_card_chargeCustomerFail";
const WANTS_APPROVAL: &str = "pm_card_authenticationRequired";

/// Completes a 90-minute stay ($6.75). Returns its charge.
async fn completed_stay(app: &TestApp, driver: &Client, card: &str) -> Value {
    let held = driver.hold(app.spot("B14"), 5_400).await.created()["reservation"].clone();
    end_stay(app, driver, held["id"].as_str().unwrap(), card).await
}

async fn end_stay(app: &TestApp, driver: &Client, id: &str, card: &str) -> Value {
    let intent = driver.act(id, "card").await.ok()["setup_intent_id"].as_str().unwrap().to_owned();
    if app.simulator.give_card(&intent, card).unwrap()["status"] == "requires_action" {
        app.simulator.authenticate(&intent).unwrap();
    }
    driver.act(id, "confirm").await.ok();
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
    let charge = app.query_texts(&format!(
        "select id::text as text from charges where reservation_id = '{id}' and $1 is not null"
    ));
    json!({ "id": charge[0], "reservation_id": id })
}

fn state(app: &TestApp, charge: &Value) -> String {
    let id = charge["id"].as_str().unwrap();
    app.query_texts(&format!(
        "select state as text from charges where id = '{id}' and $1 is not null"
    ))
    .remove(0)
}

/// `number key outcome` of every attempt.
pub(super) fn attempts(app: &TestApp) -> Vec<String> {
    app.query_texts(
        "select number || ' ' || coalesce(outcome, 'open') as text from charge_attempts \
        where $1 is not null order by number",
    )
}

/// The token of the link in the latest mail about a payment.
fn pay_token(app: &TestApp, to: &str) -> String {
    let mail =
        app.mails.mails_to(to).into_iter().rev().find(|mail| mail.text.contains("/pay/")).unwrap();
    let line = mail.text.lines().find(|line| line.contains("/pay/")).unwrap();
    line.split("#token=").nth(1).unwrap().trim().to_owned()
}

fn path(charge: &Value, verb: &str) -> String {
    format!("/api/v1/charges/{}{verb}", charge["id"].as_str().unwrap())
}

/// Pays as the web app does: begin, confirm in the browser, refresh the charge.
async fn pay(app: &TestApp, payer: &Client, charge: &Value, card: &str) -> Value {
    let payment = payer.post(&path(charge, "/payment"), &json!({})).await.ok();
    app.simulator.pay(payment["payment_intent_id"].as_str().unwrap(), card).unwrap();
    payer.post(&path(charge, "/sync"), &json!({})).await.ok()["charge"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn declined_card_is_retried_then_dunned() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = completed_stay(&app, &ann, REFUSED).await;
    assert_eq!(state(&app, &charge), "retrying");
    let mail = app.mail("ann@example.com", "did not go through").await;
    let words = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("We will try the card again Mon, Jun 3, 2030, 11:30 AM EDT"), "{words}");
    assert!(
        app.mails
            .mails_to("ann@example.com")
            .iter()
            .all(|mail| !mail.text.contains("We have charged"))
    );
    for (hours, expected) in [(1, "retrying"), (24, "retrying"), (72, "dunning")] {
        app.advance(TimeDelta::hours(hours) - TimeDelta::seconds(1));
        app.wait_for_jobs().await;
        let before = attempts(&app).len();
        app.advance(TimeDelta::seconds(1));
        app.wait_for_jobs().await;
        assert_eq!(
            (attempts(&app).len(), state(&app, &charge).as_str()),
            (before + 1, expected),
            "after {hours} h"
        );
    }
    assert_eq!(attempts(&app), ["1 declined", "2 declined", "3 declined", "4 declined"]);
    app.mail("ann@example.com", "is overdue").await;
    assert_eq!(app.simulator.payment_intents().len(), 1, "all attempts use one payment");
    assert!(app.simulator.successful_charges().is_empty());
    let keys = app.query_texts(
        "select distinct idempotency_key as text from charge_attempts where $1 is not null",
    );
    assert_eq!(keys.len(), 4, "each attempt has its own key");
}

#[tokio::test(flavor = "multi_thread")]
async fn final_decline_is_not_retried() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("B14"), 5_400).await.created()["reservation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    app.confirm(&ann, &held, "pm_card_visa").await;
    // The card expires during the stay; Stripe declines it at the end.
    let method = app
        .query_texts(
            "select stripe_payment_method_id as text from reservations where $1 is not null",
        )
        .remove(0);
    app.simulator.turn_card(&method, "pm_card_chargeDeclinedExpiredCard");
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
    assert_eq!(attempts(&app), ["1 declined"]);
    let charge = app.sign_in("ann").await.show(&held).await.ok()["charge"].clone();
    assert_eq!((&charge["state"], &charge["overdue"]), (&json!("dunning"), &json!(true)));
    let mail = app.mail("ann@example.com", "did not go through").await;
    assert!(
        mail.text.contains("Your card has expired.")
            && mail.text.contains("Please pay with another card"),
        "{}",
        mail.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_charge_is_paid_with_another_card() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = completed_stay(&app, &ann, REFUSED).await;
    assert_eq!(
        app.anonymous().hold_as_guest(app.spot("C1"), 600, "bob@example.com").await.status,
        201
    );
    let payer = app.bearer(&pay_token(&app, "ann@example.com"));
    let owed = payer.get(&path(&charge, "")).await.ok();
    assert_eq!(
        (&owed["charge"]["amount"]["amount_minor"], &owed["spot"]),
        (&json!(675), &json!("B14"))
    );
    let paid = pay(&app, &payer, &charge, "pm_card_mastercard").await;
    assert_eq!(paid["state"], "paid");
    app.wait_for_jobs().await;
    let mail = app.mail("ann@example.com", "We have received your payment").await;
    assert!(
        mail.text.contains("Mastercard ending in 4444"),
        "the card that paid is named: {}",
        mail.text
    );
    app.advance(TimeDelta::days(90));
    app.wait_for_jobs().await;
    assert_eq!(
        (state(&app, &charge).as_str(), app.simulator.successful_charges().len()),
        ("paid", 1)
    );
    payer.post(&path(&charge, "/payment"), &json!({})).await.problem("invalid_transition");
}

#[tokio::test(flavor = "multi_thread")]
async fn authentication_completes_the_same_payment() {
    let app = TestApp::with_worker().await;
    let held =
        app.anonymous().hold_as_guest(app.spot("B14"), 5_400, "guest@example.com").await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let charge =
        end_stay(&app, &guest, held["reservation"]["id"].as_str().unwrap(), WANTS_APPROVAL).await;
    assert_eq!(state(&app, &charge), "requires_action");
    app.mail("guest@example.com", "did not go through").await;
    let payer = app.bearer(&pay_token(&app, "guest@example.com"));
    let payment = payer.post(&path(&charge, "/payment"), &json!({})).await.ok();
    let (intent, method) = (
        payment["payment_intent_id"].as_str().unwrap(),
        payment["payment_method_id"].as_str().unwrap(),
    );
    let confirmed = app.simulator.pay(intent, method).unwrap();
    assert_eq!(confirmed["status"], "requires_action", "the bank requires authentication");
    assert_eq!(
        payer.post(&path(&charge, "/sync"), &json!({})).await.ok()["charge"]["state"],
        "requires_action"
    );
    app.simulator.authenticate(intent).unwrap();
    assert_eq!(
        payer.post(&path(&charge, "/sync"), &json!({})).await.ok()["charge"]["state"],
        "paid"
    );
    assert_eq!(
        (app.simulator.payment_intents().len(), app.simulator.successful_charges().len()),
        (1, 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn late_authentication_is_written_off_but_payable() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = completed_stay(&app, &ann, WANTS_APPROVAL).await;
    app.advance(TimeDelta::hours(72));
    app.wait_for_jobs().await;
    assert_eq!(state(&app, &charge), "dunning");
    app.mail("ann@example.com", "is overdue").await;
    app.advance(TimeDelta::days(60));
    app.wait_for_jobs().await;
    assert_eq!(state(&app, &charge), "written_off");
    let payer = app.bearer(&pay_token(&app, "ann@example.com"));
    assert_eq!(pay(&app, &payer, &charge, "pm_card_visa").await["state"], "paid");
    let postings = app.query_texts(
        "select kind || ' ' || amount_minor as text from ledger_entries where $1 is not \
            null order by id",
    );
    assert_eq!(postings, ["bill 675", "write_off 675", "recover 675", "collect 675", "fee 50"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn dunned_driver_cannot_reserve_until_paid() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = completed_stay(&app, &ann, WANTS_APPROVAL).await;
    let (ann, spot) = (app.sign_in("ann").await, app.spot("B15"));
    let refused = ann.hold(spot, 3_600).await.problem("payment_overdue");
    assert_eq!(refused["status"], 402);
    let way = &refused["overdue"][0];
    assert_eq!((&way["charge_id"], &way["amount"]["amount_minor"]), (&charge["id"], &json!(675)));
    let as_guest = app
        .anonymous()
        .hold_as_guest(spot, 3_600, "Ann@Example.com")
        .await
        .problem("payment_overdue");
    assert_eq!(
        as_guest["overdue"],
        Value::Null,
        "the response does not reveal the debt; the link is in the mail"
    );
    app.anonymous().hold_as_guest(spot, 3_600, "bob@example.com").await.created();
    let token = way["pay_url"].as_str().unwrap().split("#token=").nth(1).unwrap();
    pay(&app, &app.bearer(token), &charge, "pm_card_visa").await;
    ann.hold(app.spot("B16"), 3_600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn payment_link_is_limited_to_one_charge() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = completed_stay(&app, &ann, REFUSED).await;
    let (payer, bob) = (app.bearer(&pay_token(&app, "ann@example.com")), app.driver("bob").await);
    let other = {
        let held = bob.hold(app.spot("C2"), 5_400).await.created();
        end_stay(&app, &bob, held["reservation"]["id"].as_str().unwrap(), REFUSED).await
    };
    payer.get(&path(&other, "")).await.problem("not_found");
    payer.post(&path(&other, "/payment"), &json!({})).await.problem("not_found");
    payer.show(charge["reservation_id"].as_str().unwrap()).await.problem("unauthenticated");
    payer.get("/api/v1/account").await.problem("unauthenticated");
    let (bob, ann) = (app.sign_in("bob").await, app.sign_in("ann").await);
    bob.get(&path(&charge, "")).await.problem("not_found");
    assert_eq!(
        ann.get(&path(&charge, "")).await.ok()["charge"]["id"],
        charge["id"],
        "the driver's own payment"
    );
    app.anonymous().get(&path(&charge, "")).await.problem("unauthenticated");
    app.advance(TimeDelta::days(181));
    payer.get(&path(&charge, "")).await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn payment_before_the_next_attempt_charges_once() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = completed_stay(&app, &ann, REFUSED).await;
    let payer = app.bearer(&pay_token(&app, "ann@example.com"));
    let payment = payer.post(&path(&charge, "/payment"), &json!({})).await.ok();
    // The payment succeeded in the browser, which was closed before it reported it; the next
    // attempt finds it.
    app.simulator.pay(payment["payment_intent_id"].as_str().unwrap(), "pm_card_visa").unwrap();
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    assert_eq!(
        (state(&app, &charge).as_str(), app.simulator.successful_charges().len()),
        ("paid", 1)
    );
    assert_eq!(attempts(&app), ["1 declined", "2 paid"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn detached_card_is_reported_and_replaced() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 5_400, "pm_card_visa").await;
    let customer = app.simulator.all("customer")[0]["id"].as_str().unwrap().to_owned();
    // The card was detached in Stripe's dashboard.
    let method = app
        .query_texts(
            "select stripe_payment_method_id as text from reservations where $1 is not null",
        )
        .remove(0);
    app.context.gateway.detach_payment_method(&method).await.unwrap();
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
    let charge =
        app.sign_in("ann").await.show(parked["id"].as_str().unwrap()).await.ok()["charge"].clone();
    assert_eq!(charge["state"], "dunning");
    let mail = app.mail("ann@example.com", "did not go through").await;
    assert!(
        mail.text.contains("no longer stored") && !mail.text.contains("refused"),
        "{}",
        mail.text
    );
    let payer = app.bearer(&pay_token(&app, "ann@example.com"));
    assert_eq!(
        pay(&app, &payer, &charge, "pm_card_mastercard").await["state"],
        "paid",
        "{customer}"
    );
}
