//! Browser support: Stripe.js, CORS, payments with the publishable key.

use reqwest::Method;
use serde_json::Value;
use stripe_simulator::{Fault, FaultKind};

use crate::support::{Caller, answer, text};

#[tokio::test]
async fn script_defines_functions_used_by_pages() {
    let caller = Caller::new().await;
    let answer = caller.request(Method::GET, "v3/").send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/javascript; charset=utf-8");
    let script = answer.text().await.unwrap();
    assert!(script.contains("window.Stripe ="));
    let names = "confirmCardPayment confirmCardSetup confirmPayment confirmSetup elements \
        handleNextAction retrievePaymentIntent retrieveSetupIntent";
    for name in names.split(' ') {
        let mut forms = [format!("  {name}:"), format!("  async {name}(")].into_iter();
        assert!(forms.any(|form| script.contains(&form)), "{name} is missing");
    }
}

#[tokio::test]
async fn cors_allows_every_origin() {
    let caller = Caller::new().await;
    for path in ["v1/payment_intents/pi_1/confirm", "_simulator/authenticate/pi_1", "v3/"] {
        let preflight = caller.request(Method::OPTIONS, path);
        let preflight = preflight.header("origin", "http://localhost:5173");
        let preflight =
            preflight.header("access-control-request-method", "POST").send().await.unwrap();
        assert!(preflight.status().is_success());
        for (name, value) in [("origin", "*"), ("methods", "POST"), ("headers", "authorization")] {
            let allowed = &preflight.headers()[format!("access-control-allow-{name}")];
            assert!(allowed.to_str().unwrap().contains(value), "{name}: {allowed:?}");
        }
    }
    // Errors and faults also have CORS headers.
    caller.simulator.inject(Fault::once(FaultKind::Error500, "/v1/customers"));
    for (key, status) in [("", 401), ("sk_test_simulator", 500)] {
        let call = caller.request(Method::POST, "v1/customers").bearer_auth(key);
        let answer = call.send().await.unwrap();
        assert_eq!(answer.status(), status);
        assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    }
}

#[tokio::test]
async fn payment_method_data_pays_intent() {
    let caller = Caller::new().await;
    let customer = text(&caller.make("customers", &[]).await, "id");
    let form = [("amount", "500"), ("currency", "usd"), ("customer", customer.as_str())];
    let intent = caller.make("payment_intents", &form).await;
    let path = format!("v1/payment_intents/{}/confirm", text(&intent, "id"));
    let pay = async |number: &str| -> Value {
        let form = [
            ("client_secret", text(&intent, "client_secret")),
            ("payment_method_data[type]", "card".to_owned()),
            ("payment_method_data[card][number]", number.to_owned()),
        ];
        let call = caller.request(Method::POST, &path).bearer_auth("pk_test_simulator");
        answer(call.form(&form)).await.unwrap().1
    };
    assert_eq!(pay("4242424242424241").await["error"]["code"], "incorrect_number");
    assert_eq!(pay("4000000000000002").await["error"]["decline_code"], "generic_decline");
    assert_eq!(pay("4242424242424242").await["status"], "succeeded");
}
