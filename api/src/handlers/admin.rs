//! Helpers of the console's handlers. For callers who are not operators its routes return
//! `not_found`.

use std::str::FromStr;

use axum::{
    http::{HeaderMap, header},
    response::Response,
};
use serde::{Deserialize, Deserializer, Serialize};
use shared::{
    Error,
    places::{domain::position::Position, import::Reader},
    platform::{domain::text::TextRule, error::FieldError},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{attachment::attachment, cursor, extract::choice};

/// Reason for an action.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Reason {
    /// Reason, for other operators.
    #[schema(example = "the driver has called")]
    pub(super) note: String,
}

/// Returns `true` if the client accepts CSV.
pub(super) fn wants_csv(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.starts_with("text/csv"))
}

/// Parses the query parameter `for`, the intended reader of an export.
pub(super) fn export_reader<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Reader>, D::Error> {
    choice(deserializer, |text| match text {
        "spreadsheet" => Ok(Reader::Spreadsheet),
        _ => Err("unknown: must be spreadsheet, or left out"),
    })
}

/// Serializes rows as CSV (RFC 4180) with a header row. For spreadsheets, adds a byte order mark
/// and escapes cells that would be read as formulas; numbers are not escaped.
pub(super) fn csv<T: Serialize>(
    name: &str,
    rows: impl IntoIterator<Item = T>,
    reader: Reader,
) -> Result<Response, Error> {
    let internal = |error: csv::Error| Error::Internal(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).map_err(internal)?;
    }
    let mut bytes = writer.into_inner().map_err(|error| Error::Internal(error.to_string()))?;
    if reader == Reader::Spreadsheet {
        let mut writer = csv::Writer::from_writer(reader.mark().to_vec());
        for record in
            csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice()).records()
        {
            let record = record.map_err(internal)?;
            let is_number = |cell: &str| cell.parse::<f64>().is_ok();
            let safe = record
                .iter()
                .map(|cell| if is_number(cell) { cell.to_owned() } else { reader.escape(cell) });
            writer.write_record(safe).map_err(internal)?;
        }
        bytes = writer.into_inner().map_err(|error| Error::Internal(error.to_string()))?;
    }
    Ok(attachment("text/csv; charset=utf-8", &format!("{name}.csv"), bytes))
}

/// Validates the reason that an operator gives for an action.
pub(super) fn note(text: &str) -> Result<String, Error> {
    checked("note", text, TextRule::NOTE).map_err(|error| Error::Invalid(vec![error]))
}

/// Validates a text and returns it in its stored form.
pub(super) fn checked(
    field: &'static str,
    text: &str,
    rule: TextRule,
) -> Result<String, FieldError> {
    rule.check(text).map_err(|error| FieldError::new(field, "out_of_range", error.to_string()))
}

/// Parses the text of an enumeration.
pub(super) fn one_of<T: FromStr>(
    field: &'static str,
    text: &str,
    message: &'static str,
) -> Result<T, FieldError> {
    text.parse().map_err(|_| FieldError::new(field, "unknown", message))
}

/// Validates a text like [`checked`], for requests in which no other field is validated.
pub(super) fn line(field: &'static str, text: &str, rule: TextRule) -> Result<String, Error> {
    checked(field, text, rule).map_err(|error| Error::Invalid(vec![error]))
}

/// Returns the value, or records the error and returns `None`.
pub(super) fn errors<T>(wrong: &mut Vec<FieldError>, checked: Result<T, FieldError>) -> Option<T> {
    checked.map_err(|error| wrong.push(error)).ok()
}

/// Parses a GeoJSON position: `[lng, lat]`.
pub(super) fn position(field: &'static str, coordinates: &[f64]) -> Result<Position, FieldError> {
    match *coordinates {
        [lng, lat] if (Position { lat, lng }).is_on_earth() => Ok(Position { lat, lng }),
        _ => Err(FieldError::new(
            field,
            "out_of_range",
            "must be a position on the earth, in degrees",
        )),
    }
}

/// Truncates the rows to `limit` and returns the cursor of the next page; `None` on the last.
pub(super) fn next_cursor<T>(
    found: &mut Vec<T>,
    limit: i64,
    id: impl Fn(&T) -> Uuid,
) -> Option<String> {
    let page = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = found.len() > page;
    found.truncate(page);
    found.last().filter(|_| has_more).and_then(|last| cursor::write(&id(last)))
}
