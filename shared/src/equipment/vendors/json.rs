//! Parses the JSON of a webhook without the pictures that nobody keeps.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Parses JSON. Texts of more than `max_text` bytes become `null`, and are not copied.
///
/// # Errors
/// As `serde_json::from_slice`.
pub(super) fn parse(body: &[u8], max_text: usize) -> serde_json::Result<Value> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = ShortTexts { max_text }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Builds a value whose texts are short.
#[derive(Debug, Clone, Copy)]
struct ShortTexts {
    max_text: usize,
}

impl<'de> DeserializeSeed<'de> for ShortTexts {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ShortTexts {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(if text.len() <= self.max_text { Value::from(text) } else { Value::Null })
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = access.next_element_seed(self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = access.next_key::<String>()? {
            let value = access.next_value_seed(self)?;
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_texts_are_left_out() {
        let text =
            r#"{"a": [null, true, -1, 18446744073709551615, 0.25, "12345"], "b": {"c": ""}}"#;
        let whole: Value = serde_json::from_str(text).unwrap();
        assert_eq!(parse(text.as_bytes(), 5).unwrap(), whole);
        let short = parse(text.as_bytes(), 4).unwrap();
        assert_eq!((&short["a"][5], &short["b"]), (&Value::Null, &whole["b"]));
        for text in ["{}x", "{", ""] {
            assert!(parse(text.as_bytes(), 5).is_err(), "{text}");
        }
    }
}
