//! Effects of charges and refunds on the account balance.

use serde_json::json;

use crate::support::{Caller, assert_fields, text};

#[tokio::test]
async fn charge_deducts_fee() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_visa").await;
    let charge = caller.follow("charges", &payment, "latest_charge").await;
    let movement = caller.follow("balance_transactions", &charge, "balance_transaction").await;
    // 2.9 % of 500 is 14.5, which is rounded up.
    let expected = json!({ "type": "charge", "source": charge["id"], "amount": 500, "fee": 45,
        "net": 455 });
    assert_fields(&movement, &expected);
    assert_eq!(movement["fee_details"][0]["amount"], 45);
    let (_, error) = caller.get("balance_transactions/txn_none").await;
    assert_eq!(error["error"]["code"], "resource_missing");
}

#[tokio::test]
async fn declined_charge_has_no_balance_transaction() {
    let caller = Caller::new().await;
    let form = [
        ("amount", "500"),
        ("currency", "usd"),
        ("payment_method", "pm_card_chargeDeclined"),
        ("confirm", "true"),
    ];
    assert_eq!(caller.fail("payment_intents", &form).await.0, 402);
    assert_eq!(caller.simulator.all("charge")[0]["balance_transaction"], json!(null));
    assert!(caller.simulator.all("balance_transaction").is_empty());
}

#[tokio::test]
async fn refund_has_no_fee() {
    let caller = Caller::new().await;
    let refund = caller.refund(&caller.pay("pm_card_visa").await, Some("200")).await;
    let path = format!("balance_transactions?type=refund&source={}", text(&refund, "id"));
    let list = caller.read(&path).await;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    let expected = json!({ "id": refund["balance_transaction"], "amount": -200, "fee": 0,
        "net": -200 });
    assert_fields(&list["data"][0], &expected);
}

#[tokio::test]
async fn expand_follows_nested_paths() {
    let caller = Caller::new().await;
    let id = text(&caller.pay("pm_card_visa").await, "id");
    let path = format!("payment_intents/{id}?expand[]=latest_charge.balance_transaction");
    let payment = caller.read(&path).await;
    assert_eq!(payment["latest_charge"]["balance_transaction"]["net"], 455);
    assert!(payment["payment_method"].is_string(), "a field without expand[] stays an id");
    let expand = "expand[]=data.latest_charge&expand[]=data.latest_charge.payment_method";
    let list = caller.read(&format!("payment_intents?{expand}")).await;
    assert_eq!(list["data"][0]["latest_charge"]["payment_method"]["card"]["last4"], "4242");
    let form = [
        ("payment_intent", id.as_str()),
        ("expand[]", "charge.balance_transaction"),
        ("expand[]", "balance_transaction"),
    ];
    let refund = caller.make("refunds", &form).await;
    assert_eq!(refund["charge"]["balance_transaction"]["net"], 455);
    assert_eq!(refund["balance_transaction"]["net"], -500);
}
