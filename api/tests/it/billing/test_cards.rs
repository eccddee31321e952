//! Each relevant Stripe test card, from the hold to the payment or its recovery
//! (<https://docs.stripe.com/testing>).

use chrono::TimeDelta;
use serde_json::json;

use crate::support::TestApp;

/// The expected behaviour of a card, at the set-up and at the charge.
struct Card {
    method: &'static str,
    /// `succeeded`, `requires_action` (authentication), or the decline code.
    set_up: &'static str,
    /// The state of the charge after the stay.
    billed: &'static str,
}

const CARDS: [Card; 11] = [
    Card { method: "pm_card_visa", set_up: "succeeded", billed: "paid" },
    Card { method: "pm_card_mastercard", set_up: "succeeded", billed: "paid" },
    Card { method: "pm_card_amex", set_up: "succeeded", billed: "paid" },
    // 4000 0025 0000 3155: authenticates once, at the set-up.
    Card {
        method: "pm_card_authenticationRequiredOnSetup",
        set_up: "requires_action",
        billed: "paid",
    },
    // 4000 0027 6000 3184: authenticates always.
    Card {
        method: "pm_card_authenticationRequired",
        set_up: "requires_action",
        billed: "requires_action",
    },
    // 4000 0038 0000 0446: already set up.
    Card {
        method: "pm_card_authenticationRequiredSetupForOffSession",
        set_up: "succeeded",
        billed: "paid",
    },
    // 4000 0082 6000 3178: authenticates, then has insufficient funds.
    Card {
        method: "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
        set_up: "requires_action",
        billed: "retrying",
    },
    // 4000 0000 0000 0341: attaches, and fails when it is charged.
    Card { method: "pm_card_chargeCustomerFail", set_up: "succeeded", billed: "retrying" },
    // 4000 0000 0000 9995 and others: declined at once.
    Card {
        method: "pm_card_chargeDeclinedInsufficientFunds",
        set_up: "insufficient_funds",
        billed: "",
    },
    Card { method: "pm_card_chargeDeclined", set_up: "generic_decline", billed: "" },
    Card { method: "pm_card_chargeDeclinedExpiredCard", set_up: "expired_card", billed: "" },
];

#[tokio::test(flavor = "multi_thread")]
async fn every_test_card_reaches_its_final_state() {
    let app = TestApp::with_worker().await;
    let mut parked = Vec::new();
    for (index, card) in CARDS.iter().enumerate() {
        let (driver, spot) =
            (app.driver(&format!("driver{index}")).await, app.spot(&format!("S{index}")));
        let id = driver.hold(spot, 3_600).await.created()["reservation"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let intent =
            driver.act(&id, "card").await.ok()["setup_intent_id"].as_str().unwrap().to_owned();
        match app.simulator.give_card(&intent, card.method) {
            Ok(intent_now) => {
                assert_eq!(intent_now["status"], card.set_up, "{}", card.method);
                if card.set_up == "requires_action" {
                    driver.act(&id, "confirm").await.problem("card_not_ready");
                    app.simulator.authenticate(&intent).unwrap();
                }
            }
            Err(refused) => {
                let reason =
                    refused["error"]["decline_code"].as_str().or(refused["error"]["code"].as_str());
                assert_eq!(reason, Some(card.set_up), "{}", card.method);
                driver.act(&id, "confirm").await.problem("card_not_ready");
                // The hold remains: another card replaces the declined one.
                app.simulator.give_card(&intent, "pm_card_visa").unwrap();
            }
        }
        assert_eq!(driver.act(&id, "confirm").await.ok()["status"], "confirmed", "{}", card.method);
        parked.push(id);
    }
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    for (index, card) in CARDS.iter().enumerate() {
        let driver = app.sign_in(&format!("driver{index}")).await;
        let charge = driver.show(&parked[index]).await.ok()["charge"].clone();
        let expected = if card.billed.is_empty() { "paid" } else { card.billed };
        assert_eq!(charge["state"], expected, "{}", card.method);
        if expected == "paid" {
            continue;
        }
        let (path, id) = ("/api/v1/charges", charge["id"].as_str().unwrap());
        let payment = driver.post(&format!("{path}/{id}/payment"), &json!({})).await.ok();
        app.simulator.pay(payment["payment_intent_id"].as_str().unwrap(), "pm_card_visa").unwrap();
        let paid = driver.post(&format!("{path}/{id}/sync"), &json!({})).await.ok();
        assert_eq!(paid["charge"]["state"], "paid", "{}", card.method);
    }
    assert_eq!(app.simulator.successful_charges().len(), CARDS.len(), "each stay is charged once");
}
