//! An intent is paid, refused, or waits for the driver's bank.

use serde_json::{Value, json};

use crate::{
    balance_transactions,
    books::Books,
    cards::{self, Behaviour},
    disputes,
    error::{Result, StripeError},
    objects::{self, set, text},
    payment_intents::unexpected,
    payment_methods,
    setup_intents::next_action,
};

/// Charges the intent's payment method.
pub(crate) fn pay(books: &mut Books, id: &str, off_session: bool) -> Result<Value> {
    let intent = books.get("payment_intent", id)?;
    let method = text(&intent, "payment_method").to_owned();
    if method.is_empty() {
        let message =
            "You cannot confirm this PaymentIntent because it's missing a payment method.";
        return Err(StripeError::invalid("payment_intent_unexpected_state", message)
            .with("payment_intent", intent));
    }
    let behaviour = cards::behaviour(books.numbers.get(&method).map_or("", String::as_str));
    let is_authenticated = books.authenticated.iter().any(|known| known == id);
    match behaviour {
        Behaviour::Works | Behaviour::AuthenticatesSetup => succeed(books, id, &method),
        Behaviour::Processes => {
            books.change(
                id,
                json!({ "status": "processing", "next_action": null, "last_payment_error": null }),
            );
            books.emit("payment_intent.processing", id);
            books.get("payment_intent", id)
        }
        Behaviour::Disputed => {
            succeed(books, id, &method)?;
            disputes::open(books, id)?;
            books.get("payment_intent", id)
        }
        Behaviour::AuthenticatesAlways if is_authenticated => succeed(books, id, &method),
        Behaviour::AuthenticatesAlways if off_session => {
            let message = "Your card was declined. This transaction requires authentication.";
            let error = StripeError::card(
                "authentication_required",
                Some("authentication_required"),
                message,
            );
            Err(fail(books, id, &error, Some(&method)))
        }
        Behaviour::AuthenticatesAlways => {
            books
                .change(id, json!({ "status": "requires_action", "next_action": next_action(id) }));
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

/// The bank has decided about a payment that was processing.
pub(crate) fn settle_processing(books: &mut Books, id: &str, succeeds: bool) -> Result<Value> {
    let intent = books.get("payment_intent", id)?;
    if text(&intent, "status") != "processing" {
        return Err(unexpected(&intent, "settle"));
    }
    let method = text(&intent, "payment_method").to_owned();
    if succeeds {
        return succeed(books, id, &method);
    }
    fail(books, id, &cards::declined("card_declined", "insufficient_funds"), Some(&method));
    books.get("payment_intent", id)
}

fn succeed(books: &mut Books, id: &str, method: &str) -> Result<Value> {
    let intent = books.get("payment_intent", id)?;
    if !text(&intent, "setup_future_usage").is_empty() && !text(&intent, "customer").is_empty() {
        payment_methods::attach_to(books, method, text(&intent, "customer"))?;
    }
    let charge = objects::charge(&intent, &books.get("payment_method", method)?, None);
    let charge = books.add(charge);
    balance_transactions::of_charge(books, &charge)?;
    books.change(
        id,
        json!({ "status": "succeeded", "amount_received": intent.get("amount"),
            "latest_charge": charge,
        "next_action": null, "last_payment_error": null }),
    );
    books.emit("charge.succeeded", &charge);
    books.emit("payment_intent.succeeded", id);
    books.get("payment_intent", id)
}

fn fail(books: &mut Books, id: &str, error: &StripeError, method: Option<&str>) -> StripeError {
    let remembered = error.remembered();
    let intent = books.get("payment_intent", id).unwrap_or_default();
    let mut fields = json!({ "status": "requires_payment_method", "payment_method": null,
        "next_action": null,
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
