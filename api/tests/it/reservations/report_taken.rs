//! Reports of a taken spot: the driver finds another car there.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::{
    places::domain::terms::Terms,
    platform::{
        config::{
            edge,
            limits::{Settings, allowance},
        },
        domain::quota::{Quota, Quotas},
    },
};

use crate::support::{Client, Options, Response, TestApp};

const FREE: &str = "lat=40.7543&lng=-73.9884&radius=400";

async fn report(driver: &Client, id: &str) -> Response {
    driver.act(id, "report-taken").await
}

fn id(reservation: &Value) -> &str {
    reservation["id"].as_str().unwrap()
}

/// The labels of the free spots.
async fn free(app: &TestApp) -> Vec<String> {
    let found = app.anonymous().search(FREE).await.ok();
    found["spots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|spot| spot["label"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn first_report_is_free_and_offers_another_spot() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.city.spot(&mut app.connect(), "B15", 10.0, 450);
    app.city.spot(&mut app.connect(), "B16", 20.0, 450);
    let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(4));
    let first = report(&ann, id(&parked)).await.ok();
    assert_eq!(
        (&first["reservation"]["status"], &first["is_free"]),
        (&json!("revoked"), &json!(true))
    );
    let offer = &first["reseat"]["reservation"];
    assert_eq!(
        (&offer["spot"]["label"], &offer["status"], &offer["reseat_of"]),
        (&json!("B15"), &json!("held"), &parked["id"])
    );
    assert_eq!(report(&ann, id(&parked)).await.ok(), first, "a repeat changes nothing");
    let counted = "select (select count(*) from closures) || ' ' || (select count(*) from \
        audit_entries) as text where $1 is not null";
    assert_eq!(app.query_texts(counted), ["0 1"], "one report does not close the spot");
    assert_eq!(free(&app).await, ["B14", "B16"]);

    app.wait_for_jobs().await;
    let mail = app.mail("ann@example.com", "is called off: you pay nothing").await;
    assert!(mail.text.contains("You told us that somebody else is on spot B14"), "{}", mail.text);
    assert!(
        !mail.text.contains("please move it") && mail.text.contains("hold spot B15 for you"),
        "{}",
        mail.text
    );

    let operator = app.operator().await;
    let file = operator.get(&format!("/api/v1/admin/reservations/{}", id(&parked))).await.ok();
    let last = file["transitions"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["event"], &last["note"]), (&json!("revoke"), &json!("spot_taken")));
    assert_eq!(last["actor"], json!(format!("user:{}", file["user_id"].as_str().unwrap())));
    let audit = operator.get("/api/v1/admin/audit?action=reservation.report_taken").await.ok();
    let entry = &audit["entries"][0];
    assert_eq!((&entry["actor"], &entry["after"]["is_free"]), (&last["actor"], &json!(true)));
    assert_eq!(
        (&entry["after"]["reseat_id"], &entry["after"]["closure_id"]),
        (&offer["id"], &Value::Null)
    );

    let accept = format!("/api/v1/reservations/{}/reseat", id(&parked));
    assert_eq!(
        ann.post(&accept, &json!({ "accept": true })).await.ok()["reservation"]["status"],
        "confirmed"
    );
    app.advance(TimeDelta::hours(2));
    app.wait_for_jobs().await;
    assert_eq!(app.simulator.payment_intents().len(), 1, "only the accepted spot is billed");
    assert_eq!(
        app.query_texts("select is_free::text as text from taken_reports where $1 is not null"),
        ["true"]
    );
    check_books(&app);
}

fn check_books(app: &TestApp) {
    for finding in shared::analytics::invariants::audit(&mut app.connect(), app.now()).unwrap() {
        assert!(finding.is_clean(), "{}: {:?}", finding.invariant.sentence, finding.violations);
    }
}

/// An api behind a proxy, with this many free reports a month per card and per network.
async fn app_with_quotas(per_card: u32, per_network: u32) -> TestApp {
    let month = |count| vec![Quota { count, per: TimeDelta::days(30) }];
    let (free_reports_per_card, free_reports_per_network) = (month(per_card), month(per_network));
    let quotas = Quotas { free_reports_per_card, free_reports_per_network, ..Quotas::default() };
    let edge = edge::Settings {
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        ..edge::Settings::default()
    };
    let terms = Terms { quotas, max_holds: 10, ..Terms::default() };
    let mut app = TestApp::with(Options { terms, edge, ..Options::default() }).await;
    app.start_relay();
    app.start_worker();
    app
}

#[tokio::test(flavor = "multi_thread")]
async fn later_reports_of_a_card_are_billed() {
    let app = app_with_quotas(1, 100).await;
    let (first, second) = (app.spot("B14"), app.spot("B15"));
    app.spot("B16");
    let (ann, bob) =
        (app.driver("ann").await.at("198.51.100.7"), app.driver("bob").await.at("203.0.113.1"));
    let parked = app.park(&ann, first, 7_200, "pm_card_visa").await;
    let reported = report(&ann, id(&parked)).await.ok();
    assert_eq!(reported["is_free"], json!(true));
    let offer = id(&reported["reseat"]["reservation"]).to_owned();
    ann.post(&format!("/api/v1/reservations/{offer}/reseat"), &json!({ "accept": false }))
        .await
        .ok();
    // Another account from another network, with the same card.
    let parked = app.park(&bob, second, 7_200, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(14));
    let reported = report(&bob, id(&parked)).await.ok();
    assert_eq!(
        (&reported["is_free"], &reported["reservation"]["status"], &reported["reseat"]),
        (&json!(false), &json!("completed"), &Value::Null)
    );
    assert_eq!(
        report(&bob, id(&parked)).await.ok()["is_free"],
        json!(false),
        "a repeat changes nothing"
    );
    app.wait_for_jobs().await;
    assert_eq!(
        bob.show(id(&parked)).await.ok()["charge"]["amount"]["amount_minor"],
        105,
        "14 minutes at 450 an hour"
    );
    assert_eq!(
        app.query_texts("select count(*)::text as text from audit_entries where $1 is not null"),
        ["2"]
    );
    check_books(&app);

    // With another card it is free, until that card's month is over.
    let bob = app.sign_in("bob").await.at("203.0.113.1");
    let parked = app.park(&bob, second, 7_200, "pm_card_mastercard").await;
    assert_eq!(report(&bob, id(&parked)).await.ok()["is_free"], json!(true));
    app.advance(TimeDelta::days(30));
    let ann = app.sign_in("ann").await.at("198.51.100.7");
    let parked = app.park(&ann, first, 7_200, "pm_card_visa").await;
    assert_eq!(report(&ann, id(&parked)).await.ok()["is_free"], json!(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn later_reports_from_a_network_are_billed() {
    let app = app_with_quotas(100, 2).await;
    let cards = ["pm_card_visa", "pm_card_mastercard", "pm_card_amex"];
    for (number, (card, is_free)) in cards.into_iter().zip([true, true, false]).enumerate() {
        let driver = app.driver(&format!("driver{number}")).await.at("198.51.100.7");
        let parked = app.park(&driver, app.spot(&format!("B{number}")), 7_200, card).await;
        assert_eq!(report(&driver, id(&parked)).await.ok()["is_free"], json!(is_free));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_reports_of_a_card_are_free_once() {
    let app = app_with_quotas(1, 100).await;
    let ann = app.driver("ann").await;
    let mut parked = Vec::new();
    for number in 0..4 {
        parked.push(app.park(&ann, app.spot(&format!("B{number}")), 7_200, "pm_card_visa").await);
    }
    let reports =
        futures_util::future::join_all(parked.iter().map(|parked| report(&ann, id(parked)))).await;
    let free = reports.into_iter().filter(|report| report.body["is_free"] == json!(true)).count();
    assert_eq!(free, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_never_displace_other_drivers() {
    let app = app_with_quotas(100, 100).await;
    let spot = app.spot("B14");
    let (ann, cleo) =
        (app.driver("ann").await.at("198.51.100.7"), app.driver("cleo").await.at("203.0.113.1"));
    let bob = app.driver("bob").await;
    let parked = app.park(&ann, spot, 300, "pm_card_visa").await;
    let next = bob
        .hold_between(spot, "2030-06-03T13:05:00Z", "2030-06-03T14:15:00Z")
        .await
        .created()["reservation"]
        .clone();
    app.confirm(&bob, id(&next), "pm_card_visa").await;
    report(&ann, id(&parked)).await.ok();
    let closures = "select id::text as text from closures where $1 is not null";
    assert!(app.query_texts(closures).is_empty());
    // Another card from the same network is no independent report, nor is the same card from
    // another network.
    let parked = app.park(&ann, spot, 300, "pm_card_amex").await;
    report(&ann, id(&parked)).await.ok();
    // Too far away for the offer.
    let other = app.city.spot(&mut app.connect(), "B15", 2_000.0, 450);
    for driver in [&ann, &cleo] {
        let parked = app.park(driver, other, 300, "pm_card_visa").await;
        report(driver, id(&parked)).await.ok();
    }
    assert!(app.query_texts(closures).is_empty());
    let parked = app.park(&cleo, spot, 300, "pm_card_mastercard").await;
    report(&cleo, id(&parked)).await.ok();
    let closed = "select to_char(upper(period) at time zone 'utc', 'HH24:MI') as text from \
        closures where $1 is not null";
    assert_eq!(app.query_texts(closed), ["13:05"], "up to the next reservation");
    app.driver("dan").await.hold(spot, 300).await.problem("spot_closed");
    assert_eq!(bob.show(id(&next)).await.ok()["status"], "confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_recent_own_stay_can_be_reported() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let (spot, other) = (app.spot("B14"), app.spot("B15"));
    let held = ann.hold(spot, 3_600).await.created()["reservation"].clone();
    report(&ann, id(&held)).await.problem("invalid_transition");
    app.confirm(&ann, id(&held), "pm_card_visa").await;
    report(&bob, id(&held)).await.problem("not_found");
    report(&app.anonymous(), id(&held)).await.problem("unauthenticated");
    let ahead =
        ann.hold_between(other, "2030-06-03T15:00:00Z", "2030-06-03T15:10:00Z").await.created();
    app.confirm(&ann, id(&ahead["reservation"]), "pm_card_visa").await;
    let early = report(&ann, id(&ahead["reservation"])).await;
    assert_eq!(early.status, 409);
    assert_eq!(
        early.problem("outside_report_window")["report_window"],
        json!({ "from": "2030-06-03T15:00:00Z", "until": "2030-06-03T15:10:00Z" }),
        "no longer than the stay"
    );
    app.advance(TimeDelta::minutes(15));
    let late = report(&app.sign_in("ann").await, id(&held)).await.problem("outside_report_window");
    assert_eq!(late["report_window"]["until"], "2030-06-03T13:15:00Z");
    assert!(
        late["detail"]
            .as_str()
            .unwrap()
            .contains("from 2030-06-03T13:00:00Z until 2030-06-03T13:15:00Z")
    );
    assert_eq!(app.sign_in("ann").await.show(id(&held)).await.ok()["status"], "confirmed");
    assert!(
        app.query_texts("select id::text as text from closures where $1 is not null").is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_report_succeeds_without_an_offer() {
    let app = TestApp::with_worker().await;
    let spot = app.spot("B14");
    let held = app.anonymous().hold_as_guest(spot, 7_200, "guest@example.com").await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let reservation = id(&held["reservation"]).to_owned();
    app.confirm(&guest, &reservation, "pm_card_visa").await;
    let reported = report(&guest, &reservation).await.ok();
    assert_eq!(
        (&reported["reservation"]["status"], &reported["reseat"]),
        (&json!("revoked"), &Value::Null)
    );
    app.wait_for_jobs().await;
    assert_eq!(guest.show(&reservation).await.ok()["charge"]["state"], "zero");
    app.mail("guest@example.com", "is called off").await;

    app.spot("B15");
    let held =
        app.anonymous().hold_as_guest(app.spot("B16"), 7_200, "guest@example.com").await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    app.confirm(&guest, id(&held["reservation"]), "pm_card_visa").await;
    let reported = report(&guest, id(&held["reservation"])).await.ok();
    let holder = app.bearer(reported["reseat"]["manage_token"].as_str().unwrap());
    let offer = id(&reported["reseat"]["reservation"]);
    assert_eq!(
        holder.show(offer).await.ok()["status"],
        "held",
        "the response has the token of the offer"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn report_limit_ignores_refused_and_repeated() {
    let limits =
        Settings { report_taken: allowance((1, 86_400), (2, 86_400)), ..Options::default().limits };
    let app = TestApp::with(Options { limits, ..Options::default() }).await;
    let (ann, bob, cleo) =
        (app.driver("ann").await, app.driver("bob").await, app.driver("cleo").await);
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
async fn report_after_revocation_finds_the_same_offer() {
    let app = TestApp::new().await;
    let (ann, operator, spot) = (app.driver("ann").await, app.operator().await, app.spot("B14"));
    app.city.spot(&mut app.connect(), "B15", 10.0, 450);
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let revoke = format!("/api/v1/admin/reservations/{}/revoke", id(&parked));
    operator.post(&revoke, &json!({ "note": "spot_taken" })).await.ok();
    let reported = report(&ann, id(&parked)).await.ok();
    assert_eq!(reported["reseat"]["reservation"]["spot"]["label"], "B15");
    assert!(
        app.query_texts("select id::text as text from closures where $1 is not null").is_empty(),
        "no second closure is made"
    );
}
