//! The console of operators. To everybody else these addresses do not exist.

mod charges;
mod ledger;
mod reconciliations;
mod revoke;
mod statement;

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use shared::Error;

pub(crate) use charges::*;
pub(crate) use ledger::*;
pub(crate) use reconciliations::*;
pub(crate) use revoke::*;
pub(crate) use statement::*;

/// Whether the client wants CSV.
fn wants_csv(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.starts_with("text/csv"))
}

/// Rows as CSV (RFC 4180), with a head.
fn csv<T: Serialize>(name: &str, rows: impl IntoIterator<Item = T>) -> Result<Response, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).map_err(|error| Error::Internal(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| Error::Internal(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// Why an operator does something: never empty, never endless.
fn note(text: &str) -> Result<String, Error> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 500 {
        return Err(Error::field("note", "out_of_range", "must say why, in at most 500 characters"));
    }
    Ok(text.to_owned())
}
