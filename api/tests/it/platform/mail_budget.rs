//! One budget for all mails that an unverified person causes.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::{
    places::domain::terms::Terms,
    platform::{
        config::edge,
        domain::quota::{Quota, Quotas},
    },
};

use crate::support::{Client, Options, TestApp};

const VICTIM: &str = "victim@example.com";

async fn app_with(verify_emails: bool, quotas: Quotas) -> TestApp {
    let edge = edge::Settings {
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        ..edge::Settings::default()
    };
    let terms = Terms { verify_emails, quotas, ..Terms::default() };
    let mut app = TestApp::with(Options { terms, edge, ..Options::default() }).await;
    app.start_relay();
    app.start_worker();
    app
}

fn per_hour(count: u32) -> Vec<Quota> {
    vec![Quota { count, per: TimeDelta::hours(1) }]
}

fn per_recipient(count: u32) -> Quotas {
    Quotas { mails_per_recipient: per_hour(count), ..Quotas::default() }
}

fn id(held: &Value) -> &str {
    held["reservation"]["id"].as_str().unwrap()
}

fn guest_of(app: &TestApp, held: &Value) -> Client {
    app.bearer(held["manage_token"].as_str().unwrap())
}

fn mails_to_victim(app: &TestApp) -> usize {
    app.mails
        .mails()
        .iter()
        .filter(|mail| format!("{mail:?}").to_lowercase().contains("victim"))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_three_holds_and_cancels_send_five_mails() {
    let app = app_with(true, per_recipient(5)).await;
    let spot = app.spot("A1");
    for number in 0..53 {
        // From separate networks, and with tags that lead to the same mailbox.
        let client = app.anonymous().at(&format!("203.0.113.{number}"));
        let email = if number % 2 == 0 {
            VICTIM.to_owned()
        } else {
            format!("Victim+{number}@example.com")
        };
        let held = client.hold_as_guest(spot, 3_600, &email).await.created();
        app.wait_for_jobs().await;
        assert_eq!(
            guest_of(&app, &held).act(id(&held), "cancel").await.ok()["status"],
            "cancelled"
        );
    }
    app.wait_for_jobs().await;
    assert_eq!(mails_to_victim(&app), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn confirmed_and_cancelled_stays_share_the_budget() {
    let app = app_with(false, per_recipient(5)).await;
    let spot = app.spot("A1");
    for _ in 0..10 {
        let body = json!({ "spot_id": spot, "email": VICTIM,
            "starts_at": "2030-06-04T13:00:00Z", "ends_at": "2030-06-04T14:00:00Z" });
        let held = app.anonymous().post("/api/v1/reservations", &body).await.created();
        let guest = guest_of(&app, &held);
        app.wait_for_jobs().await;
        app.confirm(&guest, id(&held), "pm_card_visa").await;
        app.wait_for_jobs().await;
        guest.act(id(&held), "cancel").await.ok();
        app.wait_for_jobs().await;
    }
    assert_eq!(mails_to_victim(&app), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mail_route_uses_one_budget() {
    let app = app_with(true, per_recipient(4)).await;
    let client = app.anonymous();
    let sign_up = json!({ "email": VICTIM, "password": "park-at-the-curb" });
    let begun = client.post("/api/v1/accounts", &sign_up).await.accepted();
    app.bearer(begun["sign_up_token"].as_str().unwrap());
    let held = client.hold_as_guest(app.spot("A1"), 3_600, VICTIM).await.created();
    client.post("/api/v1/accounts", &sign_up).await.accepted();
    app.wait_for_jobs().await;
    assert_eq!(mails_to_victim(&app), 3);
    client.post("/api/v1/password-resets", &json!({ "email": VICTIM })).await;
    let stranger =
        client.hold_as_guest(app.spot("A2"), 3_600, "someone@example.com").await.created();
    app.advance(TimeDelta::seconds(61));
    // The responses stay the same; only an explicitly requested mail is refused.
    client.at("203.0.113.9").hold_as_guest(app.spot("A3"), 3_600, VICTIM).await.created();
    client.post("/api/v1/accounts", &sign_up).await.accepted();
    assert_eq!(
        client.post("/api/v1/password-resets", &json!({ "email": VICTIM })).await.status,
        202
    );
    let resend = guest_of(&app, &held).post("/api/v1/email-confirmations/resend", &json!({})).await;
    assert!(resend.headers.contains_key("retry-after"));
    resend.problem("rate_limited");
    let mended = format!("/api/v1/reservations/{}/email", id(&stranger));
    let request = guest_of(&app, &stranger).request(reqwest::Method::PATCH, &mended);
    crate::support::client::send(request.json(&json!({ "email": VICTIM })))
        .await
        .problem("rate_limited");
    app.wait_for_jobs().await;
    assert_eq!(mails_to_victim(&app), 4, "resets have a separate budget");
    app.advance(TimeDelta::hours(1));
    let held = client.hold_as_guest(app.spot("A4"), 3_600, VICTIM).await.created();
    app.wait_for_jobs().await;
    assert_eq!(mails_to_victim(&app), 5);
    guest_of(&app, &held).act(id(&held), "cancel").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn network_has_a_budget_across_recipients() {
    let app = app_with(true, Quotas { mails_per_network: per_hour(3), ..Quotas::default() }).await;
    for number in 0..6 {
        let (client, email) =
            (app.anonymous().at("198.51.100.7"), format!("victim-{number}@example.com"));
        client.hold_as_guest(app.spot(&format!("A{number}")), 3_600, &email).await.created();
    }
    let client = app.anonymous().at("198.51.100.8");
    client.hold_as_guest(app.spot("B1"), 3_600, "victim-9@example.com").await.created();
    app.wait_for_jobs().await;
    assert_eq!(mails_to_victim(&app), 4);
}

fn link_request(reference: &str) -> Value {
    json!({ "email": VICTIM, "reference": reference })
}

#[tokio::test(flavor = "multi_thread")]
async fn requested_links_use_the_budget_of_the_recipient() {
    let app = app_with(true, per_recipient(2)).await;
    let held = app.anonymous().hold_as_guest(app.spot("A1"), 3_600, VICTIM).await.created();
    let body = link_request(held["reservation"]["reference"].as_str().unwrap());
    for _ in 0..3 {
        app.wait_for_jobs().await;
        app.advance(TimeDelta::seconds(61));
        app.anonymous().post("/api/v1/guest-links", &body).await.accepted();
    }
    app.wait_for_jobs().await;
    assert_eq!(mails_to_victim(&app), 2, "the hold, and one link");
}

#[tokio::test(flavor = "multi_thread")]
async fn requested_links_use_the_budget_of_the_network() {
    let quotas = Quotas { mails_per_network: per_hour(3), ..Quotas::default() };
    let app = app_with(false, quotas).await;
    let guest = app.anonymous().at("198.51.100.7");
    let held = guest.hold_as_guest(app.spot("A1"), 3_600, VICTIM).await.created();
    let body = link_request(held["reservation"]["reference"].as_str().unwrap());
    let stranger = app.anonymous().at("203.0.113.1");
    for number in 0..3 {
        let guess = link_request(&format!("{number:08}"));
        stranger.post("/api/v1/guest-links", &guess).await.accepted();
    }
    stranger.post("/api/v1/guest-links", &body).await.accepted();
    app.wait_for_jobs().await;
    assert_eq!(mails_to_victim(&app), 1);
    app.anonymous().at("203.0.113.2").post("/api/v1/guest-links", &body).await.accepted();
    app.wait_for_jobs().await;
    assert_eq!(mails_to_victim(&app), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn verified_drivers_have_no_budget() {
    let app = app_with(false, per_recipient(1)).await;
    let ann = app.driver("victim").await;
    app.query_texts("update users set email_confirmed_at = $1 returning email as text");
    for label in ["A1", "A2", "A3"] {
        let body = json!({ "spot_id": app.spot(label),
            "starts_at": "2030-06-04T13:00:00Z", "ends_at": "2030-06-04T14:00:00Z" });
        let held = ann.post("/api/v1/reservations", &body).await.created();
        app.confirm(&ann, id(&held), "pm_card_visa").await;
        app.wait_for_jobs().await;
    }
    assert_eq!(mails_to_victim(&app), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn used_up_budget_does_not_stop_a_reset() {
    let app = app_with(true, per_recipient(2)).await;
    let sign_up = json!({ "email": VICTIM, "password": "park-at-the-curb" });
    let begun = app.anonymous().post("/api/v1/accounts", &sign_up).await.accepted();
    let code = app.code(VICTIM, "is your code").await;
    let victim = app.bearer(begun["sign_up_token"].as_str().unwrap());
    victim.post("/api/v1/email-confirmations", &json!({ "code": code })).await.ok();
    for number in 1..=3 {
        let stranger = app.anonymous().at(&format!("203.0.113.{number}"));
        let held =
            stranger.hold_as_guest(app.spot(&format!("A{number}")), 3_600, VICTIM).await.created();
        app.wait_for_jobs().await;
        guest_of(&app, &held).act(id(&held), "cancel").await.ok();
    }
    app.wait_for_jobs().await;
    assert_eq!(mails_to_victim(&app), 2);
    app.anonymous().post("/api/v1/password-resets", &json!({ "email": VICTIM })).await.accepted();
    let (_, link) = app.link(VICTIM, "Set a new password").await;
    let reset = json!({ "token": link, "new_password": "another-way-to-park" });
    app.anonymous().post("/api/v1/password-resets/confirm", &reset).await.no_content();
}
