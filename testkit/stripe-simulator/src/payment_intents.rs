//! `/v1/payment_intents`.

use serde_json::{Value, json};

use crate::{
    cards, customers,
    error::{Result, StripeError},
    intents::{self, is_open},
    objects::{self, set, text},
    params::Params,
    payment_methods,
    payments::pay,
    store::Store,
};

const KIND: &str = "payment_intent";
const FIELDS: &str = "amount currency customer description metadata payment_method \
    payment_method_types allowed_payment_method_types automatic_payment_methods confirm \
    off_session receipt_email return_url setup_future_usage statement_descriptor_suffix";

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
        return Err(StripeError::invalid_param("currency", &currency));
    };
    let settled = store.minimums.get(&currency).filter(|settled| amount < **settled);
    if settled.is_some() || amount < *minimum {
        let message = match settled {
            Some(settled) => format!("Amount must convert to at least {settled} {currency}"),
            None => format!("Amount must be at least {minimum} {currency}"),
        };
        return Err(StripeError::param("amount_too_small", "amount", message));
    }
    let confirms = params.flag("confirm")?;
    let off_session = params.text("off_session").is_some_and(|value| value != "false");
    if off_session && !confirms {
        let message = "The parameter off_session can only be passed when confirm is true.";
        return Err(StripeError::param("parameter_invalid_empty", "off_session", message));
    }
    let mut intent = objects::payment_intent(amount, &currency);
    set(&mut intent, "customer", customers::of_params(store, &params)?);
    set(&mut intent, "metadata", params.metadata()?);
    set(&mut intent, "setup_future_usage", params.usage("setup_future_usage")?);
    params.copy(&["description", "receipt_email", "statement_descriptor_suffix"], &mut intent);
    if let Some(wanted) = params.text("payment_method") {
        let method = usable(store, &wanted, text(&intent, "customer"))?;
        set(&mut intent, "payment_method", method);
        set(&mut intent, "status", "requires_confirmation");
    }
    let intent = store.create(intent, "payment_intent.created");
    if confirms { pay(store, text(&intent, "id"), off_session) } else { Ok(intent) }
}

pub(crate) fn confirm(store: &mut Store, id: &str, params: Params) -> Result<Value> {
    let params =
        params.only(&format!("{FIELDS} client_secret key payment_method_data use_stripe_sdk"))?;
    let intent = intents::open(store, KIND, id)?;
    if let Some(usage) = params.usage("setup_future_usage")? {
        store.change(id, json!({ "setup_future_usage": usage }));
    }
    let method = match (params.text("payment_method"), params.object("payment_method_data")) {
        (Some(wanted), _) => usable(store, &wanted, text(&intent, "customer"))?,
        (None, Some(data)) => payment_methods::create_from(store, data)?,
        (None, None) => text(&intent, "payment_method").to_owned(),
    };
    if !method.is_empty() {
        store.change(id, json!({ "payment_method": method }));
    }
    pay(store, id, params.flag("off_session")?)
}

pub(crate) fn update(store: &mut Store, id: &str, params: Params) -> Result<Value> {
    let params = params.only("customer description metadata payment_method receipt_email")?;
    let intent = store.get(KIND, id)?;
    let mut fields = json!({ "metadata": params.metadata_over(intent.get("metadata"))? });
    for name in ["description", "receipt_email"] {
        if params.has(name) {
            set(&mut fields, name, params.text(name));
        }
    }
    if let Some(customer) = customers::of_params(store, &params)? {
        if !is_open(&intent) {
            return Err(StripeError::unexpected_state(&intent, "update"));
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
            return Err(StripeError::of_intent(&intent, message));
        }
        set(&mut fields, "payment_method", usable(store, &wanted, text(&intent, "customer"))?);
        set(&mut fields, "status", "requires_confirmation");
        set(&mut fields, "next_action", Value::Null);
    }
    store.change(id, fields);
    store.get(KIND, id)
}

pub(crate) fn cancel(store: &mut Store, id: &str, params: Params) -> Result<Value> {
    let params = params.only("cancellation_reason")?;
    let mut fields = json!({ "canceled_at": objects::now() });
    params.copy(&["cancellation_reason"], &mut fields);
    intents::cancel(store, KIND, id, fields)
}

/// Only `metadata['key']:'value'` of Stripe's query language is simulated.
pub(crate) fn search(store: &Store, params: Params) -> Result<Value> {
    let query = params.only("query limit page")?.required("query")?;
    let condition = query.strip_prefix("metadata['").and_then(|rest| rest.strip_suffix('\''));
    let (key, value) = condition
        .and_then(|condition| condition.split_once("']:'"))
        .ok_or_else(|| StripeError::invalid_param("query", &query))?;
    let mut found = store.all(KIND);
    found.retain(|intent| {
        intent.get("metadata").is_some_and(|metadata| text(metadata, key) == value)
    });
    found.reverse();
    Ok(json!({ "object": "search_result", "data": found, "has_more": false, "next_page": null,
            "url": "/v1/payment_intents/search" }))
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
