//! Refunds, their metadata and failures.

use serde_json::json;

use crate::support::{Caller, text};

#[tokio::test]
async fn failed_refund_returns_amount() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_refundFail").await;
    let charge = format!("charges/{}", text(&payment, "latest_charge"));
    let refund = caller.make("refunds", &[("payment_intent", &text(&payment, "id"))]).await;
    assert_eq!(refund["status"], "succeeded");
    assert_eq!(caller.get(&charge).await.1["refunded"], true);

    let id = text(&refund, "id");
    let failed = caller.simulator.fail_refund(&id).unwrap();
    assert_eq!(
        (&failed["status"], &failed["failure_reason"]),
        (&json!("failed"), &json!("expired_or_canceled_card"))
    );
    let (_, charge) = caller.get(&charge).await;
    assert_eq!((&charge["amount_refunded"], &charge["refunded"]), (&json!(0), &json!(false)));
    assert_eq!(
        caller.events_about(&id),
        ["refund.created", "refund.failed", "charge.refund.updated"]
    );
    let movement = format!("balance_transactions/{}", text(&failed, "failure_balance_transaction"));
    let (_, movement) = caller.get(&movement).await;
    assert_eq!((&movement["type"], &movement["net"]), (&json!("refund_failure"), &json!(500)));

    caller.simulator.fail_refund(&id).unwrap_err();
    caller.make("refunds", &[("payment_intent", &text(&payment, "id"))]).await;
}

#[tokio::test]
async fn control_endpoint_fails_one_of_two_refunds() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_refundFail").await;
    let id = text(&payment, "id");
    caller.make("refunds", &[("payment_intent", &id), ("amount", "100")]).await;
    let second = caller.make("refunds", &[("payment_intent", &id), ("amount", "400")]).await;
    let fail = format!("refunds/{}/fail", text(&second, "id"));
    assert_eq!(caller.control(&fail).await.1["status"], "failed");
    assert_eq!(caller.control(&fail).await.0, 400);
    assert_eq!(caller.control("refunds/re_none/fail").await.0, 404);
    let (_, charge) = caller.get(&format!("charges/{}", text(&payment, "latest_charge"))).await;
    assert_eq!(charge["amount_refunded"], 100);
}

#[tokio::test]
async fn refunds_keep_metadata_and_filter_by_payment() {
    let caller = Caller::new().await;
    let (first, second) = (caller.pay("pm_card_visa").await, caller.pay("pm_card_visa").await);
    let form = [
        ("charge", &*text(&first, "latest_charge")),
        ("metadata[refund_id]", "r1"),
        ("reason", "duplicate"),
    ];
    let refund = caller.make("refunds", &form).await;
    caller.make("refunds", &[("payment_intent", &text(&second, "id"))]).await;
    assert_eq!(
        (&refund["metadata"], &refund["reason"]),
        (&json!({ "refund_id": "r1" }), &json!("duplicate"))
    );
    let (_, list) = caller.get(&format!("refunds?payment_intent={}", text(&first, "id"))).await;
    assert_eq!(list["data"], json!([refund]));
    let (_, list) = caller.get(&format!("refunds?charge={}", text(&first, "latest_charge"))).await;
    assert_eq!(list["data"], json!([refund]));
}
