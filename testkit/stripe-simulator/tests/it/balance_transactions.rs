//! Effects of charges and refunds on the account balance.

use serde_json::json;

use crate::support::{Caller, text};

#[tokio::test]
async fn charge_deducts_fee() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_visa").await;
    let (_, charge) = caller.get(&format!("charges/{}", text(&payment, "latest_charge"))).await;
    let (status, movement) =
        caller.get(&format!("balance_transactions/{}", text(&charge, "balance_transaction"))).await;
    assert_eq!(status, 200);
    assert_eq!((&movement["type"], &movement["source"]), (&json!("charge"), &charge["id"]));
    // 2.9 % of 500 is 14.5, which is rounded up.
    assert_eq!(
        (&movement["amount"], &movement["fee"], &movement["net"]),
        (&json!(500), &json!(45), &json!(455))
    );
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
    assert_eq!(caller.post("payment_intents", &form, None).await.unwrap().0, 402);
    assert_eq!(caller.simulator.all("charge")[0]["balance_transaction"], json!(null));
    assert!(caller.simulator.all("balance_transaction").is_empty());
}

#[tokio::test]
async fn refund_has_no_fee() {
    let caller = Caller::new().await;
    let payment = caller.pay("pm_card_visa").await;
    let refund = caller
        .make("refunds", &[("payment_intent", &text(&payment, "id")), ("amount", "200")])
        .await;
    let (_, list) = caller
        .get(&format!("balance_transactions?type=refund&source={}", text(&refund, "id")))
        .await;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    let movement = &list["data"][0];
    assert_eq!(movement["id"], refund["balance_transaction"]);
    assert_eq!(
        (&movement["amount"], &movement["fee"], &movement["net"]),
        (&json!(-200), &json!(0), &json!(-200))
    );
}

#[tokio::test]
async fn expand_follows_nested_paths() {
    let caller = Caller::new().await;
    let id = text(&caller.pay("pm_card_visa").await, "id");
    let (_, payment) = caller
        .get(&format!("payment_intents/{id}?expand[]=latest_charge.balance_transaction"))
        .await;
    assert_eq!(payment["latest_charge"]["balance_transaction"]["net"], 455);
    assert!(payment["payment_method"].is_string(), "a field without expand[] stays an id");
    let expand = "expand[]=data.latest_charge&expand[]=data.latest_charge.payment_method";
    let (_, list) = caller.get(&format!("payment_intents?{expand}")).await;
    assert_eq!(list["data"][0]["latest_charge"]["payment_method"]["card"]["last4"], "4242");
    let form = [
        ("payment_intent", id.as_str()),
        ("expand[]", "charge.balance_transaction"),
        ("expand[]", "balance_transaction"),
    ];
    let refund = caller.make("refunds", &form).await;
    assert_eq!(
        (&refund["charge"]["balance_transaction"]["net"], &refund["balance_transaction"]["net"]),
        (&json!(455), &json!(-500))
    );
}
