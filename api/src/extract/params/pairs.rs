//! A serde deserializer of a query, with one text per parameter.

use std::{borrow::Cow, collections::HashMap, fmt::Display, slice};

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, Visitor, value::StrDeserializer},
    forward_to_deserialize_any,
};
use url::form_urlencoded;

use crate::extract::reasons::reason;

/// Codes that an error message can begin with, as in `out_of_range: must be positive`. Without one,
/// the code is `malformed`.
const CODES: [&str; 5] = ["malformed", "out_of_range", "unknown", "swapped", "too_large"];
/// Code of an optional text that is empty, which counts as absent.
const EMPTY_TEXT: &str = "";

/// The decoded parameters.
pub(super) struct Pairs<'a> {
    values: HashMap<Cow<'a, str>, Cow<'a, str>>,
    declared: &'static [&'static str],
    skipped: Vec<&'static str>,
}

/// The error of one parameter.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {message}")]
pub(super) struct ParamError {
    pub(super) name: &'static str,
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl<'a> Pairs<'a> {
    /// Decodes a query. Also returns the name of a parameter for each time that it is repeated.
    pub(super) fn parse(query: &'a str) -> (Self, Vec<Cow<'a, str>>) {
        let (mut values, mut repeated) = (HashMap::new(), Vec::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if values.insert(name.clone(), value).is_some() {
                repeated.push(name);
            }
        }
        (Self { values, declared: &[], skipped: Vec::new() }, repeated)
    }

    /// Skips a parameter from now on. Returns `false` if it is skipped already.
    pub(super) fn skip(&mut self, name: &'static str) -> bool {
        let is_new = !self.skipped.contains(&name);
        self.skipped.push(name);
        is_new
    }

    /// Names of the parameters of the struct that was deserialized.
    pub(super) fn declared(&self) -> &'static [&'static str] {
        self.declared
    }
}

impl ParamError {
    pub(super) fn is_empty_text(&self) -> bool {
        self.code == EMPTY_TEXT
    }
}

impl Error for ParamError {
    fn custom<T: Display>(message: T) -> Self {
        let text = message.to_string();
        let coded = CODES
            .into_iter()
            .find_map(|code| Some((code, text.strip_prefix(code)?.strip_prefix(": ")?)));
        let (code, message) = coded.unwrap_or(("malformed", text.as_str()));
        Self { name: "", code, message: reason(message) }
    }

    fn missing_field(name: &'static str) -> Self {
        Self { name, code: "required", message: "must be given".to_owned() }
    }
}

impl<'de> Deserializer<'de> for &mut Pairs<'_> {
    type Error = ParamError;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, ParamError> {
        Err(ParamError::custom("query parameters are declared as a struct"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ParamError> {
        self.declared = fields;
        visitor.visit_map(Fields { pairs: self, rest: fields.iter(), name: "" })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// All declared parameters that are not skipped, including absent ones.
struct Fields<'p, 'a> {
    pairs: &'p Pairs<'a>,
    rest: slice::Iter<'static, &'static str>,
    name: &'static str,
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = ParamError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ParamError> {
        let skipped = &self.pairs.skipped;
        let Some(name) = self.rest.find(|name| !skipped.contains(*name)) else { return Ok(None) };
        self.name = *name;
        seed.deserialize(StrDeserializer::<ParamError>::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, ParamError> {
        let text = self.pairs.values.get(self.name).map(|text| &**text);
        let value = seed.deserialize(Value { text, is_optional: false });
        value.map_err(|error| ParamError { name: self.name, ..error })
    }
}

/// The text of a parameter; `None` if it is absent.
#[derive(Clone, Copy)]
struct Value<'a> {
    text: Option<&'a str>,
    is_optional: bool,
}

impl<'a> Value<'a> {
    /// Returns the text. An empty text of a required parameter counts as absent.
    fn given(self) -> Result<&'a str, ParamError> {
        let text = self.text.filter(|text| self.is_optional || !text.is_empty());
        text.ok_or_else(|| ParamError::missing_field(""))
    }
}

impl<'de> Deserializer<'de> for Value<'_> {
    type Error = ParamError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParamError> {
        visitor.visit_str(self.given()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParamError> {
        if self.text.is_none() {
            return visitor.visit_none();
        }
        visitor.visit_some(Value { is_optional: true, ..self }).map_err(|error| match error.code {
            "required" => ParamError { code: EMPTY_TEXT, ..error },
            _ => error,
        })
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParamError> {
        let flag = self.given()?.parse::<bool>();
        visitor.visit_bool(flag.map_err(|_| ParamError::custom("must be true or false"))?)
    }

    /// An empty text counts as absent.
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParamError> {
        let text = self.given()?;
        if text.is_empty() {
            return Err(ParamError::missing_field(""));
        }
        let number: f64 =
            text.parse().map_err(|_| ParamError::custom("malformed: must be a number"))?;
        if !number.is_finite() {
            return Err(ParamError::custom("out_of_range: must be a finite number"));
        }
        visitor.visit_f64(number)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ParamError> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
