//! Disputes and their outcomes.

use serde_json::{Value, json};

use crate::support::{Caller, text};

#[tokio::test]
async fn open_dispute_withdraws_amount_and_fee() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_visa").await;
    let dispute = caller.simulator.dispute(&text(&payment, "id")).unwrap();
    assert_eq!((&dispute["status"], &dispute["amount"]), (&json!("needs_response"), &json!(500)));
    assert_eq!(
        (&dispute["payment_intent"], &dispute["charge"]),
        (&payment["id"], &payment["latest_charge"])
    );
    let withdrawn = &dispute["balance_transactions"][0];
    assert_eq!((&withdrawn["type"], &withdrawn["net"]), (&json!("adjustment"), &json!(-2000)));
    assert_eq!(withdrawn["fee_details"][0]["amount"], 1500);
    let id = text(&dispute, "id");
    assert_eq!(
        caller.events_about(&id),
        ["charge.dispute.created", "charge.dispute.funds_withdrawn"]
    );
    let (_, charge) = caller.get(&format!("charges/{}", text(&payment, "latest_charge"))).await;
    assert_eq!(charge["disputed"], true);
    assert_eq!(caller.get(&format!("disputes/{id}")).await.1, dispute);
    let (_, list) = caller.get(&format!("disputes?payment_intent={}", text(&payment, "id"))).await;
    assert_eq!(list["data"], json!([dispute]));
    let (_, moved) = caller.get(&format!("balance_transactions?source={id}")).await;
    assert_eq!(moved["data"], json!([withdrawn]));
}

#[tokio::test]
async fn won_dispute_returns_amount_without_fee() {
    let caller = Caller::new().await;
    let payment = text(&caller.pay("pm_card_visa").await, "id");
    let id = text(&caller.simulator.dispute(&payment).unwrap(), "id");
    let dispute = caller.simulator.close_dispute(&id, true).unwrap();
    assert_eq!(dispute["status"], "won");
    let returned = &dispute["balance_transactions"][1];
    assert_eq!(
        (&returned["amount"], &returned["fee"], &returned["net"]),
        (&json!(500), &json!(0), &json!(500))
    );
    let events = caller.events_about(&id);
    assert_eq!(events[2..], ["charge.dispute.funds_reinstated", "charge.dispute.closed"]);
    caller.simulator.close_dispute(&id, false).unwrap_err();
    caller.make("refunds", &[("payment_intent", &payment)]).await;
}

#[tokio::test]
async fn lost_dispute_rejects_refunds() {
    let caller = Caller::new().await;
    let payment = text(&caller.pay("pm_card_visa").await, "id");
    let id = text(&caller.simulator.dispute(&payment).unwrap(), "id");
    let refund =
        async || caller.post("refunds", &[("payment_intent", &payment)], None).await.unwrap();
    assert_eq!(refund().await.1["error"]["code"], "charge_disputed");
    let dispute = caller.simulator.close_dispute(&id, false).unwrap();
    assert_eq!(
        (&dispute["status"], dispute["balance_transactions"].as_array().unwrap().len()),
        (&json!("lost"), 1)
    );
    assert_eq!(caller.events_about(&id)[2..], ["charge.dispute.closed"]);
    let (status, error) = refund().await;
    assert_eq!((status, &error["error"]["code"]), (400, &json!("charge_disputed")));
    assert!(caller.simulator.all("refund").is_empty());
}

#[tokio::test]
async fn control_endpoints_open_and_close_disputes() {
    let caller = Caller::new().await;
    let payment = text(&caller.pay("pm_card_mastercard").await, "id");
    caller.make("refunds", &[("payment_intent", &payment), ("amount", "200")]).await;
    let (status, dispute) = caller.control(&format!("disputes/{payment}")).await;
    assert_eq!(
        (status, &dispute["amount"]),
        (200, &json!(300)),
        "the refunded amount is not disputed"
    );
    assert_eq!(
        caller.control(&format!("disputes/{payment}")).await.1["error"]["code"],
        "charge_disputed"
    );
    let close = format!("disputes/{}/close?outcome=won", text(&dispute, "id"));
    assert_eq!(caller.control(&close).await.1["status"], "won");
    assert_eq!(caller.control(&close).await.0, 400);
    assert_eq!(caller.control("disputes/pi_none").await.0, 404);
}

#[tokio::test]
async fn unpaid_intent_cannot_be_disputed() {
    let caller = Caller::new().await;
    let intent = caller.make("payment_intents", &[("amount", "500"), ("currency", "usd")]).await;
    caller.simulator.dispute(&text(&intent, "id")).unwrap_err();
    let refunded = text(&caller.pay("pm_card_visa").await, "id");
    caller.make("refunds", &[("payment_intent", &refunded)]).await;
    let error: Value = caller.simulator.dispute(&refunded).unwrap_err();
    assert_eq!(error["error"]["code"], "charge_already_refunded");
}

#[tokio::test]
async fn dispute_card_pays_and_opens_dispute() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_createDispute").await;
    assert_eq!(payment["status"], "succeeded");
    let dispute = &caller.simulator.all("dispute")[0];
    assert_eq!(dispute["payment_intent"], payment["id"]);
    let kinds: Vec<String> =
        caller.simulator.all("event").iter().map(|event| text(event, "type")).collect();
    let position = |kind: &str| kinds.iter().position(|known| known == kind).unwrap();
    assert!(position("charge.succeeded") < position("charge.dispute.created"), "{kinds:?}");
}
