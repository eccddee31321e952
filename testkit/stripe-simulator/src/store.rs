//! In-memory storage of all objects, by id and in order of creation.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::{
    error::{Result, StripeError},
    objects::{event, set, text},
};

#[derive(Default)]
pub(crate) struct Store {
    objects: HashMap<String, Value>,
    order: Vec<String>,
    /// Card number by payment method; the API does not expose it.
    pub(crate) numbers: HashMap<String, String>,
    /// Ids of intents that have been authenticated.
    pub(crate) authenticated: Vec<String>,
    /// Minimum amount by currency, in minor units, where the settlement currency raises it.
    pub(crate) minimums: HashMap<String, i64>,
    /// Events to send after the current operation.
    pub(crate) outbox: Vec<Value>,
}

impl Store {
    /// Adds an object and returns its id.
    pub(crate) fn add(&mut self, object: Value) -> String {
        let id = text(&object, "id").to_owned();
        self.order.push(id.clone());
        self.objects.insert(id.clone(), object);
        id
    }

    pub(crate) fn get(&self, kind: &str, id: &str) -> Result<Value> {
        let found = self.objects.get(id).filter(|object| text(object, "object") == kind);
        found.cloned().ok_or_else(|| StripeError::missing(kind, id))
    }

    /// Does nothing when the object does not exist.
    pub(crate) fn change(&mut self, id: &str, fields: Value) {
        let (Some(object), Value::Object(fields)) = (self.objects.get_mut(id), fields) else {
            return;
        };
        for (name, value) in fields {
            set(object, &name, value);
        }
    }

    /// Queues an event about an object.
    pub(crate) fn emit(&mut self, kind: &str, id: &str) {
        let Some(object) = self.objects.get(id) else { return };
        let event = event(kind, object);
        self.add(event.clone());
        self.outbox.push(event);
    }

    pub(crate) fn all(&self, kind: &str) -> Vec<Value> {
        let objects = self.order.iter().filter_map(|id| self.objects.get(id));
        objects.filter(|object| text(object, "object") == kind).cloned().collect()
    }

    /// Replaces ids with objects for `expand[]=latest_charge.balance_transaction`.
    pub(crate) fn expand(&self, mut object: Value, paths: Option<&Map<String, Value>>) -> Value {
        for path in paths.into_iter().flat_map(Map::values).filter_map(Value::as_str) {
            self.expand_path(&mut object, path);
        }
        object
    }

    fn expand_path(&self, node: &mut Value, path: &str) {
        if let Value::Array(items) = node {
            items.iter_mut().for_each(|item| self.expand_path(item, path));
            return;
        }
        let (name, rest) = path.split_once('.').unwrap_or((path, ""));
        let Some(field) = node.get_mut(name).filter(|_| name != "id") else { return };
        if let Some(object) = field.as_str().and_then(|id| self.objects.get(id)) {
            *field = object.clone();
        }
        if !rest.is_empty() {
            self.expand_path(field, rest);
        }
    }
}
