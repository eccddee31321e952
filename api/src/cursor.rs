//! Cursors: where a page ended, as text that clients hand back unread.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use shared::{Error, Result};

/// Writes a place down.
pub(crate) fn write(place: &impl Serialize) -> Option<String> {
    serde_json::to_vec(place).ok().map(|json| BASE64_URL_SAFE_NO_PAD.encode(json))
}

/// Reads a place that [`write`] has written.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    BASE64_URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or_else(|| Error::field("cursor", "malformed", "must be a next_cursor of the page before"))
}
