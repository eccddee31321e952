//! `/v1/customers`.

use serde_json::{Value, json};

use crate::{
    error::{Result, StripeError},
    objects::{object, set, text},
    params::Params,
    store::Store,
};

const TEXTS: [&str; 4] = ["email", "name", "phone", "description"];
const FIELDS: &str = "email name phone description metadata";

pub(crate) fn create(store: &mut Store, params: Params) -> Result<Value> {
    let params = params.only(FIELDS)?;
    let mut customer = object("cus", "customer", json!({}));
    set(&mut customer, "metadata", params.metadata()?);
    params.copy(&TEXTS, &mut customer);
    Ok(store.create(customer, "customer.created"))
}

pub(crate) fn update(store: &mut Store, id: &str, params: Params) -> Result<Value> {
    let params = params.only(FIELDS)?;
    live(store, id)?;
    let mut fields = json!({});
    for name in TEXTS {
        if let Some(text) = params.text(name) {
            set(&mut fields, name, text);
        }
    }
    Ok(store.update(id, fields, "customer.updated"))
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

/// The customer in the parameters; an error when it is deleted.
pub(crate) fn of_params(store: &Store, params: &Params) -> Result<Option<String>> {
    let customer = params.text("customer");
    customer.as_deref().map(|id| live_param(store, id)).transpose()?;
    Ok(customer)
}
