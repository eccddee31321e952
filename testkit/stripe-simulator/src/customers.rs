//! `/v1/customers`.

use serde_json::{Value, json};

use crate::{
    books::Books,
    error::{Result, StripeError},
    objects::{self, set, text},
    params::Params,
};

const FIELDS: &[&str] = &["email", "name", "phone", "description", "metadata"];

pub(crate) fn create(books: &mut Books, params: Params) -> Result<Value> {
    let params = params.only(FIELDS)?;
    let mut customer = objects::customer();
    set(&mut customer, "metadata", params.metadata()?);
    for name in ["email", "name", "phone", "description"] {
        set(&mut customer, name, params.text(name));
    }
    let id = books.add(customer);
    books.emit("customer.created", &id);
    books.get("customer", &id)
}

pub(crate) fn update(books: &mut Books, id: &str, params: Params) -> Result<Value> {
    let params = params.only(FIELDS)?;
    live(books, id)?;
    for name in ["email", "name", "phone", "description"] {
        if let Some(text) = params.text(name) {
            books.change(id, json!({ name: text }));
        }
    }
    books.emit("customer.updated", id);
    books.get("customer", id)
}

pub(crate) fn delete(books: &mut Books, id: &str) -> Result<Value> {
    live(books, id)?;
    books.change(id, json!({ "deleted": true }));
    for method in books.all("payment_method").iter().filter(|method| text(method, "customer") == id)
    {
        books.change(text(method, "id"), json!({ "customer": null }));
    }
    books.emit("customer.deleted", id);
    Ok(json!({ "id": id, "object": "customer", "deleted": true }))
}

/// A customer that has not been deleted.
pub(crate) fn live(books: &Books, id: &str) -> Result<Value> {
    let customer = books.get("customer", id)?;
    if customer.get("deleted").is_some() {
        return Err(StripeError::missing("customer", id));
    }
    Ok(customer)
}

/// The same for a customer that a parameter names.
pub(crate) fn live_param(books: &Books, id: &str) -> Result<Value> {
    live(books, id).map_err(|_| StripeError::missing_param("customer", id, "customer"))
}

/// Whether the customer of an intent, if it has one, is still there.
pub(crate) fn check_of(books: &Books, intent: &Value) -> Result<()> {
    match text(intent, "customer") {
        "" => Ok(()),
        customer => live_param(books, customer).map(drop),
    }
}
