//! `/v1/setup_intents`.

use serde_json::{Value, json};

use crate::{
    books::Books,
    cards::{self, Behaviour},
    customers,
    error::{Result, StripeError},
    objects::{self, id, set, text},
    params::Params,
    payment_methods,
};

const FIELDS: &[&str] = &[
    "customer",
    "usage",
    "metadata",
    "description",
    "payment_method_types",
    "allowed_payment_method_types",
    "automatic_payment_methods",
    "payment_method",
    "confirm",
    "return_url",
];

pub(crate) fn create(books: &mut Books, params: Params) -> Result<Value> {
    let params = params.only(FIELDS)?;
    params.check_payment_method_types()?;
    let mut intent = objects::setup_intent();
    if let Some(customer) = params.text("customer") {
        customers::live_param(books, &customer)?;
        set(&mut intent, "customer", customer);
    }
    match params.text("usage").as_deref() {
        None | Some("off_session") => {}
        Some("on_session") => set(&mut intent, "usage", "on_session"),
        Some(other) => {
            return Err(StripeError::param(
                "parameter_invalid_string",
                "usage",
                format!("Invalid usage: {other}"),
            ));
        }
    }
    set(&mut intent, "metadata", params.metadata()?);
    set(&mut intent, "description", params.text("description"));
    let id = books.add(intent);
    books.emit("setup_intent.created", &id);
    if params.flag("confirm")? {
        return confirm(books, &id, params);
    }
    books.get("setup_intent", &id)
}

pub(crate) fn confirm(books: &mut Books, id: &str, params: Params) -> Result<Value> {
    let params = params.only(
        &[FIELDS, &["payment_method_data", "client_secret", "key", "use_stripe_sdk"]].concat(),
    )?;
    let intent = books.get("setup_intent", id)?;
    if !matches!(
        text(&intent, "status"),
        "requires_payment_method" | "requires_confirmation" | "requires_action"
    ) {
        return Err(unexpected(&intent, "confirm"));
    }
    customers::check_of(books, &intent)?;
    let method = match (params.text("payment_method"), params.object("payment_method_data")) {
        (Some(wanted), _) => payment_methods::named(books, &wanted)?,
        (None, Some(data)) => payment_methods::mint_from(books, data)?,
        (None, None) => {
            let message =
                "You cannot confirm this SetupIntent because it's missing a payment method.";
            return Err(StripeError::invalid("setup_intent_unexpected_state", message)
                .with("setup_intent", intent));
        }
    };
    books.change(
        id,
        json!({ "payment_method": method, "latest_attempt": objects::id("setatt"),
            "last_setup_error": null }),
    );
    match cards::behaviour(books.numbers.get(&method).map_or("", String::as_str)) {
        Behaviour::Works
        | Behaviour::Disputed
        | Behaviour::Processes
        | Behaviour::DeclinesCharge(..) => succeed(books, id),
        Behaviour::Declines(code, reason) => Err(fail(books, id, &cards::declined(code, reason))),
        Behaviour::AuthenticatesSetup
        | Behaviour::AuthenticatesAlways
        | Behaviour::AuthenticatesThenDeclines(..) => {
            books
                .change(id, json!({ "status": "requires_action", "next_action": next_action(id) }));
            books.emit("setup_intent.requires_action", id);
            books.get("setup_intent", id)
        }
    }
}

/// The driver has, or has not, satisfied the bank.
pub(crate) fn authenticate(books: &mut Books, id: &str, succeeds: bool) -> Result<Value> {
    let intent = books.get("setup_intent", id)?;
    if text(&intent, "status") != "requires_action" {
        return Err(unexpected(&intent, "authenticate"));
    }
    if succeeds {
        return succeed(books, id);
    }
    let message = "We are unable to authenticate your payment method. Please choose a different \
        payment method and try again.";
    Err(fail(books, id, &StripeError::invalid("setup_intent_authentication_failure", message)))
}

pub(crate) fn cancel(books: &mut Books, id: &str) -> Result<Value> {
    let intent = books.get("setup_intent", id)?;
    if matches!(text(&intent, "status"), "succeeded" | "canceled" | "processing") {
        return Err(unexpected(&intent, "cancel"));
    }
    books.change(id, json!({ "status": "canceled", "next_action": null }));
    books.emit("setup_intent.canceled", id);
    books.get("setup_intent", id)
}

/// What the browser is to do to satisfy the bank.
pub(crate) fn next_action(intent_id: &str) -> Value {
    let source = id("src");
    json!({ "type": "use_stripe_sdk", "use_stripe_sdk": {
        "type": "three_d_secure_redirect",
            "stripe_js": format!("/_simulator/authenticate/{intent_id}"), "source": source } })
}

fn succeed(books: &mut Books, id: &str) -> Result<Value> {
    let intent = books.get("setup_intent", id)?;
    if !text(&intent, "customer").is_empty() {
        payment_methods::attach_to(
            books,
            text(&intent, "payment_method"),
            text(&intent, "customer"),
        )?;
    }
    books.change(id, json!({ "status": "succeeded", "next_action": null }));
    books.emit("setup_intent.succeeded", id);
    books.get("setup_intent", id)
}

fn fail(books: &mut Books, id: &str, error: &StripeError) -> StripeError {
    let fields = json!({ "status": "requires_payment_method", "payment_method": null,
        "next_action": null,
        "last_setup_error": error.remembered() });
    books.change(id, fields);
    books.emit("setup_intent.setup_failed", id);
    error.clone().with("setup_intent", books.get("setup_intent", id).unwrap_or_default())
}

fn unexpected(intent: &Value, verb: &str) -> StripeError {
    let message = format!(
        "You cannot {verb} this SetupIntent because it has a status of {}.",
        text(intent, "status")
    );
    StripeError::invalid("setup_intent_unexpected_state", message)
        .with("setup_intent", intent.clone())
}
