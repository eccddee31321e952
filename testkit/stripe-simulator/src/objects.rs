//! Stripe's objects with every field of the wire format; `objects.json` has the constant fields.

use std::{
    sync::LazyLock,
    time::{SystemTime, UNIX_EPOCH},
};

use rand::RngExt;
use serde_json::{Value, json};

use crate::error::StripeError;

/// Days to respond to a dispute.
const DAYS_TO_RESPOND: u64 = 7;
/// In seconds.
pub(crate) const DAY: u64 = 86_400;

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Fields by kind of object.
static TEMPLATES: LazyLock<Value> =
    LazyLock::new(|| match serde_json::from_str(include_str!("objects.json")) {
        Ok(templates) => templates,
        Err(error) => panic!("objects.json: {error}"),
    });

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// A new id, such as `pi_3Kd…`.
pub(crate) fn id(prefix: &str) -> String {
    let mut rng = rand::rng();
    let random = (0..24)
        .filter_map(|_| ALPHABET.get(rng.random_range(0..ALPHABET.len())))
        .map(|byte| char::from(*byte));
    format!("{prefix}_{}", random.collect::<String>())
}

pub(crate) fn set(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value.into());
    }
}

/// A text field; empty when it is absent or null.
pub(crate) fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// An integer field; 0 when it is absent or null.
pub(crate) fn number(object: &Value, name: &str) -> i64 {
    object.get(name).and_then(Value::as_i64).unwrap_or_default()
}

/// A new object with the fields of its template and `fields`.
pub(crate) fn object(prefix: &str, kind: &str, fields: Value) -> Value {
    let mut object = TEMPLATES.get(kind).cloned().unwrap_or_default();
    merge(&mut object, json!({ "id": id(prefix), "object": kind, "created": now() }));
    merge(&mut object, fields);
    object
}

/// Sets fields, also those of nested objects.
fn merge(target: &mut Value, fields: Value) {
    match (target, fields) {
        (Value::Object(target), Value::Object(fields)) => {
            for (name, value) in fields {
                merge(target.entry(name).or_insert(Value::Null), value);
            }
        }
        (target, value) => *target = value,
    }
}

/// A card, which may be in a wallet such as `apple_pay`.
pub(crate) fn payment_method(
    brand: &str,
    last4: &str,
    (exp_month, exp_year): (i64, i64),
    wallet: Option<&str>,
) -> Value {
    let wallet = wallet.map(|kind| json!({ "type": kind, kind: {}, "dynamic_last4": last4 }));
    let card = json!({ "brand": brand, "display_brand": brand, "exp_month": exp_month,
        "exp_year": exp_year, "fingerprint": format!("fp{last4}"), "last4": last4,
        "networks": { "available": [brand] }, "wallet": wallet });
    object("pm", "payment_method", json!({ "card": card }))
}

pub(crate) fn setup_intent() -> Value {
    intent("seti", "setup_intent", json!({}))
}

pub(crate) fn payment_intent(amount: i64, currency: &str) -> Value {
    intent("pi", "payment_intent", json!({ "amount": amount, "currency": currency }))
}

fn intent(prefix: &str, kind: &str, fields: Value) -> Value {
    let mut intent = object(prefix, kind, fields);
    let secret = format!("{}_secret_{}", text(&intent, "id"), id("s"));
    set(&mut intent, "client_secret", secret);
    intent
}

/// A charge that is declined with `failure`.
pub(crate) fn charge(intent: &Value, method: &Value, failure: Option<&StripeError>) -> Value {
    let paid = failure.is_none();
    let card = method.get("card").cloned().unwrap_or_default();
    let amount = number(intent, "amount");
    let captured = if paid { amount } else { 0 };
    let card = json!({ "amount_authorized": captured, "brand": card.get("brand"),
        "checks": card.get("checks"), "exp_month": card.get("exp_month"),
        "exp_year": card.get("exp_year"), "fingerprint": card.get("fingerprint"),
        "last4": card.get("last4"), "network": text(&card, "brand"),
        "overcapture": { "maximum_amount_capturable": captured }, "wallet": card.get("wallet") });
    let outcome = json!({
        "network_status": if paid { "approved_by_network" } else { "declined_by_network" },
        "seller_message": if paid { "Payment complete." } else { "The bank refused." },
        "type": if paid { "authorized" } else { "issuer_declined" } });
    let mut charge = object(
        "ch",
        "charge",
        json!({
            "amount": amount, "amount_captured": captured, "captured": paid,
            "currency": intent.get("currency"), "customer": intent.get("customer"),
            "description": intent.get("description"), "metadata": intent.get("metadata"),
            "failure_code": failure.map(|error| error.field("code")),
            "failure_message": failure.map(|error| error.field("message")), "outcome": outcome,
            "paid": paid, "payment_intent": intent.get("id"), "payment_method": method.get("id"),
            "payment_method_details": { "card": card },
            "status": if paid { "succeeded" } else { "failed" },
        }),
    );
    let url = format!("/v1/charges/{}/refunds", text(&charge, "id"));
    merge(&mut charge, json!({ "refunds": { "url": url } }));
    charge
}

pub(crate) fn refund(charge: &Value, amount: i64) -> Value {
    let fields = json!({ "amount": amount, "charge": charge.get("id"),
        "currency": charge.get("currency"), "customer": charge.get("customer"),
        "payment_intent": charge.get("payment_intent"),
        "payment_method": charge.get("payment_method") });
    object("re", "refund", fields)
}

pub(crate) fn dispute(charge: &Value, amount: i64) -> Value {
    let brand = charge.pointer("/payment_method_details/card/brand").and_then(Value::as_str);
    let reason_code = match brand {
        Some("amex") => "F29",
        Some("mastercard") => "4837",
        _ => "10.4",
    };
    let card = json!({ "brand": brand, "network": brand, "network_reason_code": reason_code });
    let fields = json!({ "amount": amount, "charge": charge.get("id"),
        "currency": charge.get("currency"), "payment_intent": charge.get("payment_intent"),
        "evidence_details": { "due_by": now() + DAYS_TO_RESPOND * DAY },
        "payment_method_details": { "card": card } });
    object("dp", "dispute", fields)
}

/// The redirect to the bank's authentication page.
pub(crate) fn next_action(intent_id: &str) -> Value {
    json!({ "type": "use_stripe_sdk", "use_stripe_sdk": {
        "type": "three_d_secure_redirect", "source": id("src"),
        "stripe_js": format!("/_simulator/authenticate/{intent_id}") } })
}

pub(crate) fn event(kind: &str, about: &Value) -> Value {
    object("evt", "event", json!({ "type": kind, "data": { "object": about } }))
}
