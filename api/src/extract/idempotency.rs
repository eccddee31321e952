//! The `Idempotency-Key` header: a repeat with the same key is answered, not done again.

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::Serialize;
use sha2::{Digest, Sha256};
use shared::{Error, models::idempotency_key::IdempotencyKey};

use crate::{App, problem::Problem};

/// The client's key, if it sent one.
pub(crate) struct Idempotency {
    key: Option<String>,
    address: String,
}

impl FromRequestParts<App> for Idempotency {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let address = format!("{} {}", parts.method, parts.uri.path());
        let Some(header) = parts.headers.get("idempotency-key") else { return Ok(Self { key: None, address }) };
        let key = header.to_str().ok().map(str::trim).filter(|key| (1..=255).contains(&key.len()));
        let wrong = || Error::field("Idempotency-Key", "malformed", "must be 1 to 255 printable ASCII characters");
        Ok(Self { key: Some(key.ok_or_else(wrong)?.to_owned()), address })
    }
}

impl Idempotency {
    /// The key of `scope`, bound to what is asked for: method, address and `body`.
    pub(crate) fn bind(self, scope: impl Into<String>, body: &impl Serialize) -> Option<IdempotencyKey> {
        let (scope, key) = (scope.into(), self.key?);
        let asked = serde_json::json!([self.address, body]).to_string();
        Some(IdempotencyKey { scope, key, request_hash: Sha256::digest(asked.as_bytes()).to_vec() })
    }
}
