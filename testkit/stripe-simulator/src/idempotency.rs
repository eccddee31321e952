//! Idempotency keys: the same call again gets the same answer; another call under the same key is
//! refused.

use std::collections::HashMap;

use axum::http::StatusCode;
use serde_json::Value;

use crate::error::StripeError;

/// An answer that was given.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
}

impl Answer {
    /// The code of the error, or nothing.
    pub(crate) fn code(&self) -> &str {
        self.body.pointer("/error/code").and_then(Value::as_str).unwrap_or_default()
    }
}

struct Entry {
    fingerprint: String,
    answer: Option<Answer>,
}

/// Every key that was ever used.
#[derive(Default)]
pub(crate) struct Keys(HashMap<String, Entry>);

impl Keys {
    /// The answer that was given under this key; `None` when the call is to be made now.
    pub(crate) fn begin(
        &mut self,
        key: &str,
        fingerprint: &str,
    ) -> Result<Option<Answer>, StripeError> {
        let Some(entry) = self.0.get(key) else {
            self.0.insert(
                key.to_owned(),
                Entry { fingerprint: fingerprint.to_owned(), answer: None },
            );
            return Ok(None);
        };
        if entry.fingerprint != fingerprint {
            let message = format!(
                "Keys for idempotent requests can only be used with the same parameters they were \
                    first used with. \
                 Try using a key other than '{key}' if you meant to execute a different request."
            );
            return Err(StripeError::new(
                StatusCode::BAD_REQUEST,
                "idempotency_error",
                None,
                message,
            ));
        }
        match &entry.answer {
            Some(answer) => Ok(Some(answer.clone())),
            None => {
                let message = "There is currently another in-progress request using this \
                    Stripe-Idempotency-Key.";
                let code = Some("idempotency_key_in_use");
                Err(StripeError::new(StatusCode::CONFLICT, "invalid_request_error", code, message))
            }
        }
    }

    /// Remembers the answer.
    pub(crate) fn finish(&mut self, key: &str, answer: Answer) {
        if let Some(entry) = self.0.get_mut(key) {
            entry.answer = Some(answer);
        }
    }

    /// Every key is old.
    pub(crate) fn forget_all(&mut self) {
        self.0.clear();
    }

    /// The call was cut off before it had an effect.
    pub(crate) fn forget(&mut self, key: &str) {
        self.0.remove(key);
    }
}
