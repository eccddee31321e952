//! `/v1/setup_intents`.

use serde_json::{Value, json};

use crate::{
    cards::{self, Behaviour},
    customers,
    error::{Result, StripeError},
    objects::{self, next_action, set, text},
    params::Params,
    payment_methods,
    store::Store,
};

const FIELDS: &str = "customer usage metadata description payment_method_types \
    allowed_payment_method_types \
    automatic_payment_methods payment_method confirm return_url";

pub(crate) fn create(store: &mut Store, params: Params) -> Result<Value> {
    let params = params.only(FIELDS)?;
    params.check_payment_method_types()?;
    let mut intent = objects::setup_intent();
    if let Some(customer) = params.text("customer") {
        customers::live_param(store, &customer)?;
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
    let id = store.add(intent);
    store.emit("setup_intent.created", &id);
    if params.flag("confirm")? {
        return confirm(store, &id, params);
    }
    store.get("setup_intent", &id)
}

pub(crate) fn confirm(store: &mut Store, id: &str, params: Params) -> Result<Value> {
    let params =
        params.only(&format!("{FIELDS} payment_method_data client_secret key use_stripe_sdk"))?;
    let intent = store.get("setup_intent", id)?;
    if !matches!(
        text(&intent, "status"),
        "requires_payment_method" | "requires_confirmation" | "requires_action"
    ) {
        return Err(unexpected(&intent, "confirm"));
    }
    customers::check_of(store, &intent)?;
    let method = match (params.text("payment_method"), params.object("payment_method_data")) {
        (Some(wanted), _) => payment_methods::resolve_param(store, &wanted)?,
        (None, Some(data)) => payment_methods::create_from(store, data)?,
        (None, None) => {
            let message =
                "You cannot confirm this SetupIntent because it's missing a payment method.";
            return Err(StripeError::invalid("setup_intent_unexpected_state", message)
                .with("setup_intent", intent));
        }
    };
    store.change(
        id,
        json!({ "payment_method": method, "latest_attempt": objects::id("setatt"),
            "last_setup_error": null }),
    );
    match cards::behaviour(store.numbers.get(&method).map_or("", String::as_str)) {
        Behaviour::Works
        | Behaviour::Disputed
        | Behaviour::Processes
        | Behaviour::DeclinesCharge(..) => succeed(store, id),
        Behaviour::Declines(reason) => Err(fail(store, id, &cards::declined(reason))),
        Behaviour::AuthenticatesSetup
        | Behaviour::AuthenticatesAlways
        | Behaviour::AuthenticatesThenDeclines(..) => {
            store
                .change(id, json!({ "status": "requires_action", "next_action": next_action(id) }));
            store.emit("setup_intent.requires_action", id);
            store.get("setup_intent", id)
        }
    }
}

pub(crate) fn authenticate(store: &mut Store, id: &str, succeeds: bool) -> Result<Value> {
    let intent = store.get("setup_intent", id)?;
    if text(&intent, "status") != "requires_action" {
        return Err(unexpected(&intent, "authenticate"));
    }
    if succeeds {
        return succeed(store, id);
    }
    let message = "We are unable to authenticate your payment method. Please choose a different \
        payment method and try again.";
    Err(fail(store, id, &StripeError::invalid("setup_intent_authentication_failure", message)))
}

pub(crate) fn cancel(store: &mut Store, id: &str) -> Result<Value> {
    let intent = store.get("setup_intent", id)?;
    if matches!(text(&intent, "status"), "succeeded" | "canceled" | "processing") {
        return Err(unexpected(&intent, "cancel"));
    }
    store.change(id, json!({ "status": "canceled", "next_action": null }));
    store.emit("setup_intent.canceled", id);
    store.get("setup_intent", id)
}

fn succeed(store: &mut Store, id: &str) -> Result<Value> {
    let intent = store.get("setup_intent", id)?;
    if !text(&intent, "customer").is_empty() {
        payment_methods::attach_to(
            store,
            text(&intent, "payment_method"),
            text(&intent, "customer"),
        )?;
    }
    store.change(id, json!({ "status": "succeeded", "next_action": null }));
    store.emit("setup_intent.succeeded", id);
    store.get("setup_intent", id)
}

fn fail(store: &mut Store, id: &str, error: &StripeError) -> StripeError {
    let fields = json!({ "status": "requires_payment_method", "payment_method": null,
        "next_action": null,
        "last_setup_error": error.fields() });
    store.change(id, fields);
    store.emit("setup_intent.setup_failed", id);
    error.clone().with("setup_intent", store.get("setup_intent", id).unwrap_or_default())
}

fn unexpected(intent: &Value, verb: &str) -> StripeError {
    StripeError::unexpected_state("SetupIntent", intent, verb)
}
