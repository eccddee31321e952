//! Amounts below the minimum are carried over to the driver's next charge.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};
use shared::{analytics::invariants::audit, platform::domain::ids::SpotId};
use testkit::builders::City;

use crate::support::{Client, TestApp, client::send};

const VISA: &str = "pm_card_visa";
const MASTERCARD: &str = "pm_card_mastercard";

/// A spot at $3.00 an hour: five minutes cost 25 cents.
fn cheap_spot(app: &TestApp, label: &str) -> SpotId {
    app.city.spot(&mut app.connect(), label, 0.0, 300)
}

/// A stay of five minutes until its end. Returns its id.
async fn short_stay(app: &TestApp, name: &str, spot: SpotId, card: &str) -> String {
    let driver = app.sign_in(name).await;
    let parked = app.park(&driver, spot, 300, card).await;
    app.advance(TimeDelta::minutes(5));
    app.wait_for_jobs().await;
    parked["id"].as_str().unwrap().to_owned()
}

/// A guest's stay of five minutes until its end.
async fn guest_stay(app: &TestApp, spot: SpotId, email: &str, card: &str) {
    let held = app.anonymous().hold_as_guest(spot, 300, email).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    app.confirm(&guest, held["reservation"]["id"].as_str().unwrap(), card).await;
    if held["reservation"]["awaiting"].as_array().unwrap().contains(&json!("email")) {
        let code = app.code(email, "is held for you").await;
        guest.post("/api/v1/email-confirmations", &json!({ "code": code })).await.ok();
    }
    app.advance(TimeDelta::minutes(5));
    app.wait_for_jobs().await;
}

/// A stay of one minute that the driver ends, for eight cents. Returns its id.
async fn ended_stay(app: &TestApp, driver: &Client, label: &str) -> String {
    let parked = app.park(driver, app.spot(label), 3_600, VISA).await;
    app.advance(TimeDelta::seconds(60));
    let id = parked["id"].as_str().unwrap().to_owned();
    driver.act(&id, "end").await.ok();
    id
}

/// State, amount and earlier amounts of each charge, the oldest first.
fn charges(app: &TestApp) -> Vec<String> {
    app.query_texts(
        "select c.state || ' ' || c.amount_minor || ' ' || c.carried_minor as text from charges c \
         join reservations r on r.id = c.reservation_id where $1 is not null \
         order by lower(r.period), c.id",
    )
}

/// The sum of each kind of posting except fees.
fn postings(app: &TestApp) -> Vec<String> {
    app.query_texts(
        "select kind || ' ' || sum(amount_minor) as text from ledger_entries \
         where kind <> 'fee' and $1 is not null group by kind order by kind",
    )
}

fn assert_money_is_right(app: &TestApp) {
    for finding in audit(&mut app.connect(), app.now()).unwrap() {
        let is_about_money =
            ["I2", "I3", "I4", "I13", "I14", "I15"].contains(&finding.invariant.name);
        assert!(
            finding.is_clean() || !is_about_money,
            "{}: {:?}",
            finding.invariant.name,
            finding.violations
        );
    }
}

async fn receipt_page(driver: &Client, id: &str) -> String {
    let path = format!("/api/v1/reservations/{id}/receipt");
    let page = send(driver.request(Method::GET, &path).header("accept", "text/html")).await;
    page.body.as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn six_serial_short_stays_are_paid_for() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    let spot = cheap_spot(&app, "B14");
    for card in [VISA, MASTERCARD].into_iter().cycle().take(6) {
        short_stay(&app, "ann", spot, card).await;
    }
    let pair = ["carried 25 0", "paid 50 25"];
    assert_eq!(charges(&app), [pair, pair, pair].concat());
    let collected: Vec<_> =
        app.simulator.successful_charges().iter().map(|one| one["amount"].clone()).collect();
    assert_eq!(collected, [50, 50, 50].map(Value::from));
    assert_eq!(postings(&app), ["bill 75", "carry_over 75", "collect 150", "take_over 75"]);
    assert_money_is_right(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn verified_guest_is_known_by_the_address() {
    let app = TestApp::with_verification().await;
    let spot = cheap_spot(&app, "B14");
    guest_stay(&app, spot, "guest@example.com", VISA).await;
    guest_stay(&app, spot, "Guest@Example.com", MASTERCARD).await;
    assert_eq!(charges(&app), ["carried 25 0", "paid 50 25"]);
    assert_money_is_right(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn unverified_address_takes_nothing_over() {
    let app = TestApp::with_worker().await;
    let spot = cheap_spot(&app, "B14");
    guest_stay(&app, spot, "guest@example.com", VISA).await;
    guest_stay(&app, spot, "guest@example.com", MASTERCARD).await;
    assert_eq!(charges(&app), ["carried 25 0", "carried 25 0"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn claimed_stay_is_known_by_the_card_only() {
    let app = TestApp::with_worker().await;
    let (ann, email, spot) = (app.driver("ann").await, "ann@example.com", cheap_spot(&app, "B14"));
    ann.post("/api/v1/email-confirmations/resend", &json!({})).await.accepted();
    let code = app.code(email, "is your code").await;
    ann.post("/api/v1/email-confirmations", &json!({ "code": code })).await.ok();
    let claim = async || {
        let ann = app.sign_in("ann").await;
        let claimed = ann.post("/api/v1/account/claim", &json!({})).await.ok();
        assert_eq!(claimed["reservations"].as_array().unwrap().len(), 1);
    };
    // Anybody may have entered her address for it.
    guest_stay(&app, spot, email, VISA).await;
    claim().await;
    short_stay(&app, "ann", spot, MASTERCARD).await;
    assert_eq!(charges(&app), ["carried 25 0", "carried 25 0"]);
    // A stay that ends after the claim takes over nothing of the account's.
    let held = app.anonymous().hold_as_guest(spot, 300, email).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    app.confirm(&guest, held["reservation"]["id"].as_str().unwrap(), "pm_card_amex").await;
    claim().await;
    app.advance(TimeDelta::minutes(5));
    app.wait_for_jobs().await;
    assert_eq!(charges(&app), ["carried 25 0", "carried 25 0", "carried 25 0"]);
    short_stay(&app, "ann", spot, VISA).await;
    assert_eq!(charges(&app).last().unwrap(), "paid 75 50");
    assert_money_is_right(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_driver_with_the_same_card_pays() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    let spot = cheap_spot(&app, "B14");
    guest_stay(&app, spot, "one@example.com", VISA).await;
    guest_stay(&app, spot, "two@example.com", VISA).await;
    guest_stay(&app, spot, "one@example.com", MASTERCARD).await;
    short_stay(&app, "ann", spot, MASTERCARD).await;
    let pair = ["carried 25 0", "paid 50 25"];
    assert_eq!(charges(&app), [pair, pair].concat());
    assert_money_is_right(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_stays_that_end_together_take_it_once() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    ended_stay(&app, &ann, "B1").await;
    let mut ids = Vec::new();
    for label in ["B2", "B3"] {
        let parked = app.park(&ann, app.spot(label), 3_600, VISA).await;
        ids.push(parked["id"].as_str().unwrap().to_owned());
    }
    app.advance(TimeDelta::minutes(20));
    let ann = app.sign_in("ann").await;
    let (first, second) = tokio::join!(ann.act(&ids[0], "end"), ann.act(&ids[1], "end"));
    let mut carried: Vec<_> = [first.ok(), second.ok()]
        .iter()
        .map(|ended| ended["charge"]["carried_over"]["amount_minor"].as_i64().unwrap())
        .collect();
    carried.sort_unstable();
    assert_eq!(carried, [0, 8]);
    assert_eq!(postings(&app), ["bill 300", "carry_over 8", "take_over 8"]);
    assert_money_is_right(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn amount_that_stripe_refuses_is_carried_over() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    let spot = app.spot("B14");
    app.simulator.set_settlement_minimum("usd", 676);
    for _ in 0..2 {
        app.park(&app.sign_in("ann").await, spot, 5_400, VISA).await;
        app.advance(TimeDelta::minutes(90));
        app.wait_for_jobs().await;
    }
    assert_eq!(charges(&app), ["carried 675 0", "paid 1350 675"]);
    assert_eq!(
        postings(&app),
        ["bill 1350", "carry_over_billed 675", "collect 1350", "take_over 675"]
    );
    let attempts = app.query_texts(
        "select outcome as text from charge_attempts where $1 is not null order by started_at",
    );
    assert_eq!(attempts, ["carried", "paid"]);
    let mail = app.latest_mail("ann@example.com", "has ended").await;
    assert!(
        mail.text.contains("This includes $6.75 carried over from earlier stays."),
        "{}",
        mail.text
    );
    assert_money_is_right(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn receipt_and_ledger_show_what_was_carried_over() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    let spot = cheap_spot(&app, "B14");
    let first = short_stay(&app, "ann", spot, VISA).await;
    let ann = app.sign_in("ann").await;
    let waiting = receipt_page(&ann, &first).await;
    assert!(waiting.contains("carried over to your next stay"), "{waiting}");
    let second = short_stay(&app, "ann", spot, VISA).await;

    let taken = receipt_page(&ann, &first).await;
    assert!(taken.contains("was carried over to a later stay"), "{taken}");
    let receipt = ann.get(&format!("/api/v1/reservations/{second}/receipt")).await.ok();
    let lines: Vec<_> = receipt["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| json!([line["kind"], line["label"], line["amount"]["amount_minor"]]))
        .collect();
    let carried = "Carried over from a stay on Jun 3, 2030";
    assert_eq!(lines, [json!(["rate", null, 25]), json!(["carried_over", carried, 25])]);
    assert_eq!(receipt["total"]["amount_minor"], 50);
    let page = receipt_page(&ann, &second).await;
    assert!(page.contains(carried) && page.contains("$0.50"), "{page}");

    let operator = app.operator().await;
    let ledger = operator.get("/api/v1/admin/ledger?account=carried_over").await.ok();
    let entries = ledger["entries"].as_array().unwrap();
    let kinds: Vec<_> = entries.iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["carry_over", "take_over"]);
    let earlier = entries[0]["charge_id"].as_str().unwrap();
    assert_eq!(entries[1]["reference"], earlier);
    let history = operator.get(&format!("/api/v1/admin/charges/{earlier}")).await.ok();
    assert_eq!(history["carried_to"], entries[1]["charge_id"]);
    let statement = operator.get("/api/v1/admin/statements/2030-06").await.ok();
    let accounts = statement["accounts"].as_array().unwrap();
    let closing = |account: &Value| account["closing_minor"].as_i64().unwrap();
    assert_eq!(accounts.iter().map(closing).sum::<i64>(), 0);
    let carried = accounts.iter().find(|account| account["account"] == "carried_over").unwrap();
    assert_eq!(closing(carried), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn unused_time_does_not_refund_earlier_stays() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    ended_stay(&app, &ann, "B1").await;
    app.park(&ann, app.spot("B2"), 5_400, VISA).await;
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
    assert_eq!(charges(&app), ["carried 8 0", "paid 683 8"]);
    let charge = app
        .query_texts("select id::text as text from charges where state = 'paid' and $1 is not null")
        .remove(0);
    let body = json!({ "unused_from": "2030-06-03T13:31:00Z", "reason": "goodwill",
        "note": "flooded at half past", "seen": 0 });
    let path = format!("/api/v1/admin/charges/{charge}/refunds");
    let given = app.operator().await.post(&path, &body).await.created();
    assert_eq!(given["amount"]["amount_minor"], 450, "60 of 90 minutes at $4.50");
}

#[tokio::test(flavor = "multi_thread")]
async fn carried_amount_is_waived_after_twelve_months() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    ended_stay(&app, &ann, "B1").await;
    app.advance(TimeDelta::days(200));
    // Another stay that is too short: both amounts wait for a year from now on.
    ended_stay(&app, &app.sign_in("ann").await, "B2").await;
    app.advance(TimeDelta::days(364));
    worker::reconcile(&app.context).await.unwrap();
    assert_eq!(charges(&app), ["carried 8 0", "carried 8 0"]);
    app.advance(TimeDelta::days(2));
    worker::reconcile(&app.context).await.unwrap();
    assert_eq!(charges(&app), ["waived 8 0", "waived 8 0"]);
    assert_eq!(postings(&app), ["carry_over 16", "waive_carried 16"]);
    assert_money_is_right(&app);
    ended_stay(&app, &app.sign_in("ann").await, "B3").await;
    assert_eq!(charges(&app).last().unwrap(), "carried 8 0");
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_in_another_city_takes_nothing_over() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    let boston = City::insert_named(&mut app.connect(), "boston");
    let other = boston.spot(&mut app.connect(), "X1", 0.0, 300);
    short_stay(&app, "ann", cheap_spot(&app, "B14"), VISA).await;
    short_stay(&app, "ann", other, VISA).await;
    assert_eq!(charges(&app), ["carried 25 0", "carried 25 0"]);
    short_stay(&app, "ann", other, VISA).await;
    assert_eq!(charges(&app), ["carried 25 0", "carried 25 0", "paid 50 25"]);
    assert_money_is_right(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn free_stay_takes_nothing_over() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await;
    let free = app.city.spot(&mut app.connect(), "B15", 0.0, 0);
    short_stay(&app, "ann", cheap_spot(&app, "B14"), VISA).await;
    short_stay(&app, "ann", free, VISA).await;
    assert_eq!(charges(&app), ["carried 25 0", "zero 0 0"]);
}
