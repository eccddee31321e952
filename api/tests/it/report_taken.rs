//! "My spot is taken": a driver finds somebody else there.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::config::limits::{Settings, allowance};

use crate::support::{Client, Options, Response, TestApp};

const FREE: &str = "lat=40.7543&lng=-73.9884&radius=400";

async fn report(driver: &Client, id: &str) -> Response {
    driver.act(id, "report-taken").await
}

fn id(reservation: &Value) -> &str {
    reservation["id"].as_str().unwrap()
}

/// The labels of the spots that are free now.
async fn free(app: &TestApp) -> Vec<String> {
    let found = app.anonymous().search(FREE).await.ok();
    found["spots"].as_array().unwrap().iter().map(|spot| spot["label"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_finds_somebody_on_the_spot_pays_nothing_is_offered_another_and_nobody_else_is_sent_there() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.city.spot(&mut app.connect(), "B15", 10.0, 450);
    app.city.spot(&mut app.connect(), "B16", 20.0, 450);
    let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
    app.pass(TimeDelta::minutes(4));
    let first = report(&ann, id(&parked)).await.ok();
    assert_eq!((&first["reservation"]["status"], &first["reservation"]["id"]), (&json!("revoked"), &parked["id"]));
    let offer = &first["reseat"]["reservation"];
    assert_eq!(
        (&offer["spot"]["label"], &offer["status"], &offer["reseat_of"]),
        (&json!("B15"), &json!("held"), &parked["id"])
    );
    assert_eq!(report(&ann, id(&parked)).await.ok(), first, "a second time changes nothing");
    let counted = "select (select count(*) from closures) || ' ' || (select count(*) from audit_entries) as text where $1 is not null";
    assert_eq!(app.texts(counted), ["1 1"]);

    app.settle().await;
    let mail = app.mail("ann@example.com", "is called off: you pay nothing").await;
    assert!(mail.text.contains("You told us that somebody else is on spot B14"), "{}", mail.text);
    assert!(!mail.text.contains("please move it") && mail.text.contains("hold spot B15 for you"), "{}", mail.text);

    assert_eq!(free(&app).await, ["B16"], "nobody else is sent to the spot");
    app.driver("bob").await.hold(spot, 600).await.problem("spot_closed");
    let operator = app.operator().await;
    let closures = operator.get("/api/v1/admin/closures").await.ok();
    let closure = &closures["closures"][0];
    assert_eq!(
        (&closure["spot_id"], &closure["reason"], &closure["ends_at"]),
        (&json!(spot), &json!("reported as taken"), &json!("2030-06-03T13:34:00Z"))
    );
    let file = operator.get(&format!("/api/v1/admin/reservations/{}", id(&parked))).await.ok();
    let last = file["transitions"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["event"], &last["note"]), (&json!("revoke"), &json!("spot_taken")));
    assert_eq!(last["actor"], json!(format!("user:{}", file["user_id"].as_str().unwrap())));
    let audit = operator.get("/api/v1/admin/audit?action=reservation.report_taken").await.ok();
    let entry = &audit["entries"][0];
    assert_eq!((&entry["actor"], &entry["after"]["closure_id"]), (&last["actor"], &closure["id"]));
    assert_eq!(entry["after"]["reseat_id"], offer["id"]);

    let accept = format!("/api/v1/reservations/{}/reseat", id(&parked));
    assert_eq!(ann.post(&accept, &json!({ "accept": true })).await.ok()["reservation"]["status"], "confirmed");
    app.pass(TimeDelta::minutes(30));
    assert_eq!(free(&app).await, ["B14", "B16"], "the spot comes back by itself");
    app.pass(TimeDelta::hours(2));
    app.settle().await;
    assert_eq!(app.simulator.payment_intents().len(), 1, "only for the spot that was accepted");
    for finding in shared::invariants::audit(&mut app.connect(), app.now()).unwrap() {
        assert!(finding.is_clean(), "{}: {:?}", finding.invariant.sentence, finding.violations);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_next_to_a_spot_that_is_reported_is_re_seated_and_reads_why() {
    let app = TestApp::with_worker().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let other = app.city.spot(&mut app.connect(), "B15", 10.0, 450);
    let parked = app.park(&ann, spot, 600, "pm_card_visa").await;
    let hold = |from, to| bob.hold_between(spot, from, to);
    let soon = hold("2030-06-03T13:15:00Z", "2030-06-03T14:15:00Z").await.created()["reservation"].clone();
    app.confirm(&bob, id(&soon), "pm_card_visa").await;
    let later = hold("2030-06-03T16:00:00Z", "2030-06-03T17:00:00Z").await.created()["reservation"].clone();
    app.confirm(&bob, id(&later), "pm_card_visa").await;
    app.pass(TimeDelta::minutes(1));
    let reported = report(&ann, id(&parked)).await.ok();
    assert_eq!(reported["reseat"]["reservation"]["spot"]["id"], json!(other));
    assert_eq!(bob.show(id(&soon)).await.ok()["status"], "revoked");
    assert_eq!(bob.show(id(&later)).await.ok()["status"], "confirmed", "the spot will be free by then");
    let offer = bob.get(&format!("/api/v1/reservations/{}/reseat", id(&soon))).await.ok();
    assert_eq!(offer["reservation"]["spot"]["id"], json!(other), "free again when it begins");
    app.settle().await;
    let mail = app.mail("bob@example.com", "had to be taken back").await;
    assert!(!mail.text.contains("You told us"), "{}", mail.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_stay_that_has_begun_lately_can_be_reported_and_only_by_its_driver() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let (spot, other) = (app.spot("B14"), app.spot("B15"));
    let held = ann.hold(spot, 3_600).await.created()["reservation"].clone();
    report(&ann, id(&held)).await.problem("invalid_transition");
    app.confirm(&ann, id(&held), "pm_card_visa").await;
    report(&bob, id(&held)).await.problem("not_found");
    report(&app.anonymous(), id(&held)).await.problem("unauthenticated");
    let ahead = ann.hold_between(other, "2030-06-03T15:00:00Z", "2030-06-03T15:10:00Z").await.created();
    app.confirm(&ann, id(&ahead["reservation"]), "pm_card_visa").await;
    let early = report(&ann, id(&ahead["reservation"])).await;
    assert_eq!(early.status, 409);
    assert_eq!(
        early.problem("outside_report_window")["report_window"],
        json!({ "from": "2030-06-03T15:00:00Z", "until": "2030-06-03T15:10:00Z" }),
        "no longer than the stay"
    );
    app.pass(TimeDelta::minutes(15));
    let late = report(&app.sign_in("ann").await, id(&held)).await.problem("outside_report_window");
    assert_eq!(late["report_window"]["until"], "2030-06-03T13:15:00Z");
    assert!(late["detail"].as_str().unwrap().contains("from 2030-06-03T13:00:00Z until 2030-06-03T13:15:00Z"));
    assert_eq!(app.sign_in("ann").await.show(id(&held)).await.ok()["status"], "confirmed");
    assert!(app.texts("select id::text as text from closures where $1 is not null").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_reports_by_the_link_and_without_another_spot_there_is_no_offer() {
    let app = TestApp::with_worker().await;
    let spot = app.spot("B14");
    let held = app.anonymous().hold_as_guest(spot, 7_200, "guest@example.com").await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let reservation = id(&held["reservation"]).to_owned();
    app.confirm(&guest, &reservation, "pm_card_visa").await;
    let reported = report(&guest, &reservation).await.ok();
    assert_eq!((&reported["reservation"]["status"], &reported["reseat"]), (&json!("revoked"), &Value::Null));
    app.settle().await;
    assert_eq!(guest.show(&reservation).await.ok()["charge"]["state"], "zero");
    app.mail("guest@example.com", "is called off").await;

    app.spot("B15");
    let held = app.anonymous().hold_as_guest(app.spot("B16"), 7_200, "guest@example.com").await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    app.confirm(&guest, id(&held["reservation"]), "pm_card_visa").await;
    let reported = report(&guest, id(&held["reservation"])).await.ok();
    let holder = app.bearer(reported["reseat"]["manage_token"].as_str().unwrap());
    let offer = id(&reported["reseat"]["reservation"]);
    assert_eq!(holder.show(offer).await.ok()["status"], "held", "the answer has the key to the offer");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_driver_reports_only_so_often_and_what_is_refused_or_repeated_does_not_count() {
    let limits = Settings { report_taken: allowance((1, 86_400), (2, 86_400)), ..Options::default().limits };
    let app = TestApp::with(Options { limits, ..Options::default() }).await;
    let (ann, bob, cleo) = (app.driver("ann").await, app.driver("bob").await, app.driver("cleo").await);
    let mut parked = Vec::new();
    for (number, driver) in [&ann, &ann, &bob, &cleo].into_iter().enumerate() {
        parked.push(app.park(driver, app.spot(&format!("B{number}")), 3_600, "pm_card_visa").await);
    }
    report(&bob, id(&parked[0])).await.problem("not_found");
    for _ in 0..3 {
        report(&ann, id(&parked[0])).await.ok();
    }
    let refused = report(&ann, id(&parked[1])).await;
    assert_eq!(refused.headers["retry-after"], "86400");
    refused.problem("rate_limited");
    assert_eq!(ann.show(id(&parked[1])).await.ok()["status"], "confirmed");
    report(&bob, id(&parked[2])).await.ok();
    report(&cleo, id(&parked[3])).await.problem("rate_limited");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_of_what_an_operator_has_just_taken_back_finds_the_same_offer() {
    let app = TestApp::new().await;
    let (ann, operator, spot) = (app.driver("ann").await, app.operator().await, app.spot("B14"));
    app.city.spot(&mut app.connect(), "B15", 10.0, 450);
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let revoke = format!("/api/v1/admin/reservations/{}/revoke", id(&parked));
    operator.post(&revoke, &json!({ "note": "spot_taken" })).await.ok();
    let reported = report(&ann, id(&parked)).await.ok();
    assert_eq!(reported["reseat"]["reservation"]["spot"]["label"], "B15");
    assert!(
        app.texts("select id::text as text from closures where $1 is not null").is_empty(),
        "nothing is done twice"
    );
}
