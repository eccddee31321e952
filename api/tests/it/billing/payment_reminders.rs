//! A driver with an unpaid charge who tries to reserve gets the payment link by mail; the response
//! does not reveal the debt.

use chrono::TimeDelta;
use mail_catcher::Mail;
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const GUEST: &str = "guest@example.com";
const WANTS_APPROVAL: &str = "pm_card_authenticationRequired";

/// The payment reminders sent to this address.
async fn reminders(app: &TestApp, to: &str) -> Vec<Mail> {
    app.wait_for_jobs().await;
    app.mails
        .mails_to(to)
        .into_iter()
        .filter(|mail| mail.subject.contains("is still open"))
        .collect()
}

/// Completes a 90-minute stay ($6.75) whose payment requires authentication. Returns its charge.
async fn unpaid_charge(app: &TestApp, driver: &Client, reservation: &str) -> String {
    app.confirm(driver, reservation, WANTS_APPROVAL).await;
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
    app.query_texts(
        "select id::text as text from charges where state = 'requires_action' and $1 is not null",
    )
    .remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_debtor_gets_one_payment_link_an_hour() {
    let app = TestApp::with_worker().await;
    let (anybody, spot) = (app.anonymous(), app.spot("B15"));
    let held = anybody.hold_as_guest(app.spot("B14"), 5_400, GUEST).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let charge = unpaid_charge(&app, &guest, held["reservation"]["id"].as_str().unwrap()).await;
    let refused = || async {
        let refused = anybody
            .hold_as_guest(spot, 3_600, "Guest@example.com")
            .await
            .problem("payment_overdue");
        assert_eq!(refused["overdue"], Value::Null, "the response does not reveal the debt");
        assert!(!refused.to_string().contains(&charge));
    };
    refused().await;
    assert_eq!(
        reminders(&app, GUEST).await.len(),
        0,
        "no reminder shortly after the mail about the stay"
    );
    app.advance(TimeDelta::minutes(60));
    refused().await;
    refused().await;
    let first = reminders(&app, GUEST).await;
    assert_eq!(first.len(), 1);
    assert!(
        first[0].subject.contains("Your payment of $6.75 for spot B14"),
        "{}",
        first[0].subject
    );
    app.advance(TimeDelta::minutes(59));
    refused().await;
    assert_eq!(reminders(&app, GUEST).await.len(), 1);
    app.advance(TimeDelta::minutes(1));
    refused().await;
    let second = reminders(&app, GUEST).await;
    assert_eq!(second.len(), 2);
    for finding in shared::analytics::invariants::audit(&mut app.connect(), app.now()).unwrap() {
        assert!(finding.is_clean(), "{}: {:?}", finding.invariant.sentence, finding.violations);
    }

    let token = second[1]
        .text
        .lines()
        .find_map(|line| line.split_once("/pay/")?.1.split_once("#token="))
        .unwrap()
        .1;
    let payer = app.bearer(token.trim());
    let payment = payer.post(&format!("/api/v1/charges/{charge}/payment"), &json!({})).await.ok();
    app.simulator.pay(payment["payment_intent_id"].as_str().unwrap(), "pm_card_visa").unwrap();
    payer.post(&format!("/api/v1/charges/{charge}/sync"), &json!({})).await.ok();
    anybody.hold_as_guest(spot, 3_600, GUEST).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_in_debtor_gets_no_mail() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("B14"), 5_400).await.created();
    unpaid_charge(&app, &ann, held["reservation"]["id"].as_str().unwrap()).await;
    app.advance(TimeDelta::hours(2));
    let refused =
        app.sign_in("ann").await.hold(app.spot("B15"), 3_600).await.problem("payment_overdue");
    assert_eq!(refused["overdue"].as_array().unwrap().len(), 1);
    assert_eq!(reminders(&app, "ann@example.com").await.len(), 0);
    // The legacy client does not show this response.
    let path = format!("/reservation-unauth/{}/", app.spot("B16"));
    let body = json!({ "reservation": { "email": "ann@example.com", "reservation_length": 60 } });
    assert_eq!(app.anonymous().post(&path, &body).await.status, 400);
    assert_eq!(reminders(&app, "ann@example.com").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn verified_debtor_gets_a_payment_link() {
    const HELD: &str = "is held for you";
    let app = TestApp::with_verification().await;
    let confirm = "/api/v1/email-confirmations";
    let hold = |label: &'static str| {
        let (client, spot) = (app.anonymous(), app.spot(label));
        async move { client.hold_as_guest(spot, 5_400, GUEST).await.created() }
    };
    let held = hold("B14").await;
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let code = app.code(GUEST, HELD).await;
    guest.post(confirm, &json!({ "code": code })).await.ok();
    unpaid_charge(&app, &guest, held["reservation"]["id"].as_str().unwrap()).await;
    app.advance(TimeDelta::hours(2));
    let again = hold("B15").await;
    assert_eq!(reminders(&app, GUEST).await.len(), 0, "the address is not verified yet");
    let code = app.code(GUEST, HELD).await;
    let guest = app.bearer(again["manage_token"].as_str().unwrap());
    guest.post(confirm, &json!({ "code": code })).await.problem("payment_overdue");
    assert_eq!(reminders(&app, GUEST).await.len(), 1);
}
