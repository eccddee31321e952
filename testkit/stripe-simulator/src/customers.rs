//! `/v1/customers`.

use serde_json::{Value, json};

use crate::{
    error::{Result, StripeError},
    objects::{self, set, text},
    params::Params,
    store::Store,
};

const FIELDS: &str = "email name phone description metadata";

pub(crate) fn create(store: &mut Store, params: Params) -> Result<Value> {
    let params = params.only(FIELDS)?;
    let mut customer = objects::customer();
    set(&mut customer, "metadata", params.metadata()?);
    for name in ["email", "name", "phone", "description"] {
        set(&mut customer, name, params.text(name));
    }
    let id = store.add(customer);
    store.emit("customer.created", &id);
    store.get("customer", &id)
}

pub(crate) fn update(store: &mut Store, id: &str, params: Params) -> Result<Value> {
    let params = params.only(FIELDS)?;
    live(store, id)?;
    for name in ["email", "name", "phone", "description"] {
        if let Some(text) = params.text(name) {
            store.change(id, json!({ name: text }));
        }
    }
    store.emit("customer.updated", id);
    store.get("customer", id)
}

pub(crate) fn delete(store: &mut Store, id: &str) -> Result<Value> {
    live(store, id)?;
    store.change(id, json!({ "deleted": true }));
    for method in store.all("payment_method").iter().filter(|method| text(method, "customer") == id)
    {
        store.change(text(method, "id"), json!({ "customer": null }));
    }
    store.emit("customer.deleted", id);
    Ok(json!({ "id": id, "object": "customer", "deleted": true }))
}

/// An error when the customer is deleted.
pub(crate) fn live(store: &Store, id: &str) -> Result<Value> {
    let customer = store.get("customer", id)?;
    if customer.get("deleted").is_some() {
        return Err(StripeError::missing("customer", id));
    }
    Ok(customer)
}

/// The same, with the error for a parameter.
pub(crate) fn live_param(store: &Store, id: &str) -> Result<Value> {
    live(store, id).map_err(|_| StripeError::missing_param("customer", id, "customer"))
}

/// An error when the intent's customer is deleted.
pub(crate) fn check_of(store: &Store, intent: &Value) -> Result<()> {
    match text(intent, "customer") {
        "" => Ok(()),
        customer => live_param(store, customer).map(drop),
    }
}
