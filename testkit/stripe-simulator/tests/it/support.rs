//! An HTTP client of a simulator.

use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use stripe_simulator::{Fault, FaultKind, Settings, Simulator};

pub struct Caller {
    pub simulator: Simulator,
    pub http: reqwest::Client,
}

impl Caller {
    pub async fn new() -> Self {
        let simulator = Simulator::start(Settings::default()).await.unwrap();
        Self { simulator, http: reqwest::Client::new() }
    }

    /// A request without a key.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.simulator.url()))
    }

    pub async fn post(
        &self,
        path: &str,
        form: &[(&str, &str)],
        key: Option<&str>,
    ) -> reqwest::Result<(u16, Value)> {
        let mut call = self.request(Method::POST, &format!("v1/{path}"));
        call = call.bearer_auth("sk_test_simulator").form(form);
        if let Some(key) = key {
            call = call.header("Idempotency-Key", key);
        }
        answer(call).await
    }

    /// Creates a customer with a card; returns the ids of both.
    pub async fn driver(&self) -> (String, String) {
        let customer = text(&self.make("customers", &[("email", "ann@example.com")]).await, "id");
        let intent = self.make("setup_intents", &[("customer", &customer)]).await;
        let intent = self.simulator.give_card(&text(&intent, "id"), "pm_card_visa").unwrap();
        (customer, text(&intent, "payment_method"))
    }

    pub async fn charge(
        &self,
        (customer, method): &(String, String),
        key: &str,
    ) -> reqwest::Result<(u16, Value)> {
        let form = [
            ("amount", "500"),
            ("currency", "usd"),
            ("customer", customer),
            ("payment_method", method),
            ("confirm", "true"),
            ("off_session", "true"),
        ];
        self.post("payment_intents", &form, Some(key)).await
    }

    /// A GET with the secret key.
    pub async fn get(&self, path: &str) -> (u16, Value) {
        let call = self.request(Method::GET, &format!("v1/{path}"));
        answer(call.bearer_auth("sk_test_simulator")).await.unwrap()
    }

    /// A GET that must succeed.
    pub async fn read(&self, path: &str) -> Value {
        let (status, object) = self.get(path).await;
        assert_eq!(status, 200, "{path}: {object}");
        object
    }

    /// The object of `collection` whose id is in a field of `object`.
    pub async fn follow(&self, collection: &str, object: &Value, field: &str) -> Value {
        self.read(&format!("{collection}/{}", text(object, field))).await
    }

    /// A POST that must succeed.
    pub async fn make(&self, path: &str, form: &[(&str, &str)]) -> Value {
        let (status, object) = self.post(path, form, None).await.unwrap();
        assert_eq!(status, 200, "{object}");
        object
    }

    /// A POST that must fail; returns the status and the error.
    pub async fn fail(&self, path: &str, form: &[(&str, &str)]) -> (u16, Value) {
        let (status, body) = self.post(path, form, None).await.unwrap();
        assert!(status >= 400, "{body}");
        (status, body["error"].clone())
    }

    /// A POST to a control endpoint.
    pub async fn control(&self, path: &str) -> (u16, Value) {
        let call = self.request(Method::POST, &format!("_simulator/{path}"));
        answer(call).await.unwrap()
    }

    /// Injects a fault of one call that creates a payment.
    pub fn inject(&self, fault: FaultKind) {
        self.simulator.inject(Fault::once(fault, "/v1/payment_intents"));
    }

    /// Pays 500 with a test card.
    pub async fn pay(&self, card: &str) -> Value {
        let form =
            [("amount", "500"), ("currency", "usd"), ("payment_method", card), ("confirm", "true")];
        self.make("payment_intents", &form).await
    }

    /// Refunds a part of a payment, or all of it.
    pub async fn refund(&self, payment: &Value, amount: Option<&str>) -> Value {
        let id = text(payment, "id");
        let amount = amount.map(|amount| ("amount", amount));
        let form: Vec<_> = [("payment_intent", id.as_str())].into_iter().chain(amount).collect();
        self.make("refunds", &form).await
    }

    /// Types of the events about an object, oldest first.
    pub fn events_about(&self, id: &str) -> Vec<String> {
        let events = self.simulator.all("event").into_iter();
        let events = events.filter(|event| event["data"]["object"]["id"] == id);
        events.map(|event| text(&event, "type")).collect()
    }
}

pub async fn answer(call: RequestBuilder) -> reqwest::Result<(u16, Value)> {
    let answer = call.send().await?;
    Ok((answer.status().as_u16(), answer.json().await?))
}

/// Panics when the field is missing.
pub fn text(object: &Value, name: &str) -> String {
    object[name].as_str().unwrap_or_else(|| panic!("no text in {name}: {object}")).to_owned()
}

/// Compares the fields of `expected` with those of an object.
#[track_caller]
pub fn assert_fields(object: &Value, expected: &Value) {
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&object[name], value, "{name} of {object}");
    }
}
