//! `/v1/payment_intents`.

use serde_json::{Value, json};

use crate::{
    cards, customers,
    error::{Result, StripeError},
    objects::{self, set, text},
    params::Params,
    payment_methods,
    payments::{pay, unexpected},
    store::Store,
};

const FIELDS: &str = "amount currency customer description metadata payment_method \
    payment_method_types \
    allowed_payment_method_types automatic_payment_methods confirm off_session receipt_email \
    return_url setup_future_usage statement_descriptor_suffix";

/// Minimum amounts in minor units
/// (<https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts>).
const MINIMUM: &[(&str, i64)] = &[("cad", 50), ("eur", 50), ("gbp", 30), ("jpy", 50), ("usd", 50)];

pub(crate) fn create(store: &mut Store, params: Params) -> Result<Value> {
    let params = params.only(FIELDS)?;
    params.check_payment_method_types()?;
    params.required("amount")?;
    let amount = params.integer("amount")?.unwrap_or_default();
    let currency = params.required("currency")?.to_lowercase();
    let Some((_, minimum)) = MINIMUM.iter().find(|(known, _)| *known == currency) else {
        return Err(StripeError::param(
            "parameter_invalid_string",
            "currency",
            format!("Invalid currency: {currency}"),
        ));
    };
    if let Some(settled) = store.minimums.get(&currency).filter(|settled| amount < **settled) {
        let message = format!("Amount must convert to at least {settled} {currency}");
        return Err(StripeError::param("amount_too_small", "amount", message));
    }
    if amount < *minimum {
        let message = format!("Amount must be at least {minimum} {currency}");
        return Err(StripeError::param("amount_too_small", "amount", message));
    }
    if params.text("off_session").is_some_and(|value| value != "false")
        && !params.flag("confirm")?
    {
        let message = "The parameter off_session can only be passed when confirm is true.";
        return Err(StripeError::param("parameter_invalid_empty", "off_session", message));
    }
    let mut intent = objects::payment_intent(amount, &currency);
    if let Some(customer) = params.text("customer") {
        customers::live_param(store, &customer)?;
        set(&mut intent, "customer", customer);
    }
    set(&mut intent, "metadata", params.metadata()?);
    set(&mut intent, "setup_future_usage", setup_future_usage(&params)?);
    for name in ["description", "receipt_email", "statement_descriptor_suffix"] {
        set(&mut intent, name, params.text(name));
    }
    let method = params
        .text("payment_method")
        .map(|wanted| usable(store, &wanted, text(&intent, "customer")))
        .transpose()?;
    if let Some(method) = &method {
        set(&mut intent, "payment_method", method.as_str());
        set(&mut intent, "status", "requires_confirmation");
    }
    let id = store.add(intent);
    store.emit("payment_intent.created", &id);
    if params.flag("confirm")? {
        pay(store, &id, params.text("off_session").is_some_and(|value| value != "false"))
    } else {
        store.get("payment_intent", &id)
    }
}

pub(crate) fn confirm(store: &mut Store, id: &str, params: Params) -> Result<Value> {
    let params =
        params.only(&format!("{FIELDS} client_secret key payment_method_data use_stripe_sdk"))?;
    let intent = store.get("payment_intent", id)?;
    if !is_open(&intent) {
        return Err(unexpected(&intent, "confirm"));
    }
    customers::check_of(store, &intent)?;
    if let Some(usage) = setup_future_usage(&params)? {
        store.change(id, json!({ "setup_future_usage": usage }));
    }
    let method = match (params.text("payment_method"), params.object("payment_method_data")) {
        (Some(wanted), _) => Some(usable(store, &wanted, text(&intent, "customer"))?),
        (None, Some(data)) => Some(payment_methods::create_from(store, data)?),
        (None, None) => None,
    };
    if let Some(method) = method {
        store.change(id, json!({ "payment_method": method }));
    }
    pay(store, id, params.flag("off_session")?)
}

pub(crate) fn update(store: &mut Store, id: &str, params: Params) -> Result<Value> {
    let params = params.only("customer description metadata payment_method receipt_email")?;
    let intent = store.get("payment_intent", id)?;
    let mut fields = json!({ "metadata": params.metadata_over(intent.get("metadata"))? });
    for name in ["description", "receipt_email"] {
        if params.has(name) {
            set(&mut fields, name, params.text(name));
        }
    }
    if let Some(customer) = params.text("customer") {
        customers::live_param(store, &customer)?;
        if !is_open(&intent) {
            return Err(unexpected(&intent, "update"));
        }
        set(&mut fields, "customer", customer);
    }
    if let Some(wanted) = params.text("payment_method") {
        if !is_open(&intent) {
            let status = text(&intent, "status");
            let message = format!(
                "This PaymentIntent's payment_method could not be updated because it has a status \
                    of {status}."
            );
            return Err(StripeError::invalid("payment_intent_unexpected_state", message)
                .with("payment_intent", intent));
        }
        set(&mut fields, "payment_method", usable(store, &wanted, text(&intent, "customer"))?);
        set(&mut fields, "status", "requires_confirmation");
        set(&mut fields, "next_action", Value::Null);
    }
    store.change(id, fields);
    store.get("payment_intent", id)
}

pub(crate) fn cancel(store: &mut Store, id: &str, params: Params) -> Result<Value> {
    let params = params.only("cancellation_reason")?;
    let intent = store.get("payment_intent", id)?;
    if matches!(text(&intent, "status"), "succeeded" | "canceled" | "processing") {
        return Err(unexpected(&intent, "cancel"));
    }
    store.change(
        id,
        json!({ "status": "canceled", "canceled_at": objects::now(), "next_action": null,
        "cancellation_reason": params.text("cancellation_reason") }),
    );
    store.emit("payment_intent.canceled", id);
    store.get("payment_intent", id)
}

/// Only `metadata['key']:'value'` of Stripe's query language is simulated.
pub(crate) fn search(store: &Store, params: Params) -> Result<Value> {
    let query = params.only("query limit page")?.required("query")?;
    let wrong = || {
        StripeError::param(
            "parameter_invalid_string",
            "query",
            "Only metadata['key']:'value' is simulated.",
        )
    };
    let (key, value) = query
        .strip_prefix("metadata['")
        .and_then(|rest| rest.split_once("']:'"))
        .ok_or_else(wrong)?;
    let value = value.strip_suffix('\'').ok_or_else(wrong)?;
    let mut found = store.all("payment_intent");
    found.retain(|intent| {
        intent.get("metadata").is_some_and(|metadata| text(metadata, key) == value)
    });
    found.reverse();
    Ok(json!({ "object": "search_result", "data": found, "has_more": false, "next_page": null,
            "url": "/v1/payment_intents/search" }))
}

/// The intent can still be paid.
fn is_open(intent: &Value) -> bool {
    matches!(
        text(intent, "status"),
        "requires_payment_method" | "requires_confirmation" | "requires_action"
    )
}

fn setup_future_usage(params: &Params) -> Result<Option<String>> {
    match params.text("setup_future_usage") {
        Some(other) if !matches!(other.as_str(), "on_session" | "off_session") => {
            let message = format!("Invalid setup_future_usage: {other}");
            Err(StripeError::param("parameter_invalid_string", "setup_future_usage", message))
        }
        usage => Ok(usage),
    }
}

/// Resolves a payment method; one of another customer is an error.
fn usable(store: &mut Store, wanted: &str, customer: &str) -> Result<String> {
    let id = payment_methods::resolve_param(store, wanted)?;
    let method = store.get("payment_method", &id)?;
    if text(&method, "customer") == customer
        || (text(&method, "customer").is_empty() && cards::find(wanted).is_some())
    {
        return Ok(id);
    }
    let message = format!(
        "The PaymentMethod {id} does not belong to the Customer you supplied ({customer})."
    );
    Err(StripeError::param("payment_method_unexpected_state", "payment_method", message))
}
