//! Behaviour that setup and payment intents share.

use serde_json::{Value, json};

use crate::{
    customers,
    error::{Result, StripeError},
    objects::{next_action, set, text},
    store::Store,
};

/// The intent can still be confirmed.
pub(crate) fn is_open(intent: &Value) -> bool {
    matches!(
        text(intent, "status"),
        "requires_payment_method" | "requires_confirmation" | "requires_action"
    )
}

/// An intent that can still be confirmed and whose customer is not deleted.
pub(crate) fn open(store: &Store, kind: &str, id: &str) -> Result<Value> {
    let intent = store.get(kind, id)?;
    if !is_open(&intent) {
        return Err(StripeError::unexpected_state(&intent, "confirm"));
    }
    match text(&intent, "customer") {
        "" => Ok(intent),
        customer => customers::live_param(store, customer).map(|_| intent),
    }
}

/// An intent in the status that permits `verb`.
pub(crate) fn expect(
    store: &Store,
    kind: &str,
    id: &str,
    status: &str,
    verb: &str,
) -> Result<Value> {
    let intent = store.get(kind, id)?;
    if text(&intent, "status") != status {
        return Err(StripeError::unexpected_state(&intent, verb));
    }
    Ok(intent)
}

pub(crate) fn require_action(store: &mut Store, kind: &str, id: &str) -> Value {
    let fields = json!({ "status": "requires_action", "next_action": next_action(id) });
    store.update(id, fields, &format!("{kind}.requires_action"))
}

/// Cancels an intent and changes `fields`.
pub(crate) fn cancel(store: &mut Store, kind: &str, id: &str, mut fields: Value) -> Result<Value> {
    let intent = store.get(kind, id)?;
    if matches!(text(&intent, "status"), "succeeded" | "canceled" | "processing") {
        return Err(StripeError::unexpected_state(&intent, "cancel"));
    }
    set(&mut fields, "status", "canceled");
    set(&mut fields, "next_action", Value::Null);
    Ok(store.update(id, fields, &format!("{kind}.canceled")))
}

/// Removes the payment method that has failed and returns the error with the intent.
pub(crate) fn fail(store: &mut Store, kind: &str, id: &str, error: StripeError) -> StripeError {
    let (last_error, event) = match kind {
        "setup_intent" => ("last_setup_error", "setup_intent.setup_failed"),
        _ => ("last_payment_error", "payment_intent.payment_failed"),
    };
    let fields = json!({ "status": "requires_payment_method", "payment_method": null,
        "next_action": null, last_error: error.fields() });
    let intent = store.update(id, fields, event);
    error.with(kind, intent)
}
