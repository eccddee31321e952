//! Mails are rendered once, stored before they are sent, and sent as stored.

use chrono::TimeDelta;
use diesel::{RunQueryDsl, sql_query};
use mail_catcher::Mail;
use serde_json::{Value, json};

use crate::support::{
    Client, TestApp, WAIT_TIMEOUT,
    site::{Site, wait_until},
};

const GUEST: &str = "guest@example.com";
const REFUSED: &str = "pm_card_chargeCustomerFail";

/// Waits until the response to a mail of this kind was lost.
async fn wait_for_retry(app: &TestApp, kind: &str) {
    let query = format!(
        "select id::text as text from jobs where kind = '{kind}' and state = 'retrying' and $1 is \
            not null"
    );
    app.wait_until(|| app.query_texts(&query).len() == 1).await;
}

/// The received copies of a mail, by a part of its Message-ID.
fn copies(mails: Vec<Mail>, part: &str) -> Vec<Mail> {
    mails.into_iter().filter(|mail| mail.message_id.contains(part)).collect()
}

#[track_caller]
fn assert_same(copies: &[Mail]) {
    assert_eq!(copies.len(), 2);
    assert_eq!(copies[0].message_id, copies[1].message_id);
    assert_eq!(
        String::from_utf8_lossy(&copies[0].source),
        String::from_utf8_lossy(&copies[1].source)
    );
}

fn pay_token(mail: &Mail) -> String {
    let link = mail.text.split_whitespace().find(|word| word.contains("/pay/")).unwrap();
    link.split_once("#token=").unwrap().1.to_owned()
}

/// Pays as the web app does.
async fn pay(simulator: &stripe_simulator::Simulator, payer: &Client, charge: &str) {
    let path = |verb: &str| format!("/api/v1/charges/{charge}{verb}");
    let payment = payer.post(&path("/payment"), &json!({})).await.ok();
    simulator.pay(payment["payment_intent_id"].as_str().unwrap(), "pm_card_visa").unwrap();
    let paid = payer.post(&path("/sync"), &json!({})).await.ok();
    assert_eq!(paid["charge"]["state"], "paid");
}

/// Holds a spot as a guest. Returns the guest and the reservation's id.
async fn hold(app: &TestApp) -> (Client, String) {
    let held = app.anonymous().hold_as_guest(app.spot("B14"), 5_400, GUEST).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    (guest, held["reservation"]["id"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn retry_sends_stored_bytes_after_charge_changed() {
    let app = TestApp::with_worker().await;
    let (guest, id) = hold(&app).await;
    app.confirm(&guest, &id, REFUSED).await;
    app.wait_for_jobs().await;
    app.mails.faults().lost_replies = 1;
    app.advance(TimeDelta::minutes(90));
    wait_for_retry(&app, "mail.ended").await;
    let first = app.mail(GUEST, "did not go through").await;
    let charge =
        app.query_texts("select id::text as text from charges where $1 is not null").remove(0);
    pay(&app.simulator, &app.bearer(&pay_token(&first)), &charge).await;
    app.advance(TimeDelta::minutes(1));
    app.wait_for_jobs().await;
    assert_same(&copies(app.mails.mails_to(GUEST), ".ended."));
    app.mail(GUEST, "received your payment").await;
    let outcomes = "select distinct (sent_at is not null and sealed is null)::text as text from \
        mails where $1 is not null";
    assert_eq!(app.query_texts(outcomes), ["true"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn worker_killed_after_smtp_sends_the_same_bytes() {
    let site = Site::new().await;
    let _api = site.start_api().await;
    let mut worker = site.start_worker();
    let (guest, id) = site.park_with(6, REFUSED).await;
    site.mails.wait_for(GUEST, "is reserved", WAIT_TIMEOUT).await.unwrap();
    let open = "select 1 from jobs where (kind like 'mail.%' or kind = 'reservation.remind') and \
        finished_at is null";
    wait_until("every mail so far is sent", || async {
        sql_query(open).execute(&mut site.database.connect()).unwrap() == 0
    })
    .await;
    // The worker is killed while it waits for the response to the mail about the end.
    site.mails.faults().held_replies = 1;
    let first = site.mails.wait_for(GUEST, "did not go through", WAIT_TIMEOUT).await.unwrap();
    worker.kill();
    let charge = guest.show(&id).await.ok()["charge"]["id"].as_str().unwrap().to_owned();
    pay(&site.simulator, &Client::new(&site.url(), Some(&pay_token(&first))), &charge).await;
    let _worker = site.start_worker();
    let ended = || copies(site.mails.mails_to(GUEST), ".ended.");
    wait_until("the mail is sent again", || async { ended().len() == 2 }).await;
    assert_same(&ended());
    site.mails.wait_for(GUEST, "received your payment", WAIT_TIMEOUT).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn retried_verification_has_the_same_code() {
    let app = TestApp::with_verification().await;
    app.mails.faults().lost_replies = 1;
    let (_, _) = hold(&app).await;
    wait_for_retry(&app, "proof.send").await;
    app.advance(TimeDelta::seconds(30));
    app.wait_for_jobs().await;
    assert_same(&app.mails.mails_to(GUEST));
}

#[tokio::test(flavor = "multi_thread")]
async fn superseded_mail_is_withdrawn() {
    let app = TestApp::with_worker().await;
    app.mails.faults().lost_replies = 1;
    let (guest, id) = hold(&app).await;
    wait_for_retry(&app, "mail.hold_placed").await;
    app.confirm(&guest, &id, "pm_card_visa").await;
    app.advance(TimeDelta::seconds(30));
    app.wait_for_jobs().await;
    assert_eq!(copies(app.mails.mails_to(GUEST), ".hold_placed.").len(), 1);
    let withdrawn =
        "select template as text from mails where withdrawn_at is not null and $1 is not null";
    assert_eq!(app.query_texts(withdrawn), ["hold_placed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn stored_mails_hold_no_tokens_or_codes() {
    let app = TestApp::with_verification().await;
    let (_, _) = hold(&app).await;
    let body = json!({ "email": "ann@example.com", "password": "park-at-the-curb" });
    app.anonymous().post("/api/v1/accounts", &body).await.accepted();
    let codes = [app.code(GUEST, "").await, app.code("ann@example.com", "").await];
    let stored = app.query_texts(
        "select subject || body_text || body_html as text from mails where $1 is not null",
    );
    assert_eq!(stored.len(), 2);
    for text in &stored {
        assert!(
            !text.contains("#token=") && !codes.iter().any(|code| text.contains(code)),
            "{text}"
        );
        assert!(text.contains("••••••"), "{text}");
    }
    assert!(
        app.query_texts(
            "select id::text as text from mails where sealed is not null and $1 is not null"
        )
        .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_recipient_shows_on_the_reservation() {
    let app = TestApp::with_worker().await;
    app.mails.faults().recipients.insert(GUEST.to_owned(), "550 5.1.1 no such mailbox".to_owned());
    let (guest, id) = hold(&app).await;
    app.wait_for_jobs().await;
    let shown = guest.show(&id).await.ok();
    assert_eq!(
        shown["mail_undeliverable_at"],
        json!(app.now().format("%Y-%m-%dT%H:%M:%SZ").to_string())
    );
    let jobs = "select state || ' ' || attempts as text from jobs where kind = 'mail.hold_placed' \
        and $1 is not null";
    assert_eq!(app.query_texts(jobs), ["done 1"], "no retries and no dead job");
    let reason = "select undeliverable_reason as text from mails where $1 is not null";
    assert!(app.query_texts(reason)[0].contains("550"));
    app.mails.faults().recipients.remove(GUEST);
    app.advance(TimeDelta::seconds(1));
    app.confirm(&guest, &id, "pm_card_visa").await;
    app.wait_for_jobs().await;
    assert_eq!(
        guest.show(&id).await.ok()["mail_undeliverable_at"],
        Value::Null,
        "a later mail has arrived"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_verification_shows_on_the_reservation() {
    let app = TestApp::with_verification().await;
    app.mails.faults().recipients.insert(GUEST.to_owned(), "550 5.1.1 no such mailbox".to_owned());
    let (guest, id) = hold(&app).await;
    app.wait_for_jobs().await;
    assert_ne!(guest.show(&id).await.ok()["mail_undeliverable_at"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn erasure_withdraws_a_waiting_mail() {
    let app = TestApp::with_worker().await;
    app.mails.refuse_next(1_000, "451 not now");
    let (guest, id) = hold(&app).await;
    wait_for_retry(&app, "mail.hold_placed").await;
    guest.act(&id, "cancel").await.ok();
    let operator = app.operator().await;
    let erase = json!({ "email": GUEST, "note": "asked for" });
    operator.post("/api/v1/admin/guests/erase", &erase).await.no_content();
    let stored = "select num_nonnulls(recipient, subject, body_text, body_html, sealed) || ' ' || \
        (withdrawn_at is not null) as text \
                  from mails where template = 'hold_placed' and $1 is not null";
    assert_eq!(app.query_texts(stored), ["0 true"]);
    app.advance(TimeDelta::minutes(1));
    app.wait_for_jobs().await;
    assert!(app.mails.mails_to(GUEST).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn international_domain_is_one_account() {
    let app = TestApp::with_worker().await;
    let with = |email: &str| json!({ "email": email, "password": "park-at-the-curb" });
    let anonymous = app.anonymous();
    anonymous.post("/api/v1/accounts", &with("ann@bücher.example")).await.created();
    anonymous
        .post("/api/v1/accounts", &with("ANN@xn--bcher-kva.example"))
        .await
        .problem("email_taken");
    let session = anonymous.post("/api/v1/sessions", &with("Ann@Bücher.example")).await.created();
    let ann = app.bearer(session["access_token"].as_str().unwrap());
    assert_eq!(ann.get("/api/v1/account").await.ok()["email"], "ann@xn--bcher-kva.example");
    app.park(&ann, app.spot("B14"), 600, "pm_card_visa").await;
    app.mail("ann@xn--bcher-kva.example", "is reserved").await;
    anonymous.post("/api/v1/accounts", &with("ann@1.2")).await.problem("invalid_request");
    anonymous.hold_as_guest(app.spot("B15"), 600, "jörg@example.org").await.created();
    app.mail("jörg@example.org", "is held for you").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn old_account_mails_lose_their_text() {
    let app = TestApp::with_verification().await;
    let body = json!({ "email": "ann@example.com", "password": "park-at-the-curb" });
    app.anonymous().post("/api/v1/accounts", &body).await.accepted();
    app.mail("ann@example.com", "is your code").await;
    app.wait_for_jobs().await;
    let texts = "select num_nonnulls(recipient, subject, body_text, body_html)::text as text from \
        mails where $1 is not null";
    app.advance(TimeDelta::days(29));
    worker::reconcile(&app.context).await.unwrap();
    assert_eq!(app.query_texts(texts), ["4"]);
    app.advance(TimeDelta::days(2));
    worker::reconcile(&app.context).await.unwrap();
    assert_eq!(app.query_texts(texts), ["0"]);
}
