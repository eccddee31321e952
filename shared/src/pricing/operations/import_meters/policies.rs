//! Policies of the Curb Data Specification by their ids.

use std::collections::HashMap;

use serde_json::Value;

use crate::{
    places::import::{CityStatement, ImportError, read_feed},
    pricing::domain::tariff::curb_policy::CurbPolicy,
};

/// Each policy, or the reason why it cannot be read.
pub(super) type Policies = HashMap<String, Result<CurbPolicy, String>>;

/// Reads the response of `/curbs/policies`, with what it states about the city.
///
/// # Errors
/// When the file is not a complete response.
pub(super) fn read(bytes: &[u8]) -> Result<(Policies, CityStatement), ImportError> {
    let feed = read_feed(bytes, "policies")?;
    let policies = feed.items.into_iter().filter_map(|item| {
        let id = item.get("curb_policy_id").and_then(Value::as_str)?.to_owned();
        Some((id, serde_json::from_value(item).map_err(|error| error.to_string())))
    });
    Ok((policies.collect(), feed.stated))
}
