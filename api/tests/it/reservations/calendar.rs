//! Calendar files of reservations, as downloads and in mails.

use chrono::TimeDelta;
use mail_catcher::Mail;
use serde_json::json;

use crate::support::{Client, Options, Response, TestApp};

const VISA: &str = "pm_card_visa";
const EMAIL: &str = "gil@example.com";

async fn calendar(driver: &Client, id: &str) -> Response {
    driver.get(&format!("/api/v1/reservations/{id}/calendar")).await
}

/// The value of a property. Long values are cut where they are folded.
fn value<'a>(file: &'a str, name: &str) -> &'a str {
    let mut lines = file.split("\r\n");
    let found = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    found.unwrap_or_else(|| panic!("no {name} in {file}"))
}

/// Method, status, revision and end of the event.
fn facts(file: &str) -> [&str; 4] {
    ["METHOD", "STATUS", "SEQUENCE", "DTEND"].map(|name| value(file, name))
}

/// The calendar file that is attached to a mail.
fn attached(mail: &Mail) -> String {
    let source = String::from_utf8(mail.source.clone()).unwrap();
    let start = source.find("BEGIN:VCALENDAR").unwrap();
    let end = source.find("END:VCALENDAR\r\n").unwrap() + "END:VCALENDAR\r\n".len();
    // As quoted-printable text.
    let file = source[start..end].replace("=\r\n", "").replace("=3D", "=");
    let method = value(&file, "METHOD");
    let kind = format!("Content-Type: text/calendar; charset=utf-8; method={method}\r\n");
    assert!(source[..start].contains(&kind), "{source}");
    file
}

#[tokio::test(flavor = "multi_thread")]
async fn file_follows_the_reservation() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let (from, until) = ("2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z");
    let held = ann.hold_between(app.spot("B14"), from, until).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    let file = |response: Response| response.ok().as_str().unwrap().to_owned();

    let tentative = file(calendar(&ann, id).await);
    assert_eq!(facts(&tentative), ["PUBLISH", "TENTATIVE", "1", "20300603T160000Z"]);
    app.confirm(&ann, id, VISA).await;
    let response = calendar(&ann, id).await;
    assert_eq!(response.content_type, "text/calendar; charset=utf-8; method=PUBLISH");
    let name = response.headers["content-disposition"].to_str().unwrap().to_owned();
    assert!(name.starts_with("attachment; filename=\"parking-") && name.ends_with(".ics\""));
    let confirmed = file(response);
    assert_eq!(facts(&confirmed), ["PUBLISH", "CONFIRMED", "2", "20300603T160000Z"]);
    assert_eq!(value(&confirmed, "DTSTART"), "20300603T150000Z");
    assert_eq!(value(&confirmed, "DTSTAMP"), "20300603T130000Z");
    assert_eq!(value(&confirmed, "UID"), format!("{id}@curbhold.example"));
    assert!(!confirmed.contains("token"), "{confirmed}");

    ann.amend(id, &json!({ "ends_at": "2030-06-03T17:00:00Z" })).await.ok();
    let amended = file(calendar(&ann, id).await);
    assert_eq!(facts(&amended), ["PUBLISH", "CONFIRMED", "3", "20300603T170000Z"]);
    ann.act(id, "cancel").await.ok();
    let cancelled = calendar(&ann, id).await;
    assert_eq!(cancelled.content_type, "text/calendar; charset=utf-8; method=CANCEL");
    let cancelled = file(cancelled);
    assert_eq!(facts(&cancelled), ["CANCEL", "CANCELLED", "4", "20300603T170000Z"]);
    assert_eq!(value(&cancelled, "UID"), value(&tentative, "UID"));
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_hold_is_withdrawn() {
    let mut app = TestApp::new().await;
    let held = app.anonymous().hold_as_guest(app.spot("B14"), 3_600, EMAIL).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let id = held["reservation"]["id"].as_str().unwrap();
    app.advance(TimeDelta::minutes(11));
    let before = calendar(&guest, id).await.ok().as_str().unwrap().to_owned();
    assert_eq!(guest.show(id).await.ok()["revision"], 1, "the expiry is not recorded yet");
    assert_eq!(facts(&before)[..3], ["CANCEL", "CANCELLED", "2"]);
    app.start_relay();
    app.start_worker();
    app.wait_for_jobs().await;
    let after = calendar(&guest, id).await.ok().as_str().unwrap().to_owned();
    assert_eq!(facts(&after), facts(&before));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_driver_gets_the_file() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let parked = app.park(&ann, app.spot("B14"), 3_600, VISA).await;
    let id = parked["id"].as_str().unwrap();
    calendar(&bob, id).await.problem("not_found");
    calendar(&app.anonymous(), id).await.problem("unauthenticated");
    calendar(&ann, "nothing").await.problem("not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn organizer_is_the_sender_of_mails() {
    let mail_from = "Midtown Parking <mail@midtown.example>".to_owned();
    let mut app = TestApp::with(Options { mail_from, ..Options::default() }).await;
    app.start_relay();
    app.start_worker();
    let held = app.anonymous().hold_as_guest(app.spot("B14"), 3_600, EMAIL).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let id = held["reservation"]["id"].as_str().unwrap();
    app.confirm(&guest, id, VISA).await;
    let saved = calendar(&guest, id).await.ok().as_str().unwrap().to_owned();
    let mailed = attached(&app.latest_mail(EMAIL, "is reserved").await);
    for file in [saved, mailed] {
        assert_eq!(value(&file, "ORGANIZER;CN=Midtown Parking"), "mailto:mail@midtown.example");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_carry_rising_revisions() {
    let app = TestApp::with_worker().await;
    let (from, until) = ("2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z");
    let body = json!({ "spot_id": app.spot("B14"), "starts_at": from, "ends_at": until,
        "email": EMAIL });
    let held = app.anonymous().post("/api/v1/reservations", &body).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let id = held["reservation"]["id"].as_str().unwrap();
    app.confirm(&guest, id, VISA).await;
    let confirmation = attached(&app.latest_mail(EMAIL, "is reserved").await);
    assert_eq!(facts(&confirmation), ["PUBLISH", "CONFIRMED", "2", "20300603T160000Z"]);
    guest.amend(id, &json!({ "ends_at": "2030-06-03T17:00:00Z" })).await.ok();
    let amendment = attached(&app.latest_mail(EMAIL, "now ends").await);
    assert_eq!(facts(&amendment), ["PUBLISH", "CONFIRMED", "3", "20300603T170000Z"]);
    guest.act(id, "cancel").await.ok();
    let mail = app.latest_mail(EMAIL, "is cancelled").await;
    let cancellation = attached(&mail);
    assert_eq!(facts(&cancellation), ["CANCEL", "CANCELLED", "4", "20300603T170000Z"]);
    assert_eq!(value(&cancellation, "UID"), value(&confirmation, "UID"));
    assert!(!cancellation.contains("token") && !mail.text.contains("VCALENDAR"));
    app.driver("ann").await;
    let reset = json!({ "email": "ann@example.com" });
    app.anonymous().post("/api/v1/password-resets", &reset).await.accepted();
    let other = app.latest_mail("ann@example.com", "Set a new password").await;
    assert!(other.headers["content-type"].starts_with("multipart/alternative"));
}
