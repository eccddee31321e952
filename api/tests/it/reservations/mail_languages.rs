//! Mails and calendar files in the language of the account, else in that of the request.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Client, TestApp};

const VISA: &str = "pm_card_visa";
const EMAIL: &str = "gil@example.com";

/// Holds a spot for an hour as a guest. Returns the guest's client and the id.
async fn hold_in(app: &TestApp, language: &str) -> (Client, String) {
    let body = json!({ "spot_id": app.spot("B14"), "duration_seconds": 3_600, "email": EMAIL });
    let client = app.anonymous().accepting(language);
    let held = client.post("/api/v1/reservations", &body).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    (guest, held["reservation"]["id"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_gets_mails_in_the_language_of_the_hold() {
    let app = TestApp::with_worker().await;
    let (guest, id) = hold_in(&app, "de-DE, en;q=0.8").await;
    let held = app.latest_mail(EMAIL, "vorgemerkt").await;
    assert_eq!(held.subject, "Parkplatz B14 ist für Sie vorgemerkt");
    app.confirm(&guest, &id, VISA).await;
    let confirmed = app.latest_mail(EMAIL, "reserviert").await;
    assert!(confirmed.text.contains("Sie bezahlen nach dem Parken"), "{}", confirmed.text);
    assert!(confirmed.html.contains("<html lang=\"de\">"), "{}", confirmed.html);
    app.advance(TimeDelta::minutes(30));
    guest.act(&id, "end").await.ok();
    app.latest_mail(EMAIL, "Ihr Parkvorgang auf Parkplatz B14 ist beendet").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calendar_file_has_the_language_of_the_driver() {
    let app = TestApp::new().await;
    let (guest, id) = hold_in(&app, "es").await;
    let file = guest.get(&format!("/api/v1/reservations/{id}/calendar")).await.ok();
    assert!(file.as_str().unwrap().contains("SUMMARY:Aparcamiento: plaza B14\\, "), "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_language_means_english_mails() {
    let app = TestApp::with_worker().await;
    hold_in(&app, "it-IT, ja;q=0.5").await;
    app.latest_mail(EMAIL, "Spot B14 is held for you").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn language_of_the_account_precedes_the_request() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    ann.patch("/api/v1/account", &json!({ "language": "fr" })).await.ok();
    let body = json!({ "spot_id": app.spot("B14"), "duration_seconds": 3_600 });
    let held = ann.accepting("de").post("/api/v1/reservations", &body).await.created();
    app.confirm(&ann, held["reservation"]["id"].as_str().unwrap(), VISA).await;
    let mail = app.latest_mail("ann@example.com", "Votre place B14").await;
    assert_eq!(mail.subject, "Votre place B14 est réservée");
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_up_is_answered_in_its_language() {
    let app = TestApp::with_verification().await;
    let body = json!({ "email": "ann@example.com", "password": "park-at-the-curb" });
    let spanish = app.anonymous().accepting("es");
    let begun = spanish.post("/api/v1/accounts", &body).await.accepted();
    let mail = app.latest_mail("ann@example.com", "es su").await;
    assert!(mail.text.contains("15 minutos; el enlace, durante 24"), "{}", mail.text);
    let code = app.code("ann@example.com", "es su").await;
    let new = app.bearer(begun["sign_up_token"].as_str().unwrap());
    new.post("/api/v1/email-confirmations", &json!({ "code": code })).await.ok();

    // The address has an account now, whose language precedes that of the request.
    app.advance(TimeDelta::minutes(2));
    let german = app.anonymous().accepting("de");
    german.post("/api/v1/accounts", &body).await.accepted();
    app.latest_mail("ann@example.com", "Usted ya tiene una cuenta").await;
}
