//! Sheets of entry codes, to be printed: one A4 page each, as SVG or PDF.

mod layout;
mod pdf;
mod svg;
mod symbol;
mod words;

use axum::response::Response;
use chrono::{DateTime, Utc};
use shared::{
    Error,
    equipment::{
        code_tokens::write_code,
        domain::code_kind::CodeKind,
        models::entry_code::{EntryCode, ListedCode},
    },
    platform::domain::language::Language,
};
use url::Url;

use crate::{App, attachment::attachment, pdf::face::Fonts};
use layout::Page;
pub(crate) use symbol::Symbol;

/// Content of a sheet.
#[derive(Debug, Clone)]
pub(crate) struct CodeSheet {
    pub(crate) language: Language,
    pub(crate) kind: CodeKind,
    /// Name of the site.
    pub(crate) site: String,
    /// Name of the lane, or label of the spot.
    pub(crate) place: Option<String>,
    /// Address in the code.
    pub(crate) url: String,
    pub(crate) words: String,
    /// Host of the web app, with its port unless it is the usual one.
    pub(crate) domain: String,
    /// Address at which the words are typed.
    pub(crate) words_page: String,
}

impl CodeSheet {
    /// Returns the sheet of a code.
    ///
    /// # Errors
    /// `CodeRevoked`; `NotFound` for a rotating code, which only a screen shows;
    /// `SigningUnavailable`.
    pub(crate) fn new(
        app: &App,
        site: &str,
        listed: ListedCode,
        language: Language,
    ) -> Result<Self, Error> {
        let ListedCode { code, lane, spot } = listed;
        if code.revoked_at.is_some() {
            return Err(Error::CodeRevoked);
        }
        if code.is_rotating {
            return Err(Error::NotFound);
        }
        let domain = domain(&app.public_url);
        Ok(Self {
            language,
            kind: code.kind,
            site: site.to_owned(),
            place: lane.or(spot),
            url: code_url(app, &code)?,
            words: code.words,
            words_page: format!("{domain}{}go", app.public_url.path()),
            domain,
        })
    }
}

/// Returns the address that the code has now.
///
/// # Errors
/// `SigningUnavailable` without a key.
pub(crate) fn code_url(app: &App, code: &EntryCode) -> Result<String, Error> {
    let token = write_code(&app.quote_signer, code.token(app.now()))?;
    let url = app.public_url.join(&format!("go/{token}"));
    url.map(String::from).map_err(|error| Error::Internal(error.to_string()))
}

/// Writes a sheet as SVG on a blocking thread, and returns it as a file to be saved.
///
/// # Errors
/// `Internal` if the code does not fit into a symbol, which is a bug.
pub(crate) async fn download_svg(sheet: CodeSheet) -> Result<Response, Error> {
    let name = format!("code-{}.svg", sheet.words);
    let text = blocking(move || {
        let page = Page::new(&sheet, &Fonts::load()?)?;
        Ok(svg::write(&page, sheet.language))
    });
    Ok(attachment("image/svg+xml", &name, text.await?))
}

/// Writes sheets as one PDF document on a blocking thread, and returns it as a file to be saved.
///
/// # Errors
/// `Internal` if the document cannot be written, which is a bug.
pub(crate) async fn download_pdf(
    sheets: Vec<CodeSheet>,
    name: &str,
    now: DateTime<Utc>,
) -> Result<Response, Error> {
    let bytes = blocking(move || pdf::write(&sheets, &Fonts::load()?, now)).await?;
    Ok(attachment("application/pdf", &format!("{name}.pdf"), bytes))
}

async fn blocking<T: Send + 'static>(
    write: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let written = tokio::task::spawn_blocking(write).await;
    written.map_err(|error| Error::Internal(error.to_string()))?
}

fn domain(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

#[cfg(test)]
mod tests;
