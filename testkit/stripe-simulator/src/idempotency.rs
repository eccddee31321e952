//! Idempotency keys: a repeated call returns the saved response; a different call is an error.

use std::collections::HashMap;

use axum::http::StatusCode;
use serde_json::Value;

use crate::error::StripeError;

#[derive(Debug, Clone)]
pub(crate) struct SavedResponse {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
}

impl SavedResponse {
    /// The code of the error; empty when there is none.
    pub(crate) fn code(&self) -> &str {
        self.body.pointer("/error/code").and_then(Value::as_str).unwrap_or_default()
    }
}

struct Entry {
    fingerprint: String,
    response: Option<SavedResponse>,
}

/// Used keys; the response is `None` while the call is in progress.
#[derive(Default)]
pub(crate) struct Keys(HashMap<String, Entry>);

impl Keys {
    /// The saved response; `None` when the call is new and has to be executed.
    pub(crate) fn begin(
        &mut self,
        key: &str,
        fingerprint: &str,
    ) -> Result<Option<SavedResponse>, StripeError> {
        let Some(entry) = self.0.get(key) else {
            self.0.insert(
                key.to_owned(),
                Entry { fingerprint: fingerprint.to_owned(), response: None },
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
        match &entry.response {
            Some(response) => Ok(Some(response.clone())),
            None => {
                let message = "There is currently another in-progress request using this \
                    Stripe-Idempotency-Key.";
                let code = Some("idempotency_key_in_use");
                Err(StripeError::new(StatusCode::CONFLICT, "invalid_request_error", code, message))
            }
        }
    }

    pub(crate) fn finish(&mut self, key: &str, response: SavedResponse) {
        if let Some(entry) = self.0.get_mut(key) {
            entry.response = Some(response);
        }
    }

    pub(crate) fn forget_all(&mut self) {
        self.0.clear();
    }

    /// Releases the key of a call that had no effect.
    pub(crate) fn forget(&mut self, key: &str) {
        self.0.remove(key);
    }
}
