//! An HTTP client of a simulator.

use serde_json::Value;
use stripe_simulator::{Settings, Simulator};

pub struct Caller {
    pub simulator: Simulator,
    pub http: reqwest::Client,
}

impl Caller {
    pub async fn new() -> Self {
        Self {
            simulator: Simulator::start(Settings::default()).await.unwrap(),
            http: reqwest::Client::new(),
        }
    }

    pub async fn post(
        &self,
        path: &str,
        form: &[(&str, &str)],
        key: Option<&str>,
    ) -> reqwest::Result<(u16, Value)> {
        let mut call = self
            .http
            .post(format!("{}v1/{path}", self.simulator.url()))
            .bearer_auth("sk_test_simulator")
            .form(form);
        if let Some(key) = key {
            call = call.header("Idempotency-Key", key);
        }
        let answer = call.send().await?;
        Ok((answer.status().as_u16(), answer.json().await?))
    }

    /// Creates a customer with a card; returns the ids of both.
    pub async fn driver(&self) -> (String, String) {
        let (_, customer) =
            self.post("customers", &[("email", "ann@example.com")], None).await.unwrap();
        let customer = customer["id"].as_str().unwrap().to_owned();
        let (_, intent) =
            self.post("setup_intents", &[("customer", &customer)], None).await.unwrap();
        let intent =
            self.simulator.give_card(intent["id"].as_str().unwrap(), "pm_card_visa").unwrap();
        (customer, intent["payment_method"].as_str().unwrap().to_owned())
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
        let call = self
            .http
            .get(format!("{}v1/{path}", self.simulator.url()))
            .bearer_auth("sk_test_simulator");
        let answer = call.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// A POST that must succeed.
    pub async fn make(&self, path: &str, form: &[(&str, &str)]) -> Value {
        let (status, object) = self.post(path, form, None).await.unwrap();
        assert_eq!(status, 200, "{object}");
        object
    }

    /// A POST to a control endpoint.
    pub async fn control(&self, path: &str) -> (u16, Value) {
        let answer = self
            .http
            .post(format!("{}_simulator/{path}", self.simulator.url()))
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// Pays 500 with a test card.
    pub async fn pay(&self, card: &str) -> Value {
        let form =
            [("amount", "500"), ("currency", "usd"), ("payment_method", card), ("confirm", "true")];
        self.make("payment_intents", &form).await
    }

    /// Types of the events about an object, oldest first.
    pub fn events_about(&self, id: &str) -> Vec<String> {
        let events = self
            .simulator
            .all("event")
            .into_iter()
            .filter(|event| event["data"]["object"]["id"] == id);
        events.map(|event| text(&event, "type")).collect()
    }
}

/// Panics when the field is missing.
pub fn text(object: &Value, name: &str) -> String {
    object[name].as_str().unwrap_or_else(|| panic!("no text in {name}: {object}")).to_owned()
}
