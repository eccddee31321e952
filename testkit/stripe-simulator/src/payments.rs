//! Charging an intent: it succeeds, is declined or waits for authentication.

use serde_json::{Value, json};

use crate::{
    balance_transactions,
    cards::{self, Behaviour},
    disputes,
    error::{Result, StripeError},
    intents,
    objects::{self, set, text},
    payment_methods,
    store::Store,
};

const KIND: &str = "payment_intent";

/// Charges the intent's payment method.
pub(crate) fn pay(store: &mut Store, id: &str, off_session: bool) -> Result<Value> {
    let intent = store.get(KIND, id)?;
    let method = text(&intent, "payment_method");
    if method.is_empty() {
        return Err(StripeError::without_method(&intent));
    }
    let is_authenticated = store.authenticated.iter().any(|known| known == id);
    match payment_methods::behaviour(store, method) {
        Behaviour::Works | Behaviour::AuthenticatesSetup => succeed(store, id, method),
        Behaviour::Processes => {
            let fields =
                json!({ "status": "processing", "next_action": null, "last_payment_error": null });
            Ok(store.update(id, fields, "payment_intent.processing"))
        }
        Behaviour::Disputed => {
            succeed(store, id, method)?;
            disputes::open(store, id)?;
            store.get(KIND, id)
        }
        Behaviour::AuthenticatesAlways if is_authenticated => succeed(store, id, method),
        Behaviour::AuthenticatesAlways if off_session => {
            let code = "authentication_required";
            let message = "Your card was declined. This transaction requires authentication.";
            Err(decline(store, id, StripeError::card(code, Some(code), message), method))
        }
        Behaviour::AuthenticatesAlways => Ok(intents::require_action(store, KIND, id)),
        Behaviour::Declines(reason)
        | Behaviour::DeclinesCharge(reason)
        | Behaviour::AuthenticatesThenDeclines(reason) => {
            Err(decline(store, id, cards::declined(reason), method))
        }
    }
}

pub(crate) fn authenticate(store: &mut Store, id: &str, succeeds: bool) -> Result<Value> {
    intents::expect(store, KIND, id, "requires_action", "authenticate")?;
    if !succeeds {
        let message = "The provided PaymentMethod has failed authentication.";
        let error = StripeError::invalid("payment_intent_authentication_failure", message);
        return Err(intents::fail(store, KIND, id, error));
    }
    store.authenticated.push(id.to_owned());
    pay(store, id, false)
}

/// Ends a payment in status `processing`.
pub(crate) fn settle_processing(store: &mut Store, id: &str, succeeds: bool) -> Result<Value> {
    let intent = intents::expect(store, KIND, id, "processing", "settle")?;
    let method = text(&intent, "payment_method");
    if succeeds {
        return succeed(store, id, method);
    }
    decline(store, id, cards::declined("insufficient_funds"), method);
    store.get(KIND, id)
}

fn succeed(store: &mut Store, id: &str, method: &str) -> Result<Value> {
    let intent = store.get(KIND, id)?;
    let customer = text(&intent, "customer");
    if !text(&intent, "setup_future_usage").is_empty() && !customer.is_empty() {
        payment_methods::attach_to(store, method, customer)?;
    }
    let mut charge = objects::charge(&intent, &store.get("payment_method", method)?, None);
    let transaction = balance_transactions::of_charge(store, &charge);
    set(&mut charge, "balance_transaction", text(&transaction, "id"));
    let charge = store.create(charge, "charge.succeeded");
    let fields = json!({ "status": "succeeded", "amount_received": intent.get("amount"),
        "latest_charge": charge.get("id"), "next_action": null, "last_payment_error": null });
    Ok(store.update(id, fields, "payment_intent.succeeded"))
}

/// Fails a payment with a failed charge.
fn decline(store: &mut Store, id: &str, error: StripeError, method: &str) -> StripeError {
    let intent = store.get(KIND, id).unwrap_or_default();
    if let Ok(method) = store.get("payment_method", method) {
        let charge = store.create(objects::charge(&intent, &method, Some(&error)), "charge.failed");
        store.change(id, json!({ "latest_charge": charge.get("id") }));
    }
    intents::fail(store, KIND, id, error)
}
