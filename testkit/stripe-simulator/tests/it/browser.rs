//! Browser support: Stripe.js, CORS, payments with the publishable key.

use reqwest::Method;
use serde_json::Value;
use stripe_simulator::{Fault, FaultKind};

use crate::support::{Caller, text};

#[tokio::test]
async fn script_defines_functions_used_by_pages() {
    let caller = Caller::new().await;
    let answer = caller.http.get(format!("{}v3/", caller.simulator.url())).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/javascript; charset=utf-8");
    let script = answer.text().await.unwrap();
    let names = [
        "confirmCardPayment",
        "confirmCardSetup",
        "confirmPayment",
        "confirmSetup",
        "elements",
        "handleNextAction",
        "retrievePaymentIntent",
        "retrieveSetupIntent",
    ];
    for name in names {
        let is_defined = [format!("  {name}:"), format!("  async {name}(")]
            .iter()
            .any(|form| script.contains(form));
        assert!(script.contains("window.Stripe =") && is_defined, "{name} is missing");
    }
}

#[tokio::test]
async fn cors_allows_every_origin() {
    let caller = Caller::new().await;
    for path in ["v1/payment_intents/pi_1/confirm", "_simulator/authenticate/pi_1", "v3/"] {
        let url = format!("{}{path}", caller.simulator.url());
        let preflight =
            caller.http.request(Method::OPTIONS, url).header("origin", "http://localhost:5173");
        let preflight =
            preflight.header("access-control-request-method", "POST").send().await.unwrap();
        assert_eq!(preflight.status(), 204);
        assert_eq!(preflight.headers()["access-control-allow-origin"], "*");
        assert!(
            preflight.headers()["access-control-allow-methods"].to_str().unwrap().contains("POST")
        );
        assert!(
            preflight.headers()["access-control-allow-headers"]
                .to_str()
                .unwrap()
                .contains("authorization")
        );
    }
    // Errors and faults also have CORS headers.
    caller.simulator.inject(Fault::once(FaultKind::Error500, "/v1/customers"));
    for (method, status) in [(Method::GET, 401), (Method::POST, 500)] {
        let call =
            caller.http.request(method.clone(), format!("{}v1/customers", caller.simulator.url()));
        let call =
            if method == Method::POST { call.bearer_auth("sk_test_simulator") } else { call };
        let answer = call.send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["access-control-allow-origin"]),
            (status, &"*".parse().unwrap())
        );
    }
}

#[tokio::test]
async fn payment_method_data_pays_intent() {
    let caller = Caller::new().await;
    let customer = text(&caller.make("customers", &[]).await, "id");
    let form = [("amount", "500"), ("currency", "usd"), ("customer", customer.as_str())];
    let intent = caller.make("payment_intents", &form).await;
    let url =
        format!("{}v1/payment_intents/{}/confirm", caller.simulator.url(), text(&intent, "id"));
    let pay = async |number: &str| -> Value {
        let form = [
            ("client_secret", text(&intent, "client_secret")),
            ("payment_method_data[type]", "card".to_owned()),
            ("payment_method_data[card][number]", number.to_owned()),
        ];
        let call = caller.http.post(&url).bearer_auth("pk_test_simulator").form(&form);
        call.send().await.unwrap().json().await.unwrap()
    };
    assert_eq!(pay("4242424242424241").await["error"]["code"], "incorrect_number");
    assert_eq!(pay("4000000000000002").await["error"]["decline_code"], "generic_decline");
    assert_eq!(pay("4242424242424242").await["status"], "succeeded");
}
