//! Refunds, their metadata and failures.

use serde_json::json;

use crate::support::{Caller, assert_fields, text};

#[tokio::test]
async fn failed_refund_returns_amount() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_refundFail").await;
    let refund = caller.refund(&payment, None).await;
    assert_eq!(refund["status"], "succeeded");
    let charge = caller.follow("charges", &payment, "latest_charge").await;
    assert_eq!(charge["refunded"], true);

    let id = text(&refund, "id");
    let failed = caller.simulator.fail_refund(&id).unwrap();
    let expected = json!({ "status": "failed", "failure_reason": "expired_or_canceled_card" });
    assert_fields(&failed, &expected);
    let charge = caller.follow("charges", &payment, "latest_charge").await;
    assert_fields(&charge, &json!({ "amount_refunded": 0, "refunded": false }));
    let events = ["refund.created", "refund.failed", "charge.refund.updated"];
    assert_eq!(caller.events_about(&id), events);
    let movement =
        caller.follow("balance_transactions", &failed, "failure_balance_transaction").await;
    assert_fields(&movement, &json!({ "type": "refund_failure", "net": 500 }));

    caller.simulator.fail_refund(&id).unwrap_err();
    caller.refund(&payment, None).await;
}

#[tokio::test]
async fn control_endpoint_fails_one_of_two_refunds() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_refundFail").await;
    caller.refund(&payment, Some("100")).await;
    let second = caller.refund(&payment, Some("400")).await;
    let fail = format!("refunds/{}/fail", text(&second, "id"));
    assert_eq!(caller.control(&fail).await.1["status"], "failed");
    assert_eq!(caller.control(&fail).await.0, 400);
    assert_eq!(caller.control("refunds/re_none/fail").await.0, 404);
    let charge = caller.follow("charges", &payment, "latest_charge").await;
    assert_eq!(charge["amount_refunded"], 100);
}

#[tokio::test]
async fn refunds_keep_metadata_and_filter_by_payment() {
    let caller = Caller::new().await;
    let (first, second) = (caller.pay("pm_card_visa").await, caller.pay("pm_card_visa").await);
    let (payment, charge) = (text(&first, "id"), text(&first, "latest_charge"));
    let form = [("charge", &*charge), ("metadata[refund_id]", "r1"), ("reason", "duplicate")];
    let refund = caller.make("refunds", &form).await;
    caller.refund(&second, None).await;
    let expected = json!({ "metadata": { "refund_id": "r1" }, "reason": "duplicate" });
    assert_fields(&refund, &expected);
    for filter in [format!("payment_intent={payment}"), format!("charge={charge}")] {
        assert_eq!(caller.read(&format!("refunds?{filter}")).await["data"], json!([refund]));
    }
}
