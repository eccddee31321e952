//! `/v1/setup_intents`.

use serde_json::{Value, json};

use crate::{
    cards::{self, Behaviour},
    customers,
    error::{Result, StripeError},
    intents,
    objects::{self, set, text},
    params::Params,
    payment_methods,
    store::Store,
};

const KIND: &str = "setup_intent";
const FIELDS: &str = "customer usage metadata description payment_method_types \
    allowed_payment_method_types automatic_payment_methods payment_method confirm return_url";

pub(crate) fn create(store: &mut Store, params: Params) -> Result<Value> {
    let params = params.only(FIELDS)?;
    params.check_payment_method_types()?;
    let mut intent = objects::setup_intent();
    set(&mut intent, "customer", customers::of_params(store, &params)?);
    if let Some(usage) = params.usage("usage")? {
        set(&mut intent, "usage", usage);
    }
    set(&mut intent, "metadata", params.metadata()?);
    params.copy(&["description"], &mut intent);
    let intent = store.create(intent, "setup_intent.created");
    if params.flag("confirm")? { confirm(store, text(&intent, "id"), params) } else { Ok(intent) }
}

pub(crate) fn confirm(store: &mut Store, id: &str, params: Params) -> Result<Value> {
    let params =
        params.only(&format!("{FIELDS} payment_method_data client_secret key use_stripe_sdk"))?;
    let intent = intents::open(store, KIND, id)?;
    let method = match (params.text("payment_method"), params.object("payment_method_data")) {
        (Some(wanted), _) => payment_methods::resolve_param(store, &wanted)?,
        (None, Some(data)) => payment_methods::create_from(store, data)?,
        (None, None) => return Err(StripeError::without_method(&intent)),
    };
    let attempt = objects::id("setatt");
    let fields =
        json!({ "payment_method": method, "latest_attempt": attempt, "last_setup_error": null });
    store.change(id, fields);
    match payment_methods::behaviour(store, &method) {
        Behaviour::Works
        | Behaviour::Disputed
        | Behaviour::Processes
        | Behaviour::DeclinesCharge(..) => succeed(store, id),
        Behaviour::Declines(reason) => Err(intents::fail(store, KIND, id, cards::declined(reason))),
        Behaviour::AuthenticatesSetup
        | Behaviour::AuthenticatesAlways
        | Behaviour::AuthenticatesThenDeclines(..) => Ok(intents::require_action(store, KIND, id)),
    }
}

pub(crate) fn authenticate(store: &mut Store, id: &str, succeeds: bool) -> Result<Value> {
    intents::expect(store, KIND, id, "requires_action", "authenticate")?;
    if succeeds {
        return succeed(store, id);
    }
    let message = "We are unable to authenticate your payment method. Please choose a different \
        payment method and try again.";
    let error = StripeError::invalid("setup_intent_authentication_failure", message);
    Err(intents::fail(store, KIND, id, error))
}

fn succeed(store: &mut Store, id: &str) -> Result<Value> {
    let intent = store.get(KIND, id)?;
    let (method, customer) = (text(&intent, "payment_method"), text(&intent, "customer"));
    if !customer.is_empty() {
        payment_methods::attach_to(store, method, customer)?;
    }
    let fields = json!({ "status": "succeeded", "next_action": null });
    Ok(store.update(id, fields, "setup_intent.succeeded"))
}
