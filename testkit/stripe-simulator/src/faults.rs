//! Faults on demand: what goes wrong between a client and Stripe.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::http::{Method, StatusCode};
use serde::Deserialize;

use crate::error::StripeError;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The call takes effect after a while.
    Slow,
    /// Stripe answers 500, without an effect, and saves that under the idempotency key.
    Error500,
    /// The call has its effect; Stripe answers 500 all the same, and saves that under the
    /// idempotency key.
    Error500After,
    /// A proxy before Stripe answers 502 with a page of its own.
    BadGateway,
    /// Stripe answers 401: the secret key is wrong or expired.
    Authentication,
    /// Stripe answers 403: the secret key is restricted.
    Permission,
    /// Stripe answers 429 `lock_timeout`.
    LockTimeout,
    /// Stripe answers 409 `idempotency_key_in_use`.
    KeyInUse,
    /// Stripe answers 400 `idempotency_error`.
    KeyReused,
    /// Stripe answers 402 `card_declined`.
    CardDeclined,
    /// Stripe answers 402 `authentication_required`.
    ApprovalRequired,
    /// Stripe answers 400: the payment method was detached.
    CardUnavailable,
    /// Stripe answers 400 `resource_missing`: the customer was deleted.
    CustomerMissing,
    /// Stripe answers 404 `resource_missing`.
    ObjectMissing,
    /// Stripe answers 400 `amount_too_small`.
    AmountTooSmall,
    /// Stripe answers 400 `payment_intent_unexpected_state`.
    UnexpectedState,
    /// Stripe answers 400 `parameter_unknown`.
    Parameter,
    /// Stripe answers 429, without an effect.
    RateLimit,
    /// The connection is cut before the call has an effect.
    DropBefore,
    /// The call has its effect, then the connection is cut without an answer.
    DropAfter,
    /// The call has its effect, and the answer is held back until it is released.
    HoldAfter,
    /// The call has its effect, and the answer never comes: the connection stays open.
    Hang,
    /// The next webhook is sent twice.
    WebhookTwice,
    /// The next webhook is lost.
    WebhookLost,
    /// The next webhook waits before it is sent, so that later ones overtake it.
    WebhookLate,
}

/// A fault, for the calls that it is meant for.
#[derive(Debug, Clone, Deserialize)]
pub struct Fault {
    /// What goes wrong.
    pub fault: FaultKind,
    /// Beginning of the path of the calls that it is meant for; with a `*`, which stands for
    /// anything, the whole of it. Only POSTs are meant, unless it begins with another method: `GET
    /// /v1/refunds`.
    #[serde(default)]
    pub path: String,
    /// How often.
    #[serde(default = "once")]
    pub times: u32,
    /// For [`FaultKind::Slow`] and [`FaultKind::WebhookLate`]: how long, in milliseconds.
    #[serde(default)]
    pub delay_ms: u64,
}

fn once() -> u32 {
    1
}

impl Fault {
    /// A fault that happens once to a POST to `path`.
    pub fn once(fault: FaultKind, path: &str) -> Self {
        Self { fault, path: path.to_owned(), times: 1, delay_ms: 0 }
    }

    /// How long a slow call, or a late webhook, takes.
    pub(crate) fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms)
    }
}

/// Faults that are still to happen.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(crate) fn inject(&self, fault: Fault) {
        self.lock().push(fault);
    }

    /// The fault that is to happen to a call to `path` now.
    pub(crate) fn of_call(&self, method: &Method, path: &str) -> Option<Fault> {
        self.take(|fault| {
            let (verb, pattern) = fault.path.split_once(' ').unwrap_or(("POST", &fault.path));
            !is_of_webhook(fault.fault) && verb == method.as_str() && is_path_meant(pattern, path)
        })
    }

    /// Forgets the faults that have not happened.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// The fault that is to happen to a webhook now.
    pub(crate) fn of_webhook(&self) -> Option<Fault> {
        self.take(|fault| is_of_webhook(fault.fault))
    }

    fn take(&self, wanted: impl Fn(&Fault) -> bool) -> Option<Fault> {
        let mut faults = self.lock();
        let index = faults.iter().position(wanted)?;
        let fault = faults.get_mut(index)?;
        fault.times -= 1;
        let taken = fault.clone();
        if taken.times == 0 {
            faults.remove(index);
        }
        Some(taken)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FaultKind {
    /// The error that Stripe answers with instead of an effect, and whether it is saved under the
    /// idempotency key: only what happens once the endpoint began to execute is
    /// (<https://docs.stripe.com/api/idempotent_requests>).
    pub(crate) fn error(self) -> Option<(StripeError, bool)> {
        let new = |status, kind, code, message| StripeError::new(status, kind, code, message);
        let invalid = "invalid_request_error";
        Some(match self {
            Self::Error500 => (internal(), true),
            Self::Authentication => {
                let message = "Expired API Key provided: sk_test_****";
                (new(StatusCode::UNAUTHORIZED, invalid, Some("api_key_expired"), message), false)
            }
            Self::Permission => {
                let message =
                    "The provided key does not have the required permissions for this endpoint.";
                (
                    new(StatusCode::FORBIDDEN, invalid, Some("more_permissions_required"), message),
                    false,
                )
            }
            Self::RateLimit => {
                let code = Some("rate_limit");
                (
                    new(
                        StatusCode::TOO_MANY_REQUESTS,
                        "rate_limit_error",
                        code,
                        "Too many requests.",
                    ),
                    false,
                )
            }
            Self::LockTimeout => {
                let message = "This object cannot be accessed right now because another API \
                    request is using it.";
                (new(StatusCode::TOO_MANY_REQUESTS, invalid, Some("lock_timeout"), message), false)
            }
            Self::KeyInUse => {
                let message = "There is currently another in-progress request using this \
                    Stripe-Idempotency-Key.";
                (new(StatusCode::CONFLICT, invalid, Some("idempotency_key_in_use"), message), false)
            }
            Self::KeyReused => {
                let message =
                    "Keys for idempotent requests can only be used with the same parameters.";
                (new(StatusCode::BAD_REQUEST, "idempotency_error", None, message), false)
            }
            Self::CardDeclined => {
                let message = "Your card has insufficient funds.";
                (StripeError::card("card_declined", Some("insufficient_funds"), message), true)
            }
            Self::ApprovalRequired => {
                let message = "Your card was declined. This transaction requires authentication.";
                (
                    StripeError::card(
                        "authentication_required",
                        Some("authentication_required"),
                        message,
                    ),
                    true,
                )
            }
            Self::CardUnavailable => {
                let message = "The provided PaymentMethod was detached from a Customer. It may \
                    not be used again.";
                (StripeError::unnamed(message), true)
            }
            Self::CustomerMissing => {
                (StripeError::missing_param("customer", "cus_deleted", "customer"), true)
            }
            Self::ObjectMissing => (StripeError::missing("object", "id_1"), true),
            Self::AmountTooSmall => {
                let message = "Amount must convert to at least 50 cents.";
                (StripeError::param("amount_too_small", "amount", message), true)
            }
            Self::UnexpectedState => (
                StripeError::invalid(
                    "payment_intent_unexpected_state",
                    "It has an unexpected state.",
                ),
                true,
            ),
            Self::Parameter => (
                StripeError::param(
                    "parameter_unknown",
                    "colour",
                    "Received unknown parameter: colour",
                ),
                false,
            ),
            Self::Slow
            | Self::Error500After
            | Self::BadGateway
            | Self::DropBefore
            | Self::DropAfter
            | Self::HoldAfter
            | Self::Hang
            | Self::WebhookTwice
            | Self::WebhookLost
            | Self::WebhookLate => return None,
        })
    }
}

/// Something went wrong at Stripe.
pub(crate) fn internal() -> StripeError {
    let message = "Something went wrong on Stripe's end.";
    StripeError::new(StatusCode::INTERNAL_SERVER_ERROR, "api_error", None, message)
}

fn is_of_webhook(fault: FaultKind) -> bool {
    matches!(fault, FaultKind::WebhookTwice | FaultKind::WebhookLost | FaultKind::WebhookLate)
}

fn is_path_meant(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => path.starts_with(pattern),
        Some((head, tail)) => path.strip_prefix(head).is_some_and(|rest| rest.ends_with(tail)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        let confirm = "/v1/payment_intents/*/confirm";
        assert!(is_path_meant(confirm, "/v1/payment_intents/pi_1/confirm"));
        assert!(!is_path_meant(confirm, "/v1/payment_intents/pi_1/cancel"));
        assert!(!is_path_meant(confirm, "/v1/payment_intents"));
        assert!(!is_path_meant(confirm, "/v1/setup_intents/seti_1/confirm"));
        // The star stands for something that comes after the head.
        assert!(!is_path_meant("/v1/a*a", "/v1/a"));
        assert!(is_path_meant("/v1/payment_intents", "/v1/payment_intents/pi_1/confirm"));
        assert!(is_path_meant("*", "/v1/refunds"));
    }
}
