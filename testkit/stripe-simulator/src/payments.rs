//! Charging an intent: it succeeds, is declined or waits for authentication.

use serde_json::{Value, json};

use crate::{
    balance_transactions,
    cards::{self, Behaviour},
    disputes,
    error::{Result, StripeError},
    objects::{self, next_action, set, text},
    payment_methods,
    store::Store,
};

/// Charges the intent's payment method.
pub(crate) fn pay(store: &mut Store, id: &str, off_session: bool) -> Result<Value> {
    let intent = store.get("payment_intent", id)?;
    let method = text(&intent, "payment_method").to_owned();
    if method.is_empty() {
        let message =
            "You cannot confirm this PaymentIntent because it's missing a payment method.";
        return Err(StripeError::invalid("payment_intent_unexpected_state", message)
            .with("payment_intent", intent));
    }
    let behaviour = cards::behaviour(store.numbers.get(&method).map_or("", String::as_str));
    let is_authenticated = store.authenticated.iter().any(|known| known == id);
    match behaviour {
        Behaviour::Works | Behaviour::AuthenticatesSetup => succeed(store, id, &method),
        Behaviour::Processes => {
            store.change(
                id,
                json!({ "status": "processing", "next_action": null, "last_payment_error": null }),
            );
            store.emit("payment_intent.processing", id);
            store.get("payment_intent", id)
        }
        Behaviour::Disputed => {
            succeed(store, id, &method)?;
            disputes::open(store, id)?;
            store.get("payment_intent", id)
        }
        Behaviour::AuthenticatesAlways if is_authenticated => succeed(store, id, &method),
        Behaviour::AuthenticatesAlways if off_session => {
            let message = "Your card was declined. This transaction requires authentication.";
            let error = StripeError::card(
                "authentication_required",
                Some("authentication_required"),
                message,
            );
            Err(fail(store, id, &error, Some(&method)))
        }
        Behaviour::AuthenticatesAlways => {
            store
                .change(id, json!({ "status": "requires_action", "next_action": next_action(id) }));
            store.emit("payment_intent.requires_action", id);
            store.get("payment_intent", id)
        }
        Behaviour::Declines(reason)
        | Behaviour::DeclinesCharge(reason)
        | Behaviour::AuthenticatesThenDeclines(reason) => {
            Err(fail(store, id, &cards::declined(reason), Some(&method)))
        }
    }
}

pub(crate) fn authenticate(store: &mut Store, id: &str, succeeds: bool) -> Result<Value> {
    let intent = store.get("payment_intent", id)?;
    if text(&intent, "status") != "requires_action" {
        return Err(unexpected(&intent, "authenticate"));
    }
    if !succeeds {
        let message = "The provided PaymentMethod has failed authentication.";
        let error = StripeError::invalid("payment_intent_authentication_failure", message);
        return Err(fail(store, id, &error, None));
    }
    store.authenticated.push(id.to_owned());
    pay(store, id, false)
}

/// Ends a payment in status `processing`.
pub(crate) fn settle_processing(store: &mut Store, id: &str, succeeds: bool) -> Result<Value> {
    let intent = store.get("payment_intent", id)?;
    if text(&intent, "status") != "processing" {
        return Err(unexpected(&intent, "settle"));
    }
    let method = text(&intent, "payment_method").to_owned();
    if succeeds {
        return succeed(store, id, &method);
    }
    fail(store, id, &cards::declined("insufficient_funds"), Some(&method));
    store.get("payment_intent", id)
}

fn succeed(store: &mut Store, id: &str, method: &str) -> Result<Value> {
    let intent = store.get("payment_intent", id)?;
    if !text(&intent, "setup_future_usage").is_empty() && !text(&intent, "customer").is_empty() {
        payment_methods::attach_to(store, method, text(&intent, "customer"))?;
    }
    let charge = objects::charge(&intent, &store.get("payment_method", method)?, None);
    let charge = store.add(charge);
    balance_transactions::of_charge(store, &charge)?;
    store.change(
        id,
        json!({ "status": "succeeded", "amount_received": intent.get("amount"),
            "latest_charge": charge,
        "next_action": null, "last_payment_error": null }),
    );
    store.emit("charge.succeeded", &charge);
    store.emit("payment_intent.succeeded", id);
    store.get("payment_intent", id)
}

fn fail(store: &mut Store, id: &str, error: &StripeError, method: Option<&str>) -> StripeError {
    let last_error = error.fields();
    let intent = store.get("payment_intent", id).unwrap_or_default();
    let mut fields = json!({ "status": "requires_payment_method", "payment_method": null,
        "next_action": null,
        "last_payment_error": last_error });
    if let Some(method) = method.and_then(|method| store.get("payment_method", method).ok()) {
        let failure = (text(&last_error, "code"), text(&last_error, "message"));
        let charge = store.add(objects::charge(&intent, &method, Some(failure)));
        store.emit("charge.failed", &charge);
        set(&mut fields, "latest_charge", charge);
    }
    store.change(id, fields);
    store.emit("payment_intent.payment_failed", id);
    error.clone().with("payment_intent", store.get("payment_intent", id).unwrap_or_default())
}

pub(crate) fn unexpected(intent: &Value, verb: &str) -> StripeError {
    StripeError::unexpected_state("PaymentIntent", intent, verb)
}
