//! Stripe's error objects.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

/// An error as Stripe answers it.
#[derive(Debug, Clone)]
pub(crate) struct StripeError {
    pub(crate) status: StatusCode,
    fields: Map<String, Value>,
}

pub(crate) type Result<T, E = StripeError> = std::result::Result<T, E>;

impl StripeError {
    pub(crate) fn new(
        status: StatusCode,
        kind: &str,
        code: Option<&str>,
        message: impl Into<String>,
    ) -> Self {
        let mut fields = Map::new();
        fields.insert("type".to_owned(), kind.into());
        if let Some(code) = code {
            fields.insert("code".to_owned(), code.into());
            fields.insert(
                "doc_url".to_owned(),
                format!("https://stripe.com/docs/error-codes/{}", code.replace('_', "-")).into(),
            );
        }
        fields.insert("message".to_owned(), message.into().into());
        Self { status, fields }
    }

    /// The request makes no sense.
    pub(crate) fn invalid(code: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", Some(code), message)
    }

    /// The request makes no sense, and Stripe has no code for it.
    pub(crate) fn unnamed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", None, message)
    }

    /// A parameter makes no sense.
    pub(crate) fn param(code: &str, param: &str, message: impl Into<String>) -> Self {
        Self::invalid(code, message).with("param", param)
    }

    /// There is no such object.
    pub(crate) fn missing(kind: &str, id: &str) -> Self {
        let message = format!("No such {kind}: '{id}'");
        Self::new(StatusCode::NOT_FOUND, "invalid_request_error", Some("resource_missing"), message)
            .with("param", "id")
    }

    /// A parameter names an object that there is not.
    pub(crate) fn missing_param(kind: &str, id: &str, param: &str) -> Self {
        Self::param("resource_missing", param, format!("No such {kind}: '{id}'"))
    }

    /// The card was refused.
    pub(crate) fn card(code: &str, decline_code: Option<&str>, message: &str) -> Self {
        let error = Self::new(StatusCode::PAYMENT_REQUIRED, "card_error", Some(code), message);
        match decline_code {
            Some(decline_code) => error.with("decline_code", decline_code),
            None => error,
        }
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// What an intent remembers of it.
    pub(crate) fn remembered(&self) -> Value {
        Value::Object(self.fields.clone())
    }

    pub(crate) fn body(&self) -> Value {
        json!({ "error": self.fields })
    }
}
