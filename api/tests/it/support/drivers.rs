//! Clients of the api by role, and their usual requests.

use serde_json::Value;
use shared::platform::domain::ids::SpotId;

use super::{Client, TestApp};

impl TestApp {
    /// A client without an account.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.url, None)
    }

    /// A driver who has just signed up.
    pub async fn driver(&self, name: &str) -> Client {
        let body = serde_json::json!({ "email": format!("{name}@example.com"),
            "password": "park-at-the-curb" });
        let session = self.anonymous().post("/api/v1/accounts", &body).await.created();
        Client::new(&self.url, Some(session["access_token"].as_str().unwrap()))
    }

    pub async fn operator(&self) -> Client {
        let email = "operator@example.com";
        if self
            .query_texts(&format!(
                "select email as text from users where email = '{email}' and $1 is not null"
            ))
            .is_empty()
        {
            self.driver("operator").await;
        }
        self.query_texts(&format!(
            "update users set role = 'operator' where email = '{email}' and $1 is not null \
                returning email as text"
        ));
        self.sign_in("operator").await
    }

    /// Signs in again: access tokens last a quarter of an hour.
    pub async fn sign_in(&self, name: &str) -> Client {
        let body = serde_json::json!({ "email": format!("{name}@example.com"),
            "password": "park-at-the-curb" });
        let session = self.anonymous().post("/api/v1/sessions", &body).await.created();
        Client::new(&self.url, Some(session["access_token"].as_str().unwrap()))
    }

    /// A client with this token.
    pub fn bearer(&self, token: &str) -> Client {
        Client::new(&self.url, Some(token))
    }

    /// Holds a spot from now on and confirms it with a card.
    pub async fn park(&self, driver: &Client, spot: SpotId, seconds: i64, card: &str) -> Value {
        let held = driver.hold(spot, seconds).await.created()["reservation"].clone();
        self.confirm(driver, held["id"].as_str().unwrap(), card).await
    }

    /// Sets a card up, authenticates it if the bank requires it, and confirms.
    pub async fn confirm(&self, driver: &Client, id: &str, card: &str) -> Value {
        let intent = driver.act(id, "card").await.ok();
        let intent = intent["setup_intent_id"].as_str().unwrap();
        if self.simulator.give_card(intent, card).unwrap()["status"] == "requires_action" {
            self.simulator.authenticate(intent).unwrap();
        }
        driver.act(id, "confirm").await.ok()
    }
}
