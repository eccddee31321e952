//! Stripe's error objects.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

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

    pub(crate) fn invalid(code: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", Some(code), message)
    }

    /// An invalid request for which Stripe has no code.
    pub(crate) fn unnamed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", None, message)
    }

    pub(crate) fn param(code: &str, param: &str, message: impl Into<String>) -> Self {
        Self::invalid(code, message).with("param", param)
    }

    pub(crate) fn missing(kind: &str, id: &str) -> Self {
        let message = format!("No such {kind}: '{id}'");
        Self::new(StatusCode::NOT_FOUND, "invalid_request_error", Some("resource_missing"), message)
            .with("param", "id")
    }

    /// A parameter refers to an object that does not exist.
    pub(crate) fn missing_param(kind: &str, id: &str, param: &str) -> Self {
        Self::param("resource_missing", param, format!("No such {kind}: '{id}'"))
    }

    pub(crate) fn card(code: &str, decline_code: Option<&str>, message: &str) -> Self {
        let error = Self::new(StatusCode::PAYMENT_REQUIRED, "card_error", Some(code), message);
        match decline_code {
            Some(decline_code) => error.with("decline_code", decline_code),
            None => error,
        }
    }

    /// The intent's status does not permit `verb`; `kind` is the name of its type.
    pub(crate) fn unexpected_state(kind: &str, intent: &Value, verb: &str) -> Self {
        let status = intent.get("status").and_then(Value::as_str).unwrap_or_default();
        let message = format!("You cannot {verb} this {kind} because it has a status of {status}.");
        let field = if kind == "SetupIntent" { "setup_intent" } else { "payment_intent" };
        Self::invalid(&format!("{field}_unexpected_state"), message).with(field, intent.clone())
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// The form in which an intent stores it.
    pub(crate) fn fields(&self) -> Value {
        Value::Object(self.fields.clone())
    }

    pub(crate) fn body(&self) -> Value {
        json!({ "error": self.fields })
    }
}
