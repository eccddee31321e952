//! Guests verify their address and set up a card in either order, and claim their reservations once
//! they have an account.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, Response, TestApp};

const VISA: &str = "pm_card_visa";
const CONFIRM: &str = "/api/v1/email-confirmations";
const RESEND: &str = "/api/v1/email-confirmations/resend";
const HELD: &str = "is held for you";
const EMAIL: &str = "guest@example.com";

/// Holds a spot as a guest. Returns the guest and the reservation's id.
async fn hold(app: &TestApp, label: &str, email: &str) -> (Client, String) {
    let held = app.anonymous().hold_as_guest(app.spot(label), 3_600, email).await.created();
    let id = held["reservation"]["id"].as_str().unwrap().to_owned();
    assert_eq!(held["reservation"]["awaiting"], json!(["card", "email"]));
    (app.bearer(held["manage_token"].as_str().unwrap()), id)
}

async fn correct_address(guest: &Client, id: &str, email: &str) -> Response {
    let path = format!("/api/v1/reservations/{id}/email");
    guest.patch(&path, &json!({ "email": email })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn hold_is_confirmed_by_code_then_card() {
    let app = TestApp::with_verification().await;
    let (guest, id) = hold(&app, "A1", EMAIL).await;
    let code = app.code(EMAIL, HELD).await;
    let proved = guest.post(CONFIRM, &json!({ "code": code })).await.ok();
    assert_eq!(
        (&proved["reservation"]["status"], &proved["reservation"]["awaiting"]),
        (&json!("held"), &json!(["card"]))
    );
    let confirmed = app.confirm(&guest, &id, VISA).await;
    assert_eq!((&confirmed["status"], &confirmed["awaiting"]), (&json!("confirmed"), &json!([])));
    app.latest_mail(EMAIL, "reserved").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hold_is_confirmed_by_card_then_link() {
    let app = TestApp::with_verification().await;
    let (guest, id) = hold(&app, "A1", EMAIL).await;
    let held = app.confirm(&guest, &id, VISA).await;
    assert_eq!((&held["status"], &held["awaiting"]), (&json!("held"), &json!(["email"])));
    assert_eq!(held["card"]["last4"], "4242");
    // Stripe's webhook reports the card; it does not verify the address.
    app.deliver_events("setup_intent.succeeded").await;
    app.wait_for_jobs().await;
    assert_eq!(guest.show(&id).await.ok()["status"], "held");

    let (_, token) = app.link(EMAIL, HELD).await;
    let proved = app.anonymous().post(CONFIRM, &json!({ "token": token })).await.ok();
    assert_eq!(proved["reservation"]["status"], "confirmed");
    // The link leads the recipient to the reservation.
    let manage = app.bearer(proved["manage_token"].as_str().unwrap());
    assert_eq!(manage.show(&id).await.ok()["status"], "confirmed");
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    assert_eq!(manage.show(&id).await.ok()["charge"]["state"], "paid");
}

#[tokio::test(flavor = "multi_thread")]
async fn unverified_hold_expires_with_or_without_card() {
    let app = TestApp::with_verification().await;
    let (guest, id) = hold(&app, "A1", EMAIL).await;
    app.confirm(&guest, &id, VISA).await;
    let code = app.code(EMAIL, HELD).await;
    let (_, token) = app.link(EMAIL, HELD).await;
    app.advance(TimeDelta::minutes(10));
    app.wait_for_jobs().await;
    assert_eq!(guest.show(&id).await.ok()["status"], "expired");
    guest.post(CONFIRM, &json!({ "code": code })).await.problem("wrong_code");
    app.anonymous().post(CONFIRM, &json!({ "token": token })).await.problem("wrong_code");
    guest.post(RESEND, &json!({})).await.problem("hold_expired");
    app.anonymous().hold_as_guest(app.spot("A2"), 3_600, EMAIL).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn address_can_be_corrected_during_the_hold() {
    let app = TestApp::with_verification().await;
    let (guest, id) = hold(&app, "A1", "geust@example.com").await;
    app.confirm(&guest, &id, VISA).await;
    let (_, old_link) = app.link("geust@example.com", HELD).await;
    let old_code = app.code("geust@example.com", HELD).await;
    let other = app.bearer(
        &app.context
            .links
            .tokens
            .sign(
                shared::platform::token::Grant::Manage {
                    sub: shared::platform::domain::ids::ReservationId::new(),
                },
                app.now() + TimeDelta::hours(1),
            )
            .unwrap(),
    );
    correct_address(&other, &id, EMAIL).await.problem("not_found");
    correct_address(&guest, &id, "nobody").await.problem("invalid_request");
    correct_address(&guest, &id, EMAIL).await.ok();
    assert_eq!(guest.show(&id).await.ok()["email"], EMAIL);
    let code = app.code(EMAIL, HELD).await;
    app.anonymous().post(CONFIRM, &json!({ "token": old_link })).await.problem("wrong_code");
    if old_code != code {
        guest.post(CONFIRM, &json!({ "code": old_code })).await.problem("wrong_code");
    }
    let proved = guest.post(CONFIRM, &json!({ "code": code })).await.ok();
    assert_eq!(proved["reservation"]["status"], "confirmed");
    correct_address(&guest, &id, "other@example.com").await.problem("email_confirmed");
    guest.post(RESEND, &json!({})).await.problem("email_confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn hold_mail_can_be_resent_within_limits() {
    let app = TestApp::with_verification().await;
    let (guest, id) = hold(&app, "A1", EMAIL).await;
    let first = app.code(EMAIL, HELD).await;
    guest.post(RESEND, &json!({})).await.problem("rate_limited");
    app.advance(TimeDelta::seconds(61));
    guest.post(RESEND, &json!({})).await.accepted();
    let second = app.code(EMAIL, HELD).await;
    if first != second {
        guest.post(CONFIRM, &json!({ "code": first })).await.problem("wrong_code");
    }
    // One hold cannot be used to send mails to many addresses.
    for number in 3..=5 {
        correct_address(&guest, &id, &format!("guest-{number}@example.com")).await.ok();
    }
    correct_address(&guest, &id, "guest-6@example.com").await.problem("rate_limited");
}

#[tokio::test(flavor = "multi_thread")]
async fn hold_does_not_reveal_accounts_or_debts() {
    let app = TestApp::with_verification().await;
    let (known, id) = hold(&app, "A1", EMAIL).await;
    let code = app.code(EMAIL, HELD).await;
    known.post(CONFIRM, &json!({ "code": code })).await.ok();
    app.confirm(&known, &id, "pm_card_chargeCustomerFail").await;
    for hours in [1, 1, 24, 72] {
        app.advance(TimeDelta::hours(hours));
        app.wait_for_jobs().await;
    }
    assert_eq!(
        app.query_texts("select state as text from charges where $1 is not null"),
        ["dunning"]
    );

    let (guest, _) = hold(&app, "A2", EMAIL).await;
    let (stranger, _) = hold(&app, "A3", "new@example.com").await;
    // The owner of a verified address may know.
    let code = app.code(EMAIL, HELD).await;
    guest.post(CONFIRM, &json!({ "code": code })).await.problem("payment_overdue");
    let code = app.code("new@example.com", HELD).await;
    stranger.post(CONFIRM, &json!({ "code": code })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn verified_account_claims_guest_reservations() {
    let app = TestApp::with_verification().await;
    let mut stays: Vec<(Client, String)> = Vec::new();
    for label in ["A1", "A2"] {
        let (guest, id) = hold(&app, label, EMAIL).await;
        let code = app.code(EMAIL, HELD).await;
        guest.post(CONFIRM, &json!({ "code": code })).await.ok();
        app.confirm(&guest, &id, VISA).await;
        stays.push((guest, id));
        app.advance(TimeDelta::seconds(1));
    }
    let (guest, id) = &stays[0];
    guest.act(id, "end").await.ok();
    let (unproved, unproved_id) = hold(&app, "A3", EMAIL).await;
    let stranger = app.bearer(&sign_up(&app, "other@example.com").await);
    assert_eq!(
        stranger.post("/api/v1/account/claim", &json!({})).await.ok()["reservations"],
        json!([])
    );

    let user = app.bearer(&sign_up(&app, "Guest@example.com").await);
    let claimed = user.post("/api/v1/account/claim", &json!({})).await.ok();
    let statuses: Vec<&Value> =
        claimed["reservations"].as_array().unwrap().iter().map(|one| &one["status"]).collect();
    assert_eq!(statuses, ["completed", "confirmed"]);
    assert_eq!(
        user.post("/api/v1/account/claim", &json!({})).await.ok()["reservations"],
        json!([])
    );
    let (guest, id) = &stays[1];
    guest.show(id).await.problem("not_found");
    unproved.show(&unproved_id).await.ok();
    let audit = format!(
        "select actor || ' ' || event as text from reservation_transitions where reservation_id = \
            '{id}' and $1 is not null order by revision"
    );
    let me = user.get("/api/v1/account").await.ok()["id"].as_str().unwrap().to_owned();
    assert_eq!(app.query_texts(&audit).last().unwrap(), &format!("user:{me} claim"));

    // The stay continues as the user's, ends in time, and is charged to the guest's card.
    let spot_is = user.show(id).await.ok();
    assert_eq!(
        (&spot_is["status"], &spot_is["card"]["last4"]),
        (&json!("confirmed"), &json!("4242"))
    );
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    let user = sign_in(&app, "guest@example.com").await;
    assert_eq!(user.show(id).await.ok()["charge"]["state"], "paid");
    // The stay that was ended at once was below the minimum amount.
    assert_eq!(app.simulator.all("payment_intent").len(), 1);
    let findings = shared::analytics::invariants::audit(&mut app.connect(), app.now()).unwrap();
    let broken: Vec<_> = findings.iter().filter(|finding| !finding.is_clean()).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn claimed_stay_accepts_another_account_card() {
    let app = TestApp::with_verification().await;
    let (guest, id) = hold(&app, "A1", EMAIL).await;
    let code = app.code(EMAIL, HELD).await;
    guest.post(CONFIRM, &json!({ "code": code })).await.ok();
    app.confirm(&guest, &id, VISA).await;
    let user = app.bearer(&sign_up(&app, EMAIL).await);
    user.post("/api/v1/account/claim", &json!({})).await.ok();
    // At Stripe the guest's card stays with the guest's customer.
    let keep = json!({ "save_card": true });
    let problem = user
        .post(&format!("/api/v1/reservations/{id}/confirm"), &keep)
        .await
        .problem("invalid_request");
    assert_eq!(problem["errors"][0]["field"], "save_card");

    let intent = user.act(&id, "card").await.ok()["setup_intent_id"].as_str().unwrap().to_owned();
    app.simulator.give_card(&intent, "pm_card_mastercard").unwrap();
    let other = json!({ "setup_intent_id": intent });
    let replaced = user.post(&format!("/api/v1/reservations/{id}/confirm"), &other).await.ok();
    assert_eq!(replaced["card"]["brand"], "mastercard");
    user.post(&format!("/api/v1/reservations/{id}/confirm"), &keep).await.ok();
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    let user = sign_in(&app, EMAIL).await;
    assert_eq!(user.show(&id).await.ok()["charge"]["state"], "paid");
}

#[tokio::test(flavor = "multi_thread")]
async fn unverified_account_claims_nothing() {
    let app = TestApp::with_worker().await;
    let guest = app.anonymous().hold_as_guest(app.spot("A1"), 3_600, EMAIL).await.created();
    let id = guest["reservation"]["id"].as_str().unwrap().to_owned();
    app.confirm(&app.bearer(guest["manage_token"].as_str().unwrap()), &id, VISA).await;
    let user = app.driver("guest").await;
    user.post("/api/v1/account/claim", &json!({})).await.problem("email_unconfirmed");
    user.post(RESEND, &json!({})).await.accepted();
    let code = app.code(EMAIL, "is your code").await;
    user.post(CONFIRM, &json!({ "code": code })).await.ok();
    let claimed = user.post("/api/v1/account/claim", &json!({})).await.ok();
    assert_eq!(claimed["reservations"][0]["id"], json!(id));
}

#[tokio::test(flavor = "multi_thread")]
async fn manage_link_shows_extends_and_ends_a_stay() {
    let app = TestApp::with_verification().await;
    for label in ["A1", "A2"] {
        let (guest, id) = hold(&app, label, EMAIL).await;
        app.confirm(&guest, &id, VISA).await;
        let (_, token) = app.link(EMAIL, HELD).await;
        let proved = app.anonymous().post(CONFIRM, &json!({ "token": token })).await.ok();
        let guest = app.bearer(proved["manage_token"].as_str().unwrap());
        let until = app.now() + TimeDelta::hours(2);
        let extended = guest.amend(&id, &json!({ "ends_at": until })).await.ok();
        assert_eq!(extended["ends_at"], json!(until));
        app.advance(TimeDelta::minutes(30));
        assert_eq!(guest.act(&id, "end").await.ok()["status"], "completed");
        app.wait_for_jobs().await;
        let receipt = guest.get(&format!("/api/v1/reservations/{id}/receipt")).await;
        assert_eq!(receipt.status, 200, "{:?}", receipt.body);
    }
    let (guest, id) = hold(&app, "A3", EMAIL).await;
    assert_eq!(guest.act(&id, "cancel").await.ok()["status"], "cancelled");
}

/// Completes a sign-up. Returns the access token.
async fn sign_up(app: &TestApp, email: &str) -> String {
    let body = json!({ "email": email, "password": "park-at-the-curb" });
    let begun = app.anonymous().post("/api/v1/accounts", &body).await.accepted();
    let code = app.code(email, "is your code").await;
    let sign_up = app.bearer(begun["sign_up_token"].as_str().unwrap());
    let confirmed = sign_up.post(CONFIRM, &json!({ "code": code })).await.ok();
    confirmed["session"]["access_token"].as_str().unwrap().to_owned()
}

async fn sign_in(app: &TestApp, email: &str) -> Client {
    let body = json!({ "email": email, "password": "park-at-the-curb" });
    let session = app.anonymous().post("/api/v1/sessions", &body).await.created();
    app.bearer(session["access_token"].as_str().unwrap())
}
