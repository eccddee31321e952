//! Reads a text column into a type that parses from text, and a JSON column into its type.

use std::str::FromStr;

use diesel::{
    Queryable,
    deserialize::{self, FromSql},
    pg::{Pg, PgValue},
    sql_types::{Jsonb, Text},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// `T`, parsed from a `text` column.
#[derive(Debug)]
pub struct Column<T>(pub T);

impl<T: FromStr<Err: std::fmt::Display>> Queryable<Text, Pg> for Column<T> {
    type Row = String;

    fn build(text: String) -> deserialize::Result<Self> {
        text.parse().map(Self).map_err(|error| format!("column holds {text:?}: {error}").into())
    }
}

/// For columns that are read by name.
impl<T: FromStr<Err: std::fmt::Display>> FromSql<Text, Pg> for Column<T> {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<Text, Pg>>::from_sql(bytes)?;
        <Self as Queryable<Text, Pg>>::build(text)
    }
}

impl From<Column<chrono_tz::Tz>> for chrono_tz::Tz {
    fn from(column: Column<Self>) -> Self {
        column.0
    }
}

impl From<Column<crate::platform::domain::money::Currency>>
    for crate::platform::domain::money::Currency
{
    fn from(column: Column<Self>) -> Self {
        column.0
    }
}

/// `T`, deserialised from a `jsonb` column.
#[derive(Debug)]
pub struct JsonColumn<T>(pub T);

impl<T: DeserializeOwned> Queryable<Jsonb, Pg> for JsonColumn<T> {
    type Row = Value;

    fn build(value: Value) -> deserialize::Result<Self> {
        serde_json::from_value(value).map(Self).map_err(Into::into)
    }
}

impl<T> From<JsonColumn<Self>> for Vec<T> {
    fn from(column: JsonColumn<Self>) -> Self {
        column.0
    }
}
