//! Stripe's error objects.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::objects::text;

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
        let mut error = Self { status, fields: Map::new() }.with("type", kind);
        if let Some(code) = code {
            let page = code.replace('_', "-");
            error = error
                .with("code", code)
                .with("doc_url", format!("https://stripe.com/docs/error-codes/{page}"));
        }
        error.with("message", message.into())
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

    /// A parameter has a value that is not supported.
    pub(crate) fn invalid_param(param: &str, value: &str) -> Self {
        Self::param("parameter_invalid_string", param, format!("Invalid {param}: {value}"))
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
            Some(reason) => error.with("decline_code", reason),
            None => error,
        }
    }

    /// The intent's status does not permit `verb`.
    pub(crate) fn unexpected_state(intent: &Value, verb: &str) -> Self {
        let (kind, status) = (class(intent), text(intent, "status"));
        let message = format!("You cannot {verb} this {kind} because it has a status of {status}.");
        Self::of_intent(intent, message)
    }

    /// The intent cannot be confirmed without a payment method.
    pub(crate) fn without_method(intent: &Value) -> Self {
        let kind = class(intent);
        let message =
            format!("You cannot confirm this {kind} because it's missing a payment method.");
        Self::of_intent(intent, message)
    }

    /// The state of an intent does not permit the call.
    pub(crate) fn of_intent(intent: &Value, message: String) -> Self {
        let kind = text(intent, "object");
        Self::invalid(&format!("{kind}_unexpected_state"), message).with(kind, intent.clone())
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// A text field; empty when it is absent.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The form in which an intent stores it.
    pub(crate) fn fields(&self) -> Value {
        Value::Object(self.fields.clone())
    }

    pub(crate) fn body(&self) -> Value {
        json!({ "error": self.fields })
    }
}

/// The name of an intent's type.
fn class(intent: &Value) -> &'static str {
    if text(intent, "object") == "setup_intent" { "SetupIntent" } else { "PaymentIntent" }
}
