//! The envelope of all lists of the Curb Data Specification.

use serde::Deserialize;
use serde_json::Value;

use crate::places::import::{CityStatement, ImportError};

/// A list with the members of its envelope.
#[derive(Debug)]
pub struct CurbFeed {
    pub stated: CityStatement,
    pub items: Vec<Value>,
}

#[derive(Debug, Deserialize)]
struct Envelope {
    time_zone: Option<String>,
    currency: Option<String>,
    #[serde(default)]
    data: Value,
    links: Option<Links>,
}

#[derive(Debug, Deserialize)]
struct Links {
    next: Option<Value>,
}

/// Reads a response, whose `data` is an object with the list. Some feeds have a list of such
/// objects, as in the schema of version 1.0.
///
/// # Errors
/// When the file is not JSON, lacks the list, or has a next page.
pub fn read_feed(bytes: &[u8], list: &'static str) -> Result<CurbFeed, ImportError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let Envelope { time_zone, currency, data, links } = serde_json::from_slice(bytes)?;
    if links.is_some_and(|links| links.next.is_some()) {
        return Err(ImportError::FeedPage);
    }
    let parts = match data {
        Value::Array(parts) => parts,
        part => vec![part],
    };
    let mut items = Vec::new();
    for mut part in parts {
        match part.get_mut(list).map(Value::take) {
            Some(Value::Array(more)) => items.extend(more),
            _ => return Err(ImportError::NoFeed(list)),
        }
    }
    Ok(CurbFeed { stated: CityStatement { file: list, time_zone, currency }, items })
}
