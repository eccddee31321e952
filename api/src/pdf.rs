//! PDF documents for drivers: receipts and statements. Their text can be selected, and their tags
//! make them readable for screen readers (PDF/UA-1). Printed codes have pages of their own; see
//! `handlers/equipment/sheet.rs`.

pub(crate) mod face;
mod layout;
mod writer;

use axum::response::Response;
use chrono::{DateTime, Utc};
use shared::{Error, platform::domain::language::Language};

use crate::attachment::attachment;

use face::Fonts;
use layout::Layout;
pub(crate) use writer::{date, fill, internal, new_document};

/// The content of a document, which takes as many A4 pages as it needs.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) language: Language,
    pub(crate) title: String,
    /// Names with their values, above the table.
    pub(crate) facts: Vec<(&'static str, String)>,
    pub(crate) columns: Vec<Column>,
    /// Cells by column. A cell may have several lines.
    pub(crate) rows: Vec<Vec<String>>,
    /// Emphasized rows at the end of the table.
    pub(crate) totals: Vec<Vec<String>>,
    /// Paragraphs below the table.
    pub(crate) notes: Vec<String>,
    pub(crate) written_at: DateTime<Utc>,
}

/// A column of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) heading: &'static str,
    /// Share of the width of the page, 0 to 1.
    pub(crate) share: f32,
    /// Aligned at the right.
    pub(crate) is_amount: bool,
}

/// Writes a document on a blocking thread, and returns it as a file to be saved.
///
/// # Errors
/// `Internal` if the document cannot be written, which is a bug.
pub(crate) async fn download(sheet: Sheet, name: &str) -> Result<Response, Error> {
    let written = tokio::task::spawn_blocking(move || write(&sheet)).await;
    let bytes = written.map_err(|error| Error::Internal(error.to_string()))??;
    Ok(attachment("application/pdf", &format!("{name}.pdf"), bytes))
}

fn write(sheet: &Sheet) -> Result<Vec<u8>, Error> {
    let fonts = Fonts::load()?;
    writer::write(sheet, &Layout::new(sheet, &fonts), &fonts)
}

#[cfg(test)]
mod tests;
