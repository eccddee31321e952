//! The legacy routes, called as the original's client calls them.

mod accounts;
mod cards;
mod confirmation;
mod flows;
mod reservations;
mod routes;
mod spots;

use base64::{Engine, prelude::BASE64_STANDARD};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shared::platform::domain::ids::SpotId;

use crate::support::{Client, Response, TestApp, client::send};

/// An id that does not exist.
const NOTHING: &str = "00000000-0000-7000-8000-000000000000";

/// The original's client, signed in or not.
struct Original {
    http: Client,
    token: Option<String>,
}

impl Original {
    fn guest(app: &TestApp) -> Self {
        Self { http: app.anonymous(), token: None }
    }

    fn with_token(app: &TestApp, token: &str) -> Self {
        Self { http: app.anonymous(), token: Some(token.to_owned()) }
    }

    /// A user who has just signed up as `<name>@example.com`.
    async fn user(app: &TestApp, name: &str) -> Self {
        let body = sign_up(&email(name), "1", "1");
        let signed_up = Self::guest(app).post("/sign-up/", &body).await.created();
        Self::with_token(app, signed_up["token"].as_str().unwrap())
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, path);
        match &self.token {
            Some(token) => request.header("Authorization", format!("Token {token}")),
            None => request,
        }
    }

    async fn get(&self, path: &str) -> Response {
        send(self.request(Method::GET, path)).await
    }

    async fn post(&self, path: &str, body: &Value) -> Response {
        send(self.request(Method::POST, path).json(body)).await
    }

    async fn patch(&self, path: &str, body: &Value) -> Response {
        send(self.request(Method::PATCH, path).json(body)).await
    }

    async fn delete(&self, path: &str) -> Response {
        send(self.request(Method::DELETE, path)).await
    }

    /// A POST without a body, as the client requests a SetupIntent.
    async fn post_empty(&self, path: &str) -> Response {
        send(self.request(Method::POST, path)).await
    }

    async fn reserve(&self, spot: SpotId, minutes: i64) -> Response {
        self.post(&format!("/reservation-auth/{spot}/"), &reserve(minutes)).await
    }

    async fn reserve_as_guest(&self, spot: SpotId, minutes: i64, email: &str) -> Response {
        self.post(&format!("/reservation-unauth/{spot}/"), &reserve_as_guest(minutes, email)).await
    }

    /// The ids of the spots on the map.
    async fn map(&self) -> Vec<String> {
        let spots = self.get("/available-parking-spots").await.ok();
        spots
            .as_array()
            .unwrap()
            .iter()
            .map(|spot| spot["id"].as_str().unwrap().to_owned())
            .collect()
    }
}

impl Response {
    /// Asserts an error in the original's format.
    #[track_caller]
    fn refused(self, status: u16, body: &Value) {
        assert_eq!((self.status.as_u16(), &self.body), (status, body));
        assert_eq!(self.content_type, "application/json");
    }
}

fn email(name: &str) -> String {
    format!("{name}@example.com")
}

/// The digest that the client sends as the password.
fn digest(password: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(password))
}

fn sign_up(email: &str, password: &str, confirmation: &str) -> Value {
    let (password, confirmation) = (digest(password), digest(confirmation));
    json!({ "credentials": { "email": email, "password": password,
        "password_confirmation": confirmation } })
}

fn sign_in(email: &str, password: &str) -> Value {
    json!({ "credentials": { "email": email, "password": digest(password) } })
}

fn change_password(email: &str, password: &str, new: &str, confirmed: &str) -> Value {
    json!({ "credentials": { "email": email, "password": digest(password),
        "new_password": digest(new),
        "new_password_confirmed": digest(confirmed) } })
}

fn reserve(minutes: i64) -> Value {
    json!({ "reservation": { "reservation_length": minutes } })
}

fn reserve_as_guest(minutes: i64, email: &str) -> Value {
    json!({ "reservation": { "email": email, "reservation_length": minutes } })
}

fn end_at(text: &str) -> Value {
    json!({ "reservation": { "end_time": text } })
}

fn id(reservation: &Value) -> String {
    reservation["id"].as_str().unwrap().to_owned()
}

/// The SetupIntent of a client secret.
fn intent(created: &Value) -> String {
    created["clientSecret"].as_str().unwrap().split("_secret_").next().unwrap().to_owned()
}

fn not_found() -> Value {
    json!({ "detail": "Not found." })
}
