//! Disputes and their outcomes.

use serde_json::json;

use crate::support::{Caller, assert_fields, text};

#[tokio::test]
async fn open_dispute_withdraws_amount_and_fee() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_visa").await;
    let payment_id = text(&payment, "id");
    let dispute = caller.simulator.dispute(&payment_id).unwrap();
    let expected = json!({ "status": "needs_response", "amount": 500,
        "payment_intent": payment_id, "charge": payment["latest_charge"] });
    assert_fields(&dispute, &expected);
    let withdrawn = &dispute["balance_transactions"][0];
    assert_fields(withdrawn, &json!({ "type": "adjustment", "net": -2000 }));
    assert_eq!(withdrawn["fee_details"][0]["amount"], 1500);
    let id = text(&dispute, "id");
    let events = ["charge.dispute.created", "charge.dispute.funds_withdrawn"];
    assert_eq!(caller.events_about(&id), events);
    let charge = caller.follow("charges", &payment, "latest_charge").await;
    assert_eq!(charge["disputed"], true);
    assert_eq!(caller.read(&format!("disputes/{id}")).await, dispute);
    let list = caller.read(&format!("disputes?payment_intent={payment_id}")).await;
    assert_eq!(list["data"], json!([dispute]));
    let moved = caller.read(&format!("balance_transactions?source={id}")).await;
    assert_eq!(moved["data"], json!([withdrawn]));
}

#[tokio::test]
async fn won_dispute_returns_amount_without_fee() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_visa").await;
    let id = text(&caller.simulator.dispute(&text(&payment, "id")).unwrap(), "id");
    let dispute = caller.simulator.close_dispute(&id, true).unwrap();
    assert_eq!(dispute["status"], "won");
    let returned = &dispute["balance_transactions"][1];
    assert_fields(returned, &json!({ "amount": 500, "fee": 0, "net": 500 }));
    let events = caller.events_about(&id);
    assert_eq!(events[2..], ["charge.dispute.funds_reinstated", "charge.dispute.closed"]);
    caller.simulator.close_dispute(&id, false).unwrap_err();
    caller.refund(&payment, None).await;
}

#[tokio::test]
async fn lost_dispute_rejects_refunds() {
    let caller = Caller::new().await;
    let payment = text(&caller.pay("pm_card_visa").await, "id");
    let id = text(&caller.simulator.dispute(&payment).unwrap(), "id");
    let refund = async || caller.fail("refunds", &[("payment_intent", &payment)]).await;
    assert_eq!(refund().await.1["code"], "charge_disputed");
    let dispute = caller.simulator.close_dispute(&id, false).unwrap();
    assert_eq!(dispute["status"], "lost");
    assert_eq!(dispute["balance_transactions"].as_array().unwrap().len(), 1);
    assert_eq!(caller.events_about(&id)[2..], ["charge.dispute.closed"]);
    let (status, error) = refund().await;
    assert_eq!((status, &error["code"]), (400, &json!("charge_disputed")));
    assert!(caller.simulator.all("refund").is_empty());
}

#[tokio::test]
async fn control_endpoints_open_and_close_disputes() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_mastercard").await;
    caller.refund(&payment, Some("200")).await;
    let open = format!("disputes/{}", text(&payment, "id"));
    let (status, dispute) = caller.control(&open).await;
    assert_eq!(status, 200);
    assert_eq!(dispute["amount"], 300, "the refunded amount is not disputed");
    assert_eq!(caller.control(&open).await.1["error"]["code"], "charge_disputed");
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
    let refunded = caller.pay("pm_card_visa").await;
    caller.refund(&refunded, None).await;
    let error = caller.simulator.dispute(&text(&refunded, "id")).unwrap_err();
    assert_eq!(error["error"]["code"], "charge_already_refunded");
}

#[tokio::test]
async fn dispute_card_pays_and_opens_dispute() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_createDispute").await;
    assert_eq!(payment["status"], "succeeded");
    assert_eq!(caller.simulator.all("dispute")[0]["payment_intent"], payment["id"]);
    let events = caller.simulator.all("event");
    let position = |kind: &str| events.iter().position(|event| event["type"] == kind).unwrap();
    assert!(position("charge.succeeded") < position("charge.dispute.created"), "{events:?}");
}
