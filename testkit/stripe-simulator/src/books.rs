//! The simulator's memory: every object by id, in the order of creation.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::{
    error::{Result, StripeError},
    objects::{event, set, text},
};

/// Everything that the simulator remembers.
#[derive(Default)]
pub(crate) struct Books {
    objects: HashMap<String, Value>,
    order: Vec<String>,
    /// Card numbers behind payment methods; Stripe would not show them either.
    pub(crate) numbers: HashMap<String, String>,
    /// Intents whose bank asked for authentication, and has got it.
    pub(crate) authenticated: Vec<String>,
    /// Smallest amounts of a currency, in minor units, where the settlement currency asks for more.
    pub(crate) minimums: HashMap<String, i64>,
    /// Events that are to be sent.
    pub(crate) outbox: Vec<Value>,
}

impl Books {
    /// Keeps a new object and answers with its id.
    pub(crate) fn add(&mut self, object: Value) -> String {
        let id = text(&object, "id").to_owned();
        self.order.push(id.clone());
        self.objects.insert(id.clone(), object);
        id
    }

    /// The object with this id and of this kind.
    pub(crate) fn get(&self, kind: &str, id: &str) -> Result<Value> {
        let found = self.objects.get(id).filter(|object| text(object, "object") == kind);
        found.cloned().ok_or_else(|| StripeError::missing(kind, id))
    }

    /// Sets fields of an object that is there.
    pub(crate) fn change(&mut self, id: &str, fields: Value) {
        let (Some(object), Value::Object(fields)) = (self.objects.get_mut(id), fields) else {
            return;
        };
        for (name, value) in fields {
            set(object, &name, value);
        }
    }

    /// Tells the world what has happened to an object.
    pub(crate) fn emit(&mut self, kind: &str, id: &str) {
        let Some(object) = self.objects.get(id) else { return };
        let event = event(kind, object);
        self.add(event.clone());
        self.outbox.push(event);
    }

    /// Every object of a kind, oldest first.
    pub(crate) fn all(&self, kind: &str) -> Vec<Value> {
        let objects = self.order.iter().filter_map(|id| self.objects.get(id));
        objects.filter(|object| text(object, "object") == kind).cloned().collect()
    }

    /// Puts whole objects in the place of ids that the client wants to see:
    /// `expand[]=latest_charge.balance_transaction`.
    pub(crate) fn expand(&self, mut object: Value, wanted: Option<&Map<String, Value>>) -> Value {
        for path in wanted.into_iter().flat_map(Map::values).filter_map(Value::as_str) {
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
        if let Some(whole) = field.as_str().and_then(|id| self.objects.get(id)) {
            *field = whole.clone();
        }
        if !rest.is_empty() {
            self.expand_path(field, rest);
        }
    }
}
