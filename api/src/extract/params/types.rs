//! Types of query parameters; their error messages can begin with a code of `pairs::CODES`.

use std::{fmt::Display, str::FromStr};

use serde::{Deserialize, Deserializer, de::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type},
};

/// A value that is parsed by [`FromStr`]. An empty text is an error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parsed<T>(pub(crate) T);

impl<'de, T: FromStr<Err: Display>> Deserialize<'de> for Parsed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(D::Error::custom)
    }
}

/// A whole number from `LOW` on. An empty text is an error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WholeNumber<const LOW: u32>(pub(crate) u32);

impl<'de, const LOW: u32> Deserialize<'de> for WholeNumber<LOW> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.parse::<u32>() {
            Ok(number) if number >= LOW => Ok(Self(number)),
            _ => Err(D::Error::custom(format_args!(
                "must be a whole number between {LOW} and {}",
                u32::MAX
            ))),
        }
    }
}

/// Number of rows of a page. Declare it with `#[serde(default)]` and `#[param(inline)]`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit<const DEFAULT: i64, const MAX: i64>(pub(crate) i64);

impl<const DEFAULT: i64, const MAX: i64> Default for Limit<DEFAULT, MAX> {
    fn default() -> Self {
        Self(DEFAULT)
    }
}

impl<'de, const DEFAULT: i64, const MAX: i64> Deserialize<'de> for Limit<DEFAULT, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else {
            return Ok(Self::default());
        };
        match text.parse() {
            Ok(limit) if (1..=MAX).contains(&limit) => Ok(Self(limit)),
            _ => Err(D::Error::custom(format_args!(
                "out_of_range: must be a whole number between 1 and {MAX}"
            ))),
        }
    }
}

impl<const DEFAULT: i64, const MAX: i64> PartialSchema for Limit<DEFAULT, MAX> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
            .minimum(Some(1))
            .maximum(Some(MAX))
            .default(Some(DEFAULT.into()))
            .into()
    }
}

impl<const DEFAULT: i64, const MAX: i64> ToSchema for Limit<DEFAULT, MAX> {}

/// A finite number from `LOW` to `HIGH`. Declare it with `#[param(inline)]`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number<const LOW: i32, const HIGH: i32>(pub(crate) f64);

impl<'de, const LOW: i32, const HIGH: i32> Deserialize<'de> for Number<LOW, HIGH> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        if (f64::from(LOW)..=f64::from(HIGH)).contains(&number) {
            return Ok(Self(number));
        }
        Err(D::Error::custom(format_args!("out_of_range: must be between {LOW} and {HIGH}")))
    }
}

impl<const LOW: i32, const HIGH: i32> PartialSchema for Number<LOW, HIGH> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Number)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Double)))
            .minimum(Some(LOW))
            .maximum(Some(HIGH))
            .into()
    }
}

impl<const LOW: i32, const HIGH: i32> ToSchema for Number<LOW, HIGH> {}

/// A text to search for: one line of at most 300 bytes. An empty text counts as absent.
#[derive(Debug, Clone)]
pub(crate) struct SearchText(pub(crate) String);

impl<'de> Deserialize<'de> for SearchText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = non_empty(deserializer)?;
        if text.len() > 300 || text.chars().any(char::is_control) {
            return Err(D::Error::custom("must be one line of at most 300 bytes"));
        }
        Ok(Self(text))
    }
}

/// Returns the text of a parameter whose empty text counts as absent. For the [`Deserialize`] of a
/// type.
pub(crate) fn non_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() { Err(D::Error::missing_field("")) } else { Ok(text) }
}

/// Parses an optional parameter whose empty text counts as absent. For a function in
/// `#[serde(default, deserialize_with = "…")]` of a field.
pub(crate) fn choice<'de, D: Deserializer<'de>, T, E: Display>(
    deserializer: D,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, D::Error> {
    match Option::<String>::deserialize(deserializer)?.as_deref() {
        None | Some("") => Ok(None),
        Some(text) => parse(text).map(Some).map_err(D::Error::custom),
    }
}
