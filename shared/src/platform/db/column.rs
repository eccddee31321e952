//! Reads a text column into a type that parses from text.

use std::str::FromStr;

use diesel::{Queryable, deserialize, pg::Pg, sql_types::Text};

/// `T`, parsed from a `text` column.
#[derive(Debug)]
pub struct Column<T>(pub T);

impl<T: FromStr<Err: std::fmt::Display>> Queryable<Text, Pg> for Column<T> {
    type Row = String;

    fn build(text: String) -> deserialize::Result<Self> {
        text.parse().map(Self).map_err(|error| format!("column holds {text:?}: {error}").into())
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
