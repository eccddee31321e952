//! Injected faults of the API, the network and webhooks.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use serde::Deserialize;

use crate::{error::StripeError, idempotency};

/// "No effect" means that the call changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The call takes effect after `delay_ms`.
    Slow,
    /// 500 without an effect, saved under the idempotency key.
    Error500,
    /// 500 after the effect, saved under the idempotency key.
    Error500After,
    /// 502 with an HTML page, as from a proxy in front of Stripe.
    BadGateway,
    /// 401: the secret key is expired.
    Authentication,
    /// 403: the secret key is restricted.
    Permission,
    /// 429 `lock_timeout`.
    LockTimeout,
    /// 409 `idempotency_key_in_use`.
    KeyInUse,
    /// 400 `idempotency_error`.
    KeyReused,
    /// 402 `card_declined`.
    CardDeclined,
    /// 402 `authentication_required`.
    ApprovalRequired,
    /// 400: the payment method was detached.
    CardUnavailable,
    /// 400 `resource_missing`: the customer was deleted.
    CustomerMissing,
    /// 404 `resource_missing`.
    ObjectMissing,
    /// 400 `amount_too_small`.
    AmountTooSmall,
    /// 400 `payment_intent_unexpected_state`.
    UnexpectedState,
    /// 400 `parameter_unknown`.
    Parameter,
    /// 429 without an effect.
    RateLimit,
    /// The connection is closed without an effect.
    DropBefore,
    /// The connection is closed after the effect, without a response.
    DropAfter,
    /// The response is held after the effect until it is released.
    HoldAfter,
    /// The response never arrives after the effect; the connection stays open.
    Hang,
    /// The next webhook is delivered twice.
    WebhookTwice,
    /// The next webhook is lost.
    WebhookLost,
    /// The next webhook is delayed by `delay_ms`, so that later ones overtake it.
    WebhookLate,
}

/// A fault and the calls to which it applies.
#[derive(Debug, Clone, Deserialize)]
pub struct Fault {
    pub fault: FaultKind,
    /// A prefix of the path; with a wildcard `*`, the whole path. It applies to POST unless it
    /// begins with another method: `GET /v1/refunds`.
    #[serde(default)]
    pub path: String,
    /// Number of calls to which it applies.
    #[serde(default = "once")]
    pub times: u32,
    /// For [`FaultKind::Slow`] and [`FaultKind::WebhookLate`].
    #[serde(default)]
    pub delay_ms: u64,
}

fn once() -> u32 {
    1
}

impl Fault {
    /// A fault of one POST to `path`.
    pub fn once(fault: FaultKind, path: &str) -> Self {
        Self { fault, path: path.to_owned(), times: 1, delay_ms: 0 }
    }

    pub(crate) fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms)
    }
}

/// Pending faults, oldest first.
#[derive(Default)]
pub(crate) struct Faults(pub(crate) Vec<Fault>);

impl Faults {
    /// Takes the fault of a call.
    pub(crate) fn of_call(&mut self, method: &Method, path: &str) -> Option<Fault> {
        self.take(|fault| {
            let (verb, pattern) = fault.path.split_once(' ').unwrap_or(("POST", &fault.path));
            !is_of_webhook(fault.fault) && verb == method.as_str() && path_matches(pattern, path)
        })
    }

    /// Takes the fault of a webhook.
    pub(crate) fn of_webhook(&mut self) -> Option<Fault> {
        self.take(|fault| is_of_webhook(fault.fault))
    }

    fn take(&mut self, applies: impl Fn(&Fault) -> bool) -> Option<Fault> {
        let index = self.0.iter().position(applies)?;
        let fault = self.0.get_mut(index)?;
        fault.times -= 1;
        let taken = fault.clone();
        if taken.times == 0 {
            self.0.remove(index);
        }
        Some(taken)
    }
}

impl FaultKind {
    /// The error that replaces the effect, and whether it is saved under the idempotency key. Only
    /// errors after the endpoint began to execute are saved
    /// (<https://docs.stripe.com/api/idempotent_requests>).
    pub(crate) fn error(self) -> Option<(StripeError, bool)> {
        let message = self.message();
        let new =
            |status, code| StripeError::new(status, "invalid_request_error", Some(code), message);
        let declined = |code, reason| StripeError::card(code, Some(reason), message);
        let too_many = StatusCode::TOO_MANY_REQUESTS;
        let approval = "authentication_required";
        Some(match self {
            Self::Authentication => (new(StatusCode::UNAUTHORIZED, "api_key_expired"), false),
            Self::Permission => (new(StatusCode::FORBIDDEN, "more_permissions_required"), false),
            Self::RateLimit => {
                let kind = "rate_limit_error";
                (StripeError::new(too_many, kind, Some("rate_limit"), message), false)
            }
            Self::LockTimeout => (new(too_many, "lock_timeout"), false),
            Self::KeyInUse => (idempotency::in_use(), false),
            Self::KeyReused => (idempotency::reused("key"), false),
            Self::Parameter => (StripeError::param("parameter_unknown", "colour", message), false),
            Self::Error500 => (internal(), true),
            Self::CardDeclined => (declined("card_declined", "insufficient_funds"), true),
            Self::ApprovalRequired => (declined(approval, approval), true),
            Self::CardUnavailable => (StripeError::unnamed(message), true),
            Self::CustomerMissing => {
                (StripeError::missing_param("customer", "cus_deleted", "customer"), true)
            }
            Self::ObjectMissing => (StripeError::missing("object", "id_1"), true),
            Self::AmountTooSmall => {
                (StripeError::param("amount_too_small", "amount", message), true)
            }
            Self::UnexpectedState => {
                (StripeError::invalid("payment_intent_unexpected_state", message), true)
            }
            _ => return None,
        })
    }

    fn message(self) -> &'static str {
        match self {
            Self::Authentication => "Expired API Key provided: sk_test_****",
            Self::Permission => {
                "The provided key does not have the required permissions for this endpoint."
            }
            Self::RateLimit => "Too many requests.",
            Self::LockTimeout => {
                "This object cannot be accessed right now because another API request is using it."
            }
            Self::CardDeclined => "Your card has insufficient funds.",
            Self::ApprovalRequired => {
                "Your card was declined. This transaction requires authentication."
            }
            Self::CardUnavailable => {
                "The provided PaymentMethod was detached from a Customer. It may not be used again."
            }
            Self::AmountTooSmall => "Amount must convert to at least 50 cents.",
            Self::UnexpectedState => "It has an unexpected state.",
            Self::Parameter => "Received unknown parameter: colour",
            _ => "",
        }
    }
}

pub(crate) fn internal() -> StripeError {
    let message = "Something went wrong on Stripe's end.";
    StripeError::new(StatusCode::INTERNAL_SERVER_ERROR, "api_error", None, message)
}

fn is_of_webhook(fault: FaultKind) -> bool {
    matches!(fault, FaultKind::WebhookTwice | FaultKind::WebhookLost | FaultKind::WebhookLate)
}

fn path_matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => path.starts_with(pattern),
        Some((head, tail)) => path.strip_prefix(head).is_some_and(|rest| rest.ends_with(tail)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcard_matches_any_text() {
        let confirm = "/v1/payment_intents/*/confirm";
        assert!(path_matches(confirm, "/v1/payment_intents/pi_1/confirm"));
        assert!(!path_matches(confirm, "/v1/payment_intents/pi_1/cancel"));
        assert!(!path_matches(confirm, "/v1/payment_intents"));
        assert!(!path_matches(confirm, "/v1/setup_intents/seti_1/confirm"));
        // The tail must not overlap the head.
        assert!(!path_matches("/v1/a*a", "/v1/a"));
        assert!(path_matches("/v1/payment_intents", "/v1/payment_intents/pi_1/confirm"));
        assert!(path_matches("*", "/v1/refunds"));
    }
}
