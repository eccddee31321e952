//! Lost responses of Stripe, concurrent requests and a restored database lead to one payment and
//! one customer.

use chrono::TimeDelta;
use serde_json::Value;
use shared::{
    billing::gateway::PaymentParameters,
    platform::domain::money::{Currency, Money},
};
use stripe_simulator::{Fault, FaultKind};

use super::payments::attempts;
use crate::support::{Options, TestApp};

/// Starts relay and worker and waits until the response to a payment is lost. Returns the query for
/// the state of the charge.
async fn lose_payment_response(app: &mut TestApp, parked: &Value) -> String {
    app.start_relay();
    app.start_worker();
    let id = parked["id"].as_str().unwrap();
    let charge = format!(
        "select state as text from charges where reservation_id = '{id}' and $1 is not null"
    );
    app.wait_until(|| app.query_texts(&charge) == ["unknown"]).await;
    charge
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_response_is_retried_with_the_same_key() {
    let mut app = TestApp::with(Options::default()).await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 5_400, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(90));
    app.simulator.inject(Fault::once(FaultKind::DropAfter, "/v1/payment_intents/"));
    let charge = lose_payment_response(&mut app, &parked).await;
    assert_eq!(
        (attempts(&app), app.simulator.successful_charges().len()),
        (vec!["1 open".to_owned()], 1)
    );
    app.advance(TimeDelta::seconds(2));
    app.wait_for_jobs().await;
    assert_eq!(
        (app.query_texts(&charge), attempts(&app)),
        (vec!["paid".to_owned()], vec!["1 paid".to_owned()])
    );
    assert_eq!(app.simulator.successful_charges().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn payment_is_found_after_its_key_expired() {
    let mut app = TestApp::with(Options::default()).await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 5_400, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(90));
    app.simulator.inject(Fault::once(FaultKind::DropAfter, "/v1/payment_intents"));
    let charge = lose_payment_response(&mut app, &parked).await;
    app.simulator.forget_keys();
    app.advance(TimeDelta::hours(30));
    app.wait_for_jobs().await;
    assert_eq!(app.query_texts(&charge), ["paid"]);
    assert_eq!(
        (app.simulator.payment_intents().len(), app.simulator.successful_charges().len()),
        (1, 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_tabs_share_one_customer() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("A1"), 3_600).await.created()["reservation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    app.simulator.inject(Fault::once(FaultKind::HoldAfter, "/v1/customers"));
    let first = tokio::spawn({
        let (ann, held) = (ann.clone(), held.clone());
        async move { ann.act(&held, "card").await }
    });
    app.wait_until(|| app.simulator.all("customer").len() == 1).await;
    // Stripe returns 409 while the call of another tab with the same key is in progress.
    app.simulator.inject(Fault::once(FaultKind::KeyInUse, "/v1/setup_intents"));
    let second = ann.act(&held, "card").await.ok();
    app.wait_until(|| {
        app.simulator.release();
        first.is_finished()
    })
    .await;
    assert_eq!(first.await.unwrap().ok(), second);
    assert_eq!(
        (app.simulator.all("customer").len(), app.simulator.all("setup_intent").len()),
        (1, 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn duplicate_stripe_customers_are_ignored() {
    let app = TestApp::with_worker().await;
    for key in ["one", "two"] {
        app.context.gateway.create_customer(key, "ann@example.com").await.unwrap();
    }
    let ann = app.driver("ann").await;
    let mut holds = Vec::new();
    for label in ["A1", "A2"] {
        holds.push(
            ann.hold(app.spot(label), 3_600).await.created()["reservation"]["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    let (first, second) = tokio::join!(ann.act(&holds[0], "card"), ann.act(&holds[1], "card"));
    first.ok();
    second.ok();
    assert_eq!(app.simulator.all("customer").len(), 3, "two foreign customers and one of ours");
    assert_eq!(
        app.query_texts(
            "select stripe_customer_id as text from users where stripe_customer_id is not null \
                and $1 is not null"
        )
        .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn restored_database_finds_the_payment() {
    let mut app = TestApp::new().await;
    let ann = app.driver("ann").await;
    app.park(&ann, app.spot("B14"), 5_400, "pm_card_visa").await;
    let one = |query: &str| app.query_texts(query).remove(0);
    let customer_id =
        one("select stripe_customer_id as text from reservations where $1 is not null");
    let method =
        one("select stripe_payment_method_id as text from reservations where $1 is not null");
    let charge_id =
        one("select id::text as text from charges where $1 is not null").parse().unwrap();
    let demand = PaymentParameters {
        customer_id,
        amount: Money::new(675, Currency::Usd),
        charge_id,
        description: "Parking".to_owned(),
    };
    let gateway = &app.context.gateway;
    let payment =
        gateway.create_payment("a key of the database that was lost", &demand).await.unwrap();
    gateway.collect("another key of it", &payment.id, &method).await.unwrap();

    // The dump is restored a day after the stay, and the first attempt that it knows begins.
    app.advance(TimeDelta::minutes(90) + TimeDelta::hours(24));
    app.start_relay();
    app.start_worker();
    app.wait_for_jobs().await;
    assert_eq!(app.query_texts("select state as text from charges where $1 is not null"), ["paid"]);
    assert_eq!(attempts(&app), ["1 paid"]);
    assert_eq!(app.simulator.successful_charges().len(), 1, "it is not collected twice");
}
