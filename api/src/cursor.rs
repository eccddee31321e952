//! Pagination cursors: the end of a page as opaque text.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike, Utc};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error as _},
};
use uuid::Uuid;

use crate::extract::non_empty;

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

/// A query parameter with a position that [`write()`] has encoded. An empty text counts as absent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<T>(pub(crate) T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Cursor<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = BASE64_URL_SAFE_NO_PAD.decode(non_empty(deserializer)?).ok();
        let position = json.and_then(|json| serde_json::from_slice(&json).ok());
        position
            .map(Self)
            .ok_or_else(|| D::Error::custom("must be a next_cursor of the page before"))
    }
}

/// The instant of a position, in years that PostgreSQL can represent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CursorTime(pub(crate) DateTime<Utc>);

impl<'de> Deserialize<'de> for CursorTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let at = DateTime::<Utc>::deserialize(deserializer)?;
        if (1..=9_999).contains(&at.year()) {
            Ok(Self(at))
        } else {
            Err(D::Error::custom("must be in the years 1 to 9999"))
        }
    }
}
