//! `/v1/customers`.

use serde_json::{Value, json};

use crate::{
    books::Books,
    error::{Result, StripeError},
    objects::{self, set},
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
