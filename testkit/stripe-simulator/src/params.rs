//! Parsing and validation of the parameters of a call.

use serde_json::{Map, Value};

use crate::{
    error::{Result, StripeError},
    objects::set,
};

const MAX_METADATA_KEYS: usize = 50;
const MAX_METADATA_KEY: usize = 40;
const MAX_METADATA_VALUE: usize = 500;

pub(crate) struct Params(pub(crate) Map<String, Value>);

impl Params {
    /// The parameters of a confirmation with a test card.
    pub(crate) fn payment_method(card: &str) -> Self {
        Self(Map::from_iter([("payment_method".to_owned(), card.into())]))
    }

    /// Rejects parameters that are not among the names in `known`, which spaces separate.
    pub(crate) fn only(self, known: &str) -> Result<Self> {
        let is_known = |name: &str| name == "expand" || known.split(' ').any(|one| one == name);
        match self.0.keys().find(|name| !is_known(name)) {
            Some(unknown) => {
                let message = format!("Received unknown parameter: {unknown}");
                Err(StripeError::param("parameter_unknown", unknown, message))
            }
            None => Ok(self),
        }
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    pub(crate) fn required(&self, name: &str) -> Result<String> {
        self.text(name).ok_or_else(|| {
            let message = format!("Missing required param: {name}.");
            StripeError::param("parameter_missing", name, message)
        })
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool> {
        match self.text(name).as_deref() {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(other) => {
                let message = format!("Invalid boolean: {other}");
                Err(StripeError::param("parameter_invalid_string_empty", name, message))
            }
        }
    }

    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>> {
        let parse = |text: String| {
            let message = format!("Invalid integer: {text}");
            text.parse().map_err(|_| StripeError::param("parameter_invalid_integer", name, message))
        };
        self.text(name).map(parse).transpose()
    }

    /// The future use of a payment method.
    pub(crate) fn usage(&self, name: &str) -> Result<Option<String>> {
        match self.text(name) {
            Some(other) if !matches!(other.as_str(), "on_session" | "off_session") => {
                Err(StripeError::invalid_param(name, &other))
            }
            usage => Ok(usage),
        }
    }

    /// Copies texts to fields of an object; absent ones become null.
    pub(crate) fn copy(&self, names: &[&str], object: &mut Value) {
        names.iter().for_each(|name| set(object, name, self.text(name)));
    }

    pub(crate) fn object(&self, name: &str) -> Option<&Map<String, Value>> {
        self.0.get(name).and_then(Value::as_object)
    }

    /// Also true for an empty value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(crate) fn metadata(&self) -> Result<Map<String, Value>> {
        self.metadata_over(None)
    }

    /// Merges into present metadata; keys with an empty value are removed.
    pub(crate) fn metadata_over(&self, present: Option<&Value>) -> Result<Map<String, Value>> {
        let mut metadata = present.and_then(Value::as_object).cloned().unwrap_or_default();
        if self.has("metadata") && self.object("metadata").is_none() {
            metadata.clear();
        }
        metadata.extend(self.object("metadata").cloned().unwrap_or_default());
        metadata.retain(|_, value| value != "");
        let is_too_long = |(key, value): (&String, &Value)| {
            key.chars().count() > MAX_METADATA_KEY
                || value.as_str().is_none_or(|value| value.chars().count() > MAX_METADATA_VALUE)
        };
        if metadata.len() > MAX_METADATA_KEYS || metadata.iter().any(is_too_long) {
            let message = format!(
                "Metadata can have up to {MAX_METADATA_KEYS} keys, of up to {MAX_METADATA_KEY} \
                 characters, with values of up to {MAX_METADATA_VALUE} characters."
            );
            return Err(StripeError::param("parameter_invalid_string", "metadata", message));
        }
        Ok(metadata)
    }

    /// Only cards are simulated.
    pub(crate) fn check_payment_method_types(&self) -> Result<()> {
        for name in ["payment_method_types", "allowed_payment_method_types"] {
            let other =
                self.object(name).and_then(|kinds| kinds.values().find(|kind| *kind != "card"));
            if let Some(other) = other {
                let message = format!("The payment method type {other} is invalid.");
                return Err(StripeError::param("payment_intent_invalid_parameter", name, message));
            }
        }
        Ok(())
    }
}
