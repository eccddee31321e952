//! The `Idempotency-Key` header: a repeated request with the same key gets the stored response.

use std::collections::HashSet;

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::Serialize;
use sha2::{Digest, Sha256};
use shared::{Error, platform::models::idempotency_key::IdempotencyKey};

use crate::{App, problem::Problem};

/// The client's key; `None` without the header.
pub(crate) struct Idempotency {
    key: Option<String>,
    address: String,
}

impl FromRequestParts<App> for Idempotency {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let address = format!("{} {}", parts.method, parts.uri.path());
        let Some(header) = parts.headers.get("idempotency-key") else {
            return Ok(Self { key: None, address });
        };
        let key = header.to_str().ok().map(str::trim).filter(|key| (1..=255).contains(&key.len()));
        let wrong = || {
            Error::field(
                "Idempotency-Key",
                "malformed",
                "must be 1 to 255 printable ASCII characters",
            )
        };
        Ok(Self { key: Some(key.ok_or_else(wrong)?.to_owned()), address })
    }
}

/// Minimum length of a guest's key. A UUID is longer.
const GUEST_KEY_LENGTH: usize = 20;
/// Minimum number of distinct characters in a guest's key.
const GUEST_KEY_VARIETY: usize = 6;

impl Idempotency {
    /// Refuses a guest's key that others could guess, because the stored response to a guest's
    /// request contains the token of the reservation.
    pub(crate) fn require_secret(&self) -> Result<(), Error> {
        let is_secret = |key: &String| {
            let different: HashSet<char> = key.chars().collect();
            key.len() >= GUEST_KEY_LENGTH && different.len() >= GUEST_KEY_VARIETY
        };
        if self.key.as_ref().is_none_or(is_secret) {
            return Ok(());
        }
        let detail = "must be random and have at least 20 characters, such as a UUID: for a guest \
            it is a secret";
        Err(Error::field("Idempotency-Key", "too_weak", detail))
    }

    /// Returns the key of `scope`, bound to the request's method, path and `body`.
    pub(crate) fn bind(
        self,
        scope: impl Into<String>,
        body: &impl Serialize,
    ) -> Option<IdempotencyKey> {
        let (scope, key) = (scope.into(), self.key?);
        let request = serde_json::json!([self.address, body]).to_string();
        Some(IdempotencyKey {
            scope,
            key,
            request_hash: Sha256::digest(request.as_bytes()).to_vec(),
        })
    }
}
