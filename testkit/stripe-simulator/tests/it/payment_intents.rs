//! Updates of payment intents, and saved cards.

use serde_json::json;

use crate::support::{Caller, assert_fields, text};

#[tokio::test]
async fn intent_update_changes_card_and_metadata() {
    let caller = Caller::new().await;
    let form = [
        ("amount", "500"),
        ("currency", "usd"),
        ("description", "a stay"),
        ("metadata[a]", "1"),
        ("metadata[b]", "2"),
        ("payment_method", "pm_card_chargeDeclined"),
    ];
    let intent = caller.make("payment_intents", &form).await;
    let path = format!("payment_intents/{}", text(&intent, "id"));
    let form = [
        ("payment_method", "pm_card_visa"),
        ("description", ""),
        ("receipt_email", "ann@example.com"),
        ("metadata[a]", ""),
        ("metadata[c]", "3"),
    ];
    let changed = caller.make(&path, &form).await;
    assert_ne!(changed["payment_method"], intent["payment_method"]);
    let expected = json!({ "status": "requires_confirmation", "description": null,
        "receipt_email": "ann@example.com", "metadata": { "b": "2", "c": "3" } });
    assert_fields(&changed, &expected);
    assert_eq!(caller.make(&format!("{path}/confirm"), &[]).await["status"], "succeeded");
    let again = caller.make(&path, &[("metadata", "")]).await;
    assert_fields(&again, &json!({ "metadata": {}, "status": "succeeded" }));
    let (status, error) = caller.fail(&path, &[("payment_method", "pm_card_visa")]).await;
    assert_eq!((status, &error["code"]), (400, &json!("payment_intent_unexpected_state")));
    let (_, error) = caller.fail(&path, &[("colour", "red")]).await;
    assert_eq!(error["code"], "parameter_unknown");
}

#[tokio::test]
async fn setup_future_usage_attaches_card_to_customer() {
    let caller = Caller::new().await;
    let customer = text(&caller.make("customers", &[("email", "ann@example.com")]).await, "id");
    let form = [("amount", "500"), ("currency", "usd"), ("customer", customer.as_str())];
    let owner = async |card: &str, usage: &[(&str, &str)]| {
        let intent = caller.make("payment_intents", &form).await;
        let confirm = format!("payment_intents/{}/confirm", text(&intent, "id"));
        let form = [&[("payment_method", card)], usage].concat();
        let (_, answer) = caller.post(&confirm, &form, None).await.unwrap();
        let charge = caller.simulator.all("charge").pop().unwrap();
        let method = caller.follow("payment_methods", &charge, "payment_method").await;
        (answer, method["customer"].clone())
    };
    let off_session = [("setup_future_usage", "off_session")];
    let (paid, owned) = owner("pm_card_visa", &off_session).await;
    assert_eq!((&paid["setup_future_usage"], owned), (&json!("off_session"), json!(customer)));
    assert_eq!(owner("pm_card_visa", &[]).await.1, json!(null), "without setup_future_usage");
    let (_, owned) = owner("pm_card_chargeDeclined", &off_session).await;
    assert_eq!(owned, json!(null), "a failed payment");
    let methods = caller.read(&format!("payment_methods?customer={customer}")).await;
    assert_eq!(methods["data"].as_array().unwrap().len(), 1);
    let (error, _) = owner("pm_card_visa", &[("setup_future_usage", "always")]).await;
    assert_eq!(error["error"]["param"], "setup_future_usage");
}
