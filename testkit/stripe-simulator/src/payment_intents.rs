//! `/v1/payment_intents`.

use serde_json::{Value, json};

use crate::{
    balance_transactions,
    books::Books,
    cards::{self, Behaviour},
    customers, disputes,
    error::{Result, StripeError},
    objects::{self, set, text},
    params::Params,
    payment_methods,
    setup_intents::next_action,
};

const FIELDS: &[&str] = &[
    "amount",
    "currency",
    "customer",
    "description",
    "metadata",
    "payment_method",
    "payment_method_types",
    "allowed_payment_method_types",
    "automatic_payment_methods",
    "confirm",
    "off_session",
    "receipt_email",
    "return_url",
    "setup_future_usage",
    "statement_descriptor_suffix",
];

/// Smallest amounts, in minor units (<https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts>).
const MINIMUM: &[(&str, i64)] = &[("cad", 50), ("eur", 50), ("gbp", 30), ("jpy", 50), ("usd", 50)];

pub(crate) fn create(books: &mut Books, params: Params) -> Result<Value> {
    let params = params.only(FIELDS)?;
    params.check_payment_method_types()?;
    let missing = |name| StripeError::param("parameter_missing", name, format!("Missing required param: {name}."));
    let amount = params.integer("amount")?.ok_or_else(|| missing("amount"))?;
    let currency = params.required("currency")?.to_lowercase();
    let Some((_, minimum)) = MINIMUM.iter().find(|(known, _)| *known == currency) else {
        return Err(StripeError::param(
            "parameter_invalid_string",
            "currency",
            format!("Invalid currency: {currency}"),
        ));
    };
    if amount < *minimum {
        let message = format!("Amount must be at least {minimum} {currency}");
        return Err(StripeError::param("amount_too_small", "amount", message));
    }
    if params.text("off_session").is_some_and(|value| value != "false") && !params.flag("confirm")? {
        let message = "The parameter off_session can only be passed when confirm is true.";
        return Err(StripeError::param("parameter_invalid_empty", "off_session", message));
    }
    let mut intent = objects::payment_intent(amount, &currency);
    if let Some(customer) = params.text("customer") {
        customers::live(books, &customer)?;
        set(&mut intent, "customer", customer);
    }
    set(&mut intent, "metadata", params.metadata()?);
    for name in ["description", "receipt_email", "setup_future_usage", "statement_descriptor_suffix"] {
        set(&mut intent, name, params.text(name));
    }
    let method =
        params.text("payment_method").map(|wanted| usable(books, &wanted, text(&intent, "customer"))).transpose()?;
    if let Some(method) = &method {
        set(&mut intent, "payment_method", method.as_str());
        set(&mut intent, "status", "requires_confirmation");
    }
    let id = books.add(intent);
    books.emit("payment_intent.created", &id);
    if params.flag("confirm")? {
        pay(books, &id, params.text("off_session").is_some_and(|value| value != "false"))
    } else {
        books.get("payment_intent", &id)
    }
}

pub(crate) fn confirm(books: &mut Books, id: &str, params: Params) -> Result<Value> {
    let params = params.only(&[FIELDS, &["client_secret", "key", "use_stripe_sdk"]].concat())?;
    let intent = books.get("payment_intent", id)?;
    if !matches!(text(&intent, "status"), "requires_payment_method" | "requires_confirmation" | "requires_action") {
        return Err(unexpected(&intent, "confirm"));
    }
    if let Some(wanted) = params.text("payment_method") {
        let method = usable(books, &wanted, text(&intent, "customer"))?;
        books.change(id, json!({ "payment_method": method }));
    }
    pay(books, id, params.flag("off_session")?)
}

pub(crate) fn cancel(books: &mut Books, id: &str, params: Params) -> Result<Value> {
    let params = params.only(&["cancellation_reason"])?;
    let intent = books.get("payment_intent", id)?;
    if matches!(text(&intent, "status"), "succeeded" | "canceled" | "processing") {
        return Err(unexpected(&intent, "cancel"));
    }
    books.change(
        id,
        json!({ "status": "canceled", "canceled_at": objects::now(), "next_action": null,
        "cancellation_reason": params.text("cancellation_reason") }),
    );
    books.emit("payment_intent.canceled", id);
    books.get("payment_intent", id)
}

/// The driver has, or has not, satisfied the bank.
pub(crate) fn authenticate(books: &mut Books, id: &str, succeeds: bool) -> Result<Value> {
    let intent = books.get("payment_intent", id)?;
    if text(&intent, "status") != "requires_action" {
        return Err(unexpected(&intent, "authenticate"));
    }
    if !succeeds {
        let message = "The provided PaymentMethod has failed authentication.";
        let error = StripeError::invalid("payment_intent_authentication_failure", message);
        return Err(fail(books, id, &error, None));
    }
    books.authenticated.push(id.to_owned());
    pay(books, id, false)
}

/// Finds by `metadata['key']:'value'`, the one form of Stripe's query language that is simulated.
pub(crate) fn search(books: &Books, params: Params) -> Result<Value> {
    let query = params.only(&["query", "limit", "page"])?.required("query")?;
    let wrong =
        || StripeError::param("parameter_invalid_string", "query", "Only metadata['key']:'value' is simulated.");
    let (key, value) = query.strip_prefix("metadata['").and_then(|rest| rest.split_once("']:'")).ok_or_else(wrong)?;
    let value = value.strip_suffix('\'').ok_or_else(wrong)?;
    let mut found = books.all("payment_intent");
    found.retain(|intent| intent.get("metadata").is_some_and(|metadata| text(metadata, key) == value));
    found.reverse();
    Ok(
        json!({ "object": "search_result", "data": found, "has_more": false, "next_page": null, "url": "/v1/payment_intents/search" }),
    )
}

/// A payment method that this customer may use.
fn usable(books: &mut Books, wanted: &str, customer: &str) -> Result<String> {
    let id = payment_methods::resolve(books, wanted)?;
    let method = books.get("payment_method", &id)?;
    if text(&method, "customer") == customer || (text(&method, "customer").is_empty() && cards::find(wanted).is_some())
    {
        return Ok(id);
    }
    let message = format!("The PaymentMethod {id} does not belong to the Customer you supplied ({customer}).");
    Err(StripeError::param("payment_method_unexpected_state", "payment_method", message))
}

fn pay(books: &mut Books, id: &str, off_session: bool) -> Result<Value> {
    let intent = books.get("payment_intent", id)?;
    let method = text(&intent, "payment_method").to_owned();
    if method.is_empty() {
        let message = "You cannot confirm this PaymentIntent because it's missing a payment method.";
        return Err(StripeError::invalid("payment_intent_unexpected_state", message).with("payment_intent", intent));
    }
    let behaviour = cards::behaviour(books.numbers.get(&method).map_or("", String::as_str));
    let is_authenticated = books.authenticated.iter().any(|known| known == id);
    match behaviour {
        Behaviour::Works | Behaviour::AuthenticatesSetup => succeed(books, id, &method),
        Behaviour::Disputed => {
            succeed(books, id, &method)?;
            disputes::open(books, id)?;
            books.get("payment_intent", id)
        }
        Behaviour::AuthenticatesAlways if is_authenticated => succeed(books, id, &method),
        Behaviour::AuthenticatesAlways if off_session => {
            let message = "Your card was declined. This transaction requires authentication.";
            let error = StripeError::card("authentication_required", Some("authentication_required"), message);
            Err(fail(books, id, &error, Some(&method)))
        }
        Behaviour::AuthenticatesAlways => {
            books.change(id, json!({ "status": "requires_action", "next_action": next_action(id) }));
            books.emit("payment_intent.requires_action", id);
            books.get("payment_intent", id)
        }
        Behaviour::Declines(code, reason)
        | Behaviour::DeclinesCharge(code, reason)
        | Behaviour::AuthenticatesThenDeclines(code, reason) => {
            Err(fail(books, id, &cards::declined(code, reason), Some(&method)))
        }
    }
}

fn succeed(books: &mut Books, id: &str, method: &str) -> Result<Value> {
    let intent = books.get("payment_intent", id)?;
    let charge = objects::charge(&intent, &books.get("payment_method", method)?, None);
    let charge = books.add(charge);
    balance_transactions::of_charge(books, &charge)?;
    books.change(
        id,
        json!({ "status": "succeeded", "amount_received": intent.get("amount"), "latest_charge": charge,
        "next_action": null, "last_payment_error": null }),
    );
    books.emit("charge.succeeded", &charge);
    books.emit("payment_intent.succeeded", id);
    books.get("payment_intent", id)
}

fn fail(books: &mut Books, id: &str, error: &StripeError, method: Option<&str>) -> StripeError {
    let remembered = error.remembered();
    let intent = books.get("payment_intent", id).unwrap_or_default();
    let mut fields = json!({ "status": "requires_payment_method", "payment_method": null, "next_action": null,
        "last_payment_error": remembered });
    if let Some(method) = method.and_then(|method| books.get("payment_method", method).ok()) {
        let failure = (text(&remembered, "code"), text(&remembered, "message"));
        let charge = books.add(objects::charge(&intent, &method, Some(failure)));
        books.emit("charge.failed", &charge);
        set(&mut fields, "latest_charge", charge);
    }
    books.change(id, fields);
    books.emit("payment_intent.payment_failed", id);
    error.clone().with("payment_intent", books.get("payment_intent", id).unwrap_or_default())
}

fn unexpected(intent: &Value, verb: &str) -> StripeError {
    let message =
        format!("You cannot {verb} this PaymentIntent because it has a status of {}.", text(intent, "status"));
    StripeError::invalid("payment_intent_unexpected_state", message).with("payment_intent", intent.clone())
}
