//! Charges: one payment regardless of Stripe's responses, and correct mails to the driver.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::billing::gateway::{Call, Reaction, errors::reaction};
use stripe_simulator::{Fault, FaultKind, KeyState};

use super::{FAULTS, alerts, assert_ledger_balances, collected, dead_jobs, state, wait_for_alert};
use crate::support::{Client, TestApp};

/// Confirms a guest's stay of 90 minutes ($6.75). Returns its id and the guest.
async fn parked(app: &TestApp, label: &str, card: &str) -> (String, Client) {
    let email = format!("{}@example.com", label.to_lowercase());
    let held = app.anonymous().hold_as_guest(app.spot(label), 5_400, &email).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let id = held["reservation"]["id"].as_str().unwrap().to_owned();
    app.confirm(&guest, &id, card).await;
    (id, guest)
}

async fn end_stay(app: &TestApp) {
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
}

/// The payment mails to the guest of a label.
fn payment_mails(app: &TestApp, label: &str) -> String {
    let mails = app.mails.mails_to(&format!("{}@example.com", label.to_lowercase()));
    mails.into_iter().map(|mail| format!("{}\n{}\n", mail.subject, mail.text)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_of_a_payment_has_its_reaction() {
    let app = TestApp::with_worker().await;
    for (call, path) in [
        (Call::CreatePayment, "/v1/payment_intents"),
        (Call::CollectPayment, "/v1/payment_intents/*/confirm"),
    ] {
        for (class, fault) in FAULTS {
            let label = format!("{}-{}", call.as_str(), class.as_str()).replace('_', "");
            let (id, _) = parked(&app, &label, "pm_card_visa").await;
            app.simulator.inject(Fault::once(fault, path));
            end_stay(&app).await;
            let expected = match reaction(call, class) {
                Reaction::RetrySameKey | Reaction::Alarm => "unknown",
                Reaction::NewKey | Reaction::LookUp => "paid",
                // The payment may still be made in a browser.
                Reaction::CarryOver if call == Call::CollectPayment => "waived",
                Reaction::CarryOver => "carried",
                Reaction::ReportDecline => "retrying",
                Reaction::RequireAction => "requires_action",
                // The card belongs to the deleted customer.
                Reaction::AskForCard | Reaction::RecreateCustomer => "dunning",
                Reaction::Absent | Reaction::FailRefund => panic!("{label}"),
            };
            assert_eq!(state(&app, &id), expected, "{label}");
            let mails = payment_mails(&app, &label);
            assert_eq!(mails.contains("was refused"), expected == "retrying", "{label}: {mails}");
            assert_eq!(
                mails.contains("no longer stored"),
                expected == "dunning",
                "{label}: {mails}"
            );
            if expected == "unknown" {
                app.advance(TimeDelta::minutes(1));
                app.wait_for_jobs().await;
                assert_eq!(state(&app, &id), "paid", "{label}");
            }
            assert_eq!(collected(&app, &id), usize::from(state(&app, &id) == "paid"), "{label}");
            if expected == "retrying" {
                // Before the next fault, which this call must not consume.
                app.advance(TimeDelta::hours(1));
                app.wait_for_jobs().await;
            }
        }
    }
    assert_eq!(dead_jobs(&app), Vec::<String>::new());
    assert_ledger_balances(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_500_is_replaced_and_collected_once() {
    let app = TestApp::with_worker().await;
    for (label, fault, path) in [
        ("A1", FaultKind::Error500After, "/v1/payment_intents"),
        ("A2", FaultKind::Error500After, "/v1/payment_intents/*/confirm"),
        ("A3", FaultKind::Error500, "/v1/payment_intents"),
        ("A4", FaultKind::Error500, "/v1/payment_intents/*/confirm"),
    ] {
        let (id, _) = parked(&app, label, "pm_card_visa").await;
        app.simulator.inject(Fault::once(fault, path));
        end_stay(&app).await;
        assert_eq!((state(&app, &id).as_str(), collected(&app, &id)), ("paid", 1), "{label}");
    }
    assert_eq!(
        app.simulator.payment_intents().len(),
        4,
        "the object created before the 500 is found"
    );
    // Stripe fails for longer: attempts continue with new keys and succeed in the end.
    let (id, _) = parked(&app, "A5", "pm_card_visa").await;
    app.simulator.inject(Fault {
        times: 7,
        ..Fault::once(FaultKind::Error500, "/v1/payment_intents/*/confirm")
    });
    end_stay(&app).await;
    assert_eq!(state(&app, &id), "unknown");
    app.wait_until(|| {
        app.advance(TimeDelta::minutes(1));
        state(&app, &id) == "paid"
    })
    .await;
    assert_eq!(collected(&app, &id), 1);
    app.wait_for_jobs().await;
    assert_ledger_balances(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_key_alerts_only_the_operator() {
    for refusal in [KeyState::Revoked, KeyState::Restricted] {
        let app = TestApp::with_worker().await;
        let (id, guest) = parked(&app, "B14", "pm_card_visa").await;
        app.simulator.set_key_state(refusal);
        end_stay(&app).await;
        for _ in 0..3 {
            app.advance(TimeDelta::days(1));
            app.wait_for_jobs().await;
        }
        assert_eq!(state(&app, &id), "unknown");
        let mails = payment_mails(&app, "B14");
        assert!(!mails.contains("refused") && !mails.contains("did not go through"), "{mails}");
        let class = if refusal == KeyState::Revoked { "authentication" } else { "permission" };
        wait_for_alert(&app, class).await;
        app.anonymous().hold_as_guest(app.spot("B15"), 600, "b14@example.com").await.created();
        assert_eq!(guest.get(&format!("/api/v1/reservations/{id}")).await.status, 200);
        app.simulator.set_key_state(KeyState::Valid);
        app.advance(TimeDelta::minutes(31));
        app.wait_for_jobs().await;
        assert_eq!((state(&app, &id).as_str(), collected(&app, &id)), ("paid", 1));
        assert_eq!((alerts(&app).await, dead_jobs(&app)), (Vec::new(), Vec::new()));
        assert_ledger_balances(&app);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_customer_is_created_again() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("B14"), 5_400).await.created()["reservation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    app.confirm(&ann, &held, "pm_card_visa").await;
    let deleted = app.simulator.all("customer")[0]["id"].as_str().unwrap().to_owned();
    app.simulator.delete_customer(&deleted).unwrap();
    end_stay(&app).await;
    assert_eq!(state(&app, &held), "dunning");
    let mail = app.mail("ann@example.com", "did not go through").await;
    assert!(
        mail.text.contains("no longer stored") && !mail.text.contains("refused"),
        "{}",
        mail.text
    );
    let ann = app.sign_in("ann").await;
    let charge = ann.show(&held).await.ok()["charge"].clone();
    let path = format!("/api/v1/charges/{}", charge["id"].as_str().unwrap());
    let payment = ann.post(&format!("{path}/payment"), &json!({})).await.ok();
    app.simulator
        .pay(payment["payment_intent_id"].as_str().unwrap(), "pm_card_mastercard")
        .unwrap();
    assert_eq!(ann.post(&format!("{path}/sync"), &json!({})).await.ok()["charge"]["state"], "paid");
    app.wait_for_jobs().await;
    app.park(&ann, app.spot("B15"), 3_600, "pm_card_visa").await;
    let customers = app.simulator.all("customer");
    assert_eq!(
        customers.iter().filter(|customer| customer.get("deleted").is_none()).count(),
        1,
        "{customers:?}"
    );
    assert_eq!(collected(&app, &held), 1);
    assert_ledger_balances(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn customer_deleted_after_dunning_can_still_pay() {
    let app = TestApp::with_worker().await;
    let (id, guest) = parked(&app, "B14", "pm_card_chargeCustomerFail").await;
    end_stay(&app).await;
    let deleted = app.simulator.all("customer")[0]["id"].as_str().unwrap().to_owned();
    app.simulator.delete_customer(&deleted).unwrap();
    let charge = guest.show(&id).await.ok()["charge"]["id"].as_str().unwrap().to_owned();
    let payment = guest.post(&format!("/api/v1/charges/{charge}/payment"), &json!({})).await;
    // A guest's manage link opens the charge as the payment link does.
    let payment = payment.ok();
    app.simulator.pay(payment["payment_intent_id"].as_str().unwrap(), "pm_card_visa").unwrap();
    guest.post(&format!("/api/v1/charges/{charge}/sync"), &json!({})).await.ok();
    assert_eq!((state(&app, &id).as_str(), app.simulator.payment_intents().len()), ("paid", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn canceled_payment_is_replaced() {
    let app = TestApp::with_worker().await;
    let cancel = async |n: usize| {
        let payment = app.simulator.payment_intents()[n]["id"].as_str().unwrap().to_owned();
        let call = reqwest::Client::new()
            .post(format!("{}v1/payment_intents/{payment}/cancel", app.simulator.url()));
        assert_eq!(call.bearer_auth("sk_test_simulator").send().await.unwrap().status(), 200);
        app.deliver_events("payment_intent.canceled").await;
        app.wait_for_jobs().await;
    };
    let (id, guest) = parked(&app, "B14", "pm_card_chargeCustomerFail").await;
    end_stay(&app).await;
    cancel(0).await;
    // By the next attempt, which is declined again.
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    assert_eq!((state(&app, &id).as_str(), app.simulator.payment_intents().len()), ("retrying", 2));
    cancel(1).await;
    // By the driver.
    let charge = guest.show(&id).await.ok()["charge"]["id"].as_str().unwrap().to_owned();
    let payment = guest.post(&format!("/api/v1/charges/{charge}/payment"), &json!({})).await.ok();
    app.simulator.pay(payment["payment_intent_id"].as_str().unwrap(), "pm_card_visa").unwrap();
    guest.post(&format!("/api/v1/charges/{charge}/sync"), &json!({})).await.ok();
    assert_eq!((state(&app, &id).as_str(), collected(&app, &id)), ("paid", 1));
    assert_ledger_balances(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn amount_below_settlement_minimum_is_carried() {
    let app = TestApp::with_worker().await;
    let (id, _) = parked(&app, "B14", "pm_card_visa").await;
    app.simulator.set_settlement_minimum("usd", 676);
    end_stay(&app).await;
    assert_eq!(state(&app, &id), "carried");
    let mails = payment_mails(&app, "B14");
    assert!(
        mails.contains("less than a card can be charged") && !mails.contains("refused"),
        "{mails}"
    );
    let postings = app.query_texts(
        "select kind || ' ' || amount_minor as text from ledger_entries where $1 is not \
            null order by id",
    );
    assert_eq!(postings, ["bill 675", "carry_over_billed 675"]);
    assert_ledger_balances(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn declined_payment_that_is_too_small_is_waived() {
    let app = TestApp::with_worker().await;
    let (id, _) = parked(&app, "B14", "pm_card_chargeCustomerFail").await;
    end_stay(&app).await;
    assert_eq!(state(&app, &id), "retrying");
    app.simulator.inject(Fault::once(FaultKind::AmountTooSmall, "/v1/payment_intents/*/confirm"));
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    assert_eq!(state(&app, &id), "waived");
    let mail = app.latest_mail("b14@example.com", "There is nothing to pay now").await;
    assert!(mail.text.contains("It is on us: nothing is charged."), "{}", mail.text);
    let postings = app.query_texts(
        "select kind || ' ' || amount_minor as text from ledger_entries where $1 is not \
            null order by id",
    );
    assert_eq!(postings, ["bill 675", "waive_billed 675"]);
    assert_ledger_balances(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn pay_link_below_settlement_minimum_carries() {
    let app = TestApp::with_worker().await;
    let (id, guest) = parked(&app, "B14", "pm_card_visa").await;
    app.simulator.set_key_state(KeyState::Revoked);
    end_stay(&app).await;
    app.simulator.set_key_state(KeyState::Valid);
    app.simulator.set_settlement_minimum("usd", 676);
    let charge = guest.show(&id).await.ok()["charge"]["id"].as_str().unwrap().to_owned();
    guest
        .post(&format!("/api/v1/charges/{charge}/payment"), &json!({}))
        .await
        .problem("invalid_transition");
    assert_eq!(state(&app, &id), "carried");
    assert_ledger_balances(&app);
}

#[tokio::test(flavor = "multi_thread")]
async fn processing_payment_waits_for_its_outcome() {
    for (succeeds, event, expected) in [
        (true, "payment_intent.succeeded", "paid"),
        (false, "payment_intent.payment_failed", "retrying"),
    ] {
        let app = TestApp::with_worker().await;
        let (id, _) = parked(&app, "B14", "pm_card_processing").await;
        end_stay(&app).await;
        app.advance(TimeDelta::minutes(10));
        app.wait_for_jobs().await;
        assert_eq!(state(&app, &id), "unknown");
        let payment = app.simulator.payment_intents()[0]["id"].as_str().unwrap().to_owned();
        app.simulator.settle_processing(&payment, succeeds).unwrap();
        app.deliver_events(event).await;
        app.wait_for_jobs().await;
        assert_eq!(state(&app, &id), expected);
        assert_eq!(
            payment_mails(&app, "B14").contains("Your card has insufficient funds."),
            !succeeds
        );
        let attempts: Value = app
            .query_texts("select count(*)::text as text from charge_attempts where $1 is not null")
            .into();
        assert_eq!(attempts, json!(["1"]), "one payment attempt");
    }
}
