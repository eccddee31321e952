//! An HTTP client of the api, with or without a token.

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use shared::platform::domain::ids::SpotId;

#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    token: Option<String>,
    /// The client's address in a trusted proxy's `X-Forwarded-For`.
    forwarded_for: Option<String>,
    /// The header `Accept-Language`.
    languages: Option<String>,
}

#[derive(Debug)]
pub struct Response {
    pub status: StatusCode,
    pub content_type: String,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Client {
    pub fn new(url: &str, token: Option<&str>) -> Self {
        Self {
            http: reqwest::Client::new(),
            url: url.to_owned(),
            token: token.map(str::to_owned),
            forwarded_for: None,
            languages: None,
        }
    }

    /// Host and port of the api.
    pub fn address(&self) -> String {
        self.url.trim_start_matches("http://").to_owned()
    }

    /// The same client behind a proxy, at this address.
    pub fn at(&self, address: &str) -> Self {
        Self { forwarded_for: Some(address.to_owned()), ..self.clone() }
    }

    /// The same client with this `Accept-Language`.
    pub fn accepting(&self, languages: &str) -> Self {
        Self { languages: Some(languages.to_owned()), ..self.clone() }
    }

    /// A client with another token, which shares the connections.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.http.request(method, format!("{}{path}", self.url));
        if let Some(address) = &self.forwarded_for {
            request = request.header("X-Forwarded-For", address);
        }
        if let Some(languages) = &self.languages {
            request = request.header("Accept-Language", languages);
        }
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Response {
        send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Response {
        send(self.request(Method::POST, path).json(body)).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Response {
        send(self.request(Method::PATCH, path).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Response {
        send(self.request(Method::PUT, path).json(body)).await
    }

    pub async fn delete(&self, path: &str) -> Response {
        send(self.request(Method::DELETE, path)).await
    }

    /// Holds a spot from now on.
    pub async fn hold(&self, spot: SpotId, seconds: i64) -> Response {
        self.post("/api/v1/reservations", &json!({ "spot_id": spot, "duration_seconds": seconds }))
            .await
    }

    pub async fn hold_between(&self, spot: SpotId, starts_at: &str, ends_at: &str) -> Response {
        self.post(
            "/api/v1/reservations",
            &json!({ "spot_id": spot, "starts_at": starts_at, "ends_at": ends_at }),
        )
        .await
    }

    pub async fn hold_as_guest(&self, spot: SpotId, seconds: i64, email: &str) -> Response {
        let body = json!({ "spot_id": spot, "duration_seconds": seconds, "email": email });
        self.post("/api/v1/reservations", &body).await
    }

    /// Posts a verb: `card`, `confirm`, `end` or `cancel`.
    pub async fn act(&self, id: &str, verb: &str) -> Response {
        send(self.request(Method::POST, &format!("/api/v1/reservations/{id}/{verb}"))).await
    }

    pub async fn show(&self, id: &str) -> Response {
        self.get(&format!("/api/v1/reservations/{id}")).await
    }

    pub async fn amend(&self, id: &str, body: &Value) -> Response {
        send(self.request(Method::PATCH, &format!("/api/v1/reservations/{id}")).json(body)).await
    }

    pub async fn search(&self, query: &str) -> Response {
        self.get(&format!("/api/v1/spots?{query}")).await
    }
}

pub async fn send(request: RequestBuilder) -> Response {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let content_type = headers
        .get("content-type")
        .map(|kind| kind.to_str().unwrap().to_owned())
        .unwrap_or_default();
    let text = response.text().await.unwrap();
    Response {
        status,
        content_type,
        headers,
        body: serde_json::from_str(&text).unwrap_or(Value::String(text)),
    }
}

impl Response {
    #[track_caller]
    fn expect(self, status: StatusCode) -> Value {
        assert_eq!(self.status, status, "{:#}", self.body);
        self.body
    }

    #[track_caller]
    pub fn ok(self) -> Value {
        self.expect(StatusCode::OK)
    }

    #[track_caller]
    pub fn created(self) -> Value {
        self.expect(StatusCode::CREATED)
    }

    #[track_caller]
    pub fn accepted(self) -> Value {
        self.expect(StatusCode::ACCEPTED)
    }

    #[track_caller]
    pub fn no_content(self) {
        self.expect(StatusCode::NO_CONTENT);
    }

    /// Asserts a problem document with this code.
    #[track_caller]
    pub fn problem(self, code: &str) -> Value {
        assert_eq!(self.content_type, "application/problem+json", "{:#}", self.body);
        assert_eq!(self.body["code"], code, "{:#}", self.body);
        assert_eq!(self.body["status"], self.status.as_u16());
        self.body
    }
}
