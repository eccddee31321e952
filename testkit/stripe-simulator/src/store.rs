//! In-memory storage of all objects, by id and in order of creation, and the state of the account.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::{
    error::{Result, StripeError},
    faults::Faults,
    idempotency::Keys,
    objects::{event, set, text},
    state::KeyState,
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
    /// Events are dropped without one.
    pub(crate) webhook_url: Option<String>,
    pub(crate) key_state: KeyState,
    pub(crate) keys: Keys,
    pub(crate) faults: Faults,
}

impl Store {
    pub(crate) fn new(webhook_url: Option<String>) -> Self {
        Self { webhook_url, ..Self::default() }
    }

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

    /// Queues an event about an object and returns the object.
    pub(crate) fn emit(&mut self, kind: &str, id: &str) -> Value {
        let Some(object) = self.objects.get(id).cloned() else { return Value::Null };
        let event = event(kind, &object);
        self.add(event.clone());
        self.outbox.push(event);
        object
    }

    /// Adds an object, queues an event about it and returns it.
    pub(crate) fn create(&mut self, object: Value, event: &str) -> Value {
        let id = self.add(object);
        self.emit(event, &id)
    }

    /// Changes an object, queues an event about it and returns it.
    pub(crate) fn update(&mut self, id: &str, fields: Value, event: &str) -> Value {
        self.change(id, fields);
        self.emit(event, id)
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
