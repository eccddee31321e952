//! Lists with filters and cursor pagination, newest first.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use crate::{
    error::{Result, StripeError},
    objects::{number, text},
    params::Params,
    store::Store,
};

/// Collection, kind of its objects, supported filters.
pub(crate) const COLLECTIONS: &[(&str, &str, &str)] = &[
    ("balance_transactions", "balance_transaction", "currency source type"),
    ("charges", "charge", "customer payment_intent"),
    ("customers", "customer", "email"),
    ("disputes", "dispute", "charge payment_intent"),
    ("events", "event", "type"),
    ("payment_intents", "payment_intent", "customer"),
    ("payment_methods", "payment_method", "customer type"),
    ("refunds", "refund", "charge payment_intent"),
    ("setup_intents", "setup_intent", "customer payment_method"),
];

const DEFAULT_LIMIT: usize = 10;

pub(crate) fn kind(collection: &str) -> Option<&'static str> {
    COLLECTIONS.iter().find(|(name, ..)| *name == collection).map(|(_, kind, _)| *kind)
}

pub(crate) fn page(store: &Store, collection: &str, params: Params) -> Result<Value> {
    let Some((_, kind, filters)) = COLLECTIONS.iter().find(|(name, ..)| *name == collection) else {
        return Err(StripeError::missing("collection", collection));
    };
    let params = params.only(&format!("{filters} created ending_before limit starting_after"))?;
    let (limit, created) = (limit(&params)?, created(&params)?);
    let matches = |object: &Value| {
        let time = number(object, "created");
        let is_match =
            |name: &str| params.text(name).is_none_or(|value| text(object, name) == value);
        object.get("deleted").is_none()
            && created.contains(&time)
            && filters.split(' ').all(is_match)
    };
    let mut all = store.all(kind);
    all.reverse();
    let position = |id: &str| {
        let found = all.iter().position(|object| text(object, "id") == id);
        found.ok_or_else(|| StripeError::missing(kind, id))
    };
    let after = params.text("starting_after").map(|id| position(&id)).transpose()?;
    let before = params.text("ending_before").map(|id| position(&id)).transpose()?;
    let rest =
        all.iter().take(before.unwrap_or(all.len())).skip(after.map_or(0, |after| after + 1));
    let found: Vec<&Value> = rest.filter(|object| matches(object)).collect();
    // `ending_before` returns the page adjacent to the cursor.
    let skipped =
        if before.is_some() && after.is_none() { found.len().saturating_sub(limit) } else { 0 };
    let data: Vec<&Value> = found.iter().skip(skipped).take(limit).copied().collect();
    let has_more = data.len() < found.len();
    Ok(json!({ "object": "list", "data": data, "has_more": has_more,
            "url": format!("/v1/{collection}") }))
}

fn limit(params: &Params) -> Result<usize> {
    match params.integer("limit")? {
        None => Ok(DEFAULT_LIMIT),
        Some(limit @ 1..=100) => Ok(usize::try_from(limit).unwrap_or(DEFAULT_LIMIT)),
        Some(_) => {
            let message = "limit must be between 1 and 100";
            Err(StripeError::param("parameter_invalid_integer", "limit", message))
        }
    }
}

/// `created=…` or `created[gte]=…`.
fn created(params: &Params) -> Result<RangeInclusive<i64>> {
    if let Some(time) = params.integer("created")? {
        return Ok(time..=time);
    }
    let bounds =
        Params(params.object("created").cloned().unwrap_or_default()).only("gt gte lt lte")?;
    let from = bounds.integer("gt")?.map_or(i64::MIN, |time| time.saturating_add(1));
    let to = bounds.integer("lt")?.map_or(i64::MAX, |time| time.saturating_sub(1));
    Ok(from.max(bounds.integer("gte")?.unwrap_or(i64::MIN))
        ..=to.min(bounds.integer("lte")?.unwrap_or(i64::MAX)))
}
