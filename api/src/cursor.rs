//! Pagination cursors: the end of a page as opaque text.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use shared::{Error, Result};
use uuid::Uuid;

/// The end of a page of a list that is sorted by distance and id. The distance is stored as bits,
/// so that it is read back exactly.
#[derive(Serialize, Deserialize)]
pub(crate) struct DistanceCursor(u64, Uuid);

impl DistanceCursor {
    pub(crate) fn new(distance: f64, id: Uuid) -> Self {
        Self(distance.to_bits(), id)
    }

    pub(crate) fn into_parts(self) -> (f64, Uuid) {
        (f64::from_bits(self.0), self.1)
    }
}

/// Encodes a position.
pub(crate) fn write(position: &impl Serialize) -> Option<String> {
    serde_json::to_vec(position).ok().map(|json| BASE64_URL_SAFE_NO_PAD.encode(json))
}

/// Decodes a position that [`write`] has encoded.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    BASE64_URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or_else(malformed)
}

/// Decodes an instant and an id that [`write`] has encoded. Refuses an instant that PostgreSQL
/// cannot represent.
pub(crate) fn read_instant(text: &str) -> Result<(DateTime<Utc>, Uuid)> {
    let (at, id): (DateTime<Utc>, Uuid) = read(text)?;
    if (1..=9_999).contains(&at.year()) { Ok((at, id)) } else { Err(malformed()) }
}

fn malformed() -> Error {
    Error::field("cursor", "malformed", "must be a next_cursor of the page before")
}
