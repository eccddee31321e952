//! A guest whose mail is lost receives the link again, by address and reference.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Response, TestApp};

const LINKS: &str = "/api/v1/guest-links";
const EMAIL: &str = "gil@example.com";
const MAIL: &str = "Your link to reservation";

async fn request(app: &TestApp, email: &str, reference: &str) -> Response {
    app.anonymous().post(LINKS, &json!({ "email": email, "reference": reference })).await
}

/// Parks as a guest for an hour. Returns the reservation.
async fn park(app: &TestApp) -> Value {
    let held = app.anonymous().hold_as_guest(app.spot("B14"), 3_600, EMAIL).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    app.confirm(&guest, held["reservation"]["id"].as_str().unwrap(), "pm_card_visa").await
}

fn reference(reservation: &Value) -> &str {
    reservation["reference"].as_str().unwrap()
}

/// The number of mails with a link, once all jobs are finished.
async fn links_to(app: &TestApp, email: &str) -> usize {
    app.wait_for_jobs().await;
    app.mails.mails_to(email).iter().filter(|mail| mail.subject.contains(MAIL)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_link_is_mailed_again() {
    let app = TestApp::with_worker().await;
    let parked = park(&app).await;
    let id = parked["id"].as_str().unwrap();
    assert!(id.to_uppercase().ends_with(reference(&parked)), "{parked}");
    let (first, second) = reference(&parked).split_at(4);
    let typed = format!(" {}-{second} ", first.to_lowercase());
    request(&app, "GIL@example.com", &typed).await.accepted();
    let (page, token) = app.link(EMAIL, MAIL).await;
    assert_eq!(page, format!("/reservations/{id}"));
    assert_eq!(app.bearer(&token).show(id).await.ok()["status"], "confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn response_does_not_reveal_reservations() {
    let mut app = TestApp::new().await;
    let known = reference(&park(&app).await).to_owned();
    let requests =
        [(EMAIL, known.as_str()), (EMAIL, "00000000"), ("nobody@example.com", known.as_str())];
    let mut responses = Vec::new();
    for (email, reference) in requests {
        let response = request(&app, email, reference).await;
        // The rows that the request has written, without the address and the reference.
        let work = app.query_texts(&format!(
            "select concat_ws(' ', p.purpose, p.created_at, p.expires_at, j.kind, j.run_at) as \
             text from email_proofs p join jobs j on j.payload->>'proof_id' = p.id::text \
             where p.subject = 'guest_link:{reference}:{email}' and $1 is not null"
        ));
        assert_eq!(work.len(), 1);
        responses.push((response.status.as_u16(), response.body, work));
    }
    assert_eq!((responses[0].0, &responses[0].1), (202, &json!("")));
    assert!(responses.iter().all(|response| *response == responses[0]), "{responses:#?}");
    app.start_relay();
    app.start_worker();
    assert_eq!(links_to(&app, EMAIL).await, 1);
    assert!(app.mails.mails_to("nobody@example.com").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_stay_is_found_for_90_days() {
    let app = TestApp::with_worker().await;
    let parked = park(&app).await;
    let id = parked["id"].as_str().unwrap();
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    app.advance(TimeDelta::days(90) - TimeDelta::minutes(1));
    request(&app, EMAIL, reference(&parked)).await.accepted();
    let (_, token) = app.link(EMAIL, MAIL).await;
    let guest = app.bearer(&token);
    let receipt = guest.get(&format!("/api/v1/reservations/{id}/receipt")).await.ok();
    assert_eq!(receipt["reference"], parked["reference"]);
    app.advance(TimeDelta::days(6));
    assert_eq!(guest.show(id).await.ok()["status"], "completed");
    request(&app, EMAIL, reference(&parked)).await.accepted();
    assert_eq!(links_to(&app, EMAIL).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_link_a_minute_and_five_an_hour_are_mailed() {
    let app = TestApp::with_worker().await;
    let parked = park(&app).await;
    for (seconds, mails) in [(0, 1), (59, 1), (1, 2), (60, 3), (60, 4), (60, 5), (60, 5)] {
        app.advance(TimeDelta::seconds(seconds));
        request(&app, EMAIL, reference(&parked)).await.accepted();
        assert_eq!(links_to(&app, EMAIL).await, mails);
    }
    app.advance(TimeDelta::hours(1));
    request(&app, EMAIL, reference(&parked)).await.accepted();
    assert_eq!(links_to(&app, EMAIL).await, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_references_leave_the_guest_a_link() {
    let app = TestApp::with_worker().await;
    let parked = park(&app).await;
    for number in 0..8 {
        request(&app, EMAIL, &format!("{number:08}")).await.accepted();
    }
    assert_eq!(links_to(&app, EMAIL).await, 0);
    request(&app, EMAIL, reference(&parked)).await.accepted();
    assert_eq!(links_to(&app, EMAIL).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn reservations_of_accounts_are_not_found() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 3_600, "pm_card_visa").await;
    request(&app, "ann@example.com", reference(&parked)).await.accepted();
    assert_eq!(links_to(&app, "ann@example.com").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_job_sends_one_link() {
    let app = TestApp::with_worker().await;
    let parked = park(&app).await;
    request(&app, EMAIL, reference(&parked)).await.accepted();
    assert_eq!(links_to(&app, EMAIL).await, 1);
    let again = "update jobs set state = 'retrying', finished_at = null, run_at = $1, \
        attempts = 0 where kind in ('guest_link.send', 'mail.guest_link') returning kind as text";
    assert_eq!(app.query_texts(again).len(), 2);
    assert_eq!(links_to(&app, EMAIL).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn late_job_sends_no_link() {
    let mut app = TestApp::new().await;
    let parked = park(&app).await;
    request(&app, EMAIL, reference(&parked)).await.accepted();
    app.advance(TimeDelta::hours(1));
    app.start_relay();
    app.start_worker();
    assert_eq!(links_to(&app, EMAIL).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn malformed_request_names_both_fields() {
    let app = TestApp::new().await;
    let problem = request(&app, "gil", "1A2B3C4").await.problem("invalid_request");
    let errors = problem["errors"].as_array().unwrap();
    let wrong: Vec<_> = errors.iter().map(|error| (&error["pointer"], &error["code"])).collect();
    let malformed = json!("malformed");
    assert_eq!(wrong, [(&json!("/email"), &malformed), (&json!("/reference"), &malformed)]);
}
