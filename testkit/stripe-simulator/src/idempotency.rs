//! Idempotency keys: a repeated call returns the saved response; a different call is an error.

use std::collections::HashMap;

use axum::http::StatusCode;
use serde_json::Value;

use crate::error::{Result, StripeError};

#[derive(Debug, Clone)]
pub(crate) struct SavedResponse {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
}

pub(crate) struct Entry {
    fingerprint: String,
    response: Option<SavedResponse>,
}

/// Used keys; the response is `None` while the call is in progress.
#[derive(Default)]
pub(crate) struct Keys(pub(crate) HashMap<String, Entry>);

impl Keys {
    /// The saved response; `None` when the call is new and has to be executed.
    pub(crate) fn begin(
        &mut self,
        key: &str,
        fingerprint: String,
    ) -> Result<Option<SavedResponse>> {
        let Some(entry) = self.0.get(key) else {
            self.0.insert(key.to_owned(), Entry { fingerprint, response: None });
            return Ok(None);
        };
        if entry.fingerprint != fingerprint {
            return Err(reused(key));
        }
        entry.response.clone().map(Some).ok_or_else(in_use)
    }

    /// Saves the response of a call, or releases the key of a call that had no effect.
    pub(crate) fn finish(&mut self, key: &str, response: Option<&SavedResponse>) {
        match (response, self.0.get_mut(key)) {
            (None, _) => drop(self.0.remove(key)),
            (Some(response), Some(entry)) => entry.response = Some(response.clone()),
            // All keys were forgotten while the call was in progress.
            (Some(_), None) => {}
        }
    }
}

pub(crate) fn reused(key: &str) -> StripeError {
    let message = format!(
        "Keys for idempotent requests can only be used with the same parameters they were first \
         used with. Try using a key other than '{key}' if you meant to execute a different request."
    );
    StripeError::new(StatusCode::BAD_REQUEST, "idempotency_error", None, message)
}

pub(crate) fn in_use() -> StripeError {
    let message =
        "There is currently another in-progress request using this Stripe-Idempotency-Key.";
    let code = Some("idempotency_key_in_use");
    StripeError::new(StatusCode::CONFLICT, "invalid_request_error", code, message)
}
