//! Entry codes of sites: list, issue, revoke, reissue and print; one file per operation.

mod issue;
mod list;
mod reissue;
mod revoke;
mod sheet_pdf;
mod sheet_svg;
mod sheets_pdf;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use shared::{
    Error,
    equipment::models::{
        entry_code::{EntryCode, ListedCode},
        nfc_tag::NfcTag,
    },
    identity::domain::scope::Scope,
    places::models::site::Site,
    platform::{
        config::limits::Limit,
        db::PgConnection,
        domain::{ids::EntryCodeId, language::Language},
    },
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    extract::{ClientAddress, Permitted, choice, permissions::ViewEquipment},
    handlers::equipment::sheet::{CodeSheet, code_url},
    limits::RateLimitScope,
};

pub(crate) use issue::*;
pub(crate) use list::*;
pub(crate) use reissue::*;
pub(crate) use revoke::*;
pub(crate) use sheet_pdf::*;
pub(crate) use sheet_svg::*;
pub(crate) use sheets_pdf::*;

/// A code at an entrance, an exit or a spot of a site.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryCodeView {
    id: Uuid,
    /// `entrance`, `exit` or `spot`.
    #[schema(example = "entrance")]
    kind: &'static str,
    /// Name of the lane whose barrier the code opens; `null` without a barrier.
    #[schema(example = "Entrance")]
    lane: Option<String>,
    /// Label of the spot; only with `spot`.
    spot: Option<String>,
    /// Three words, for drivers who cannot scan the code.
    #[schema(example = "maple-river-stone")]
    words: String,
    /// Shown on a screen, with a new address every 30 seconds.
    is_rotating: bool,
    /// Address in the code; `null` if the code is rotating or revoked, or if no key is configured.
    url: Option<String>,
    /// Number of the code at its place; reissuing increases it.
    serial: i32,
    created_at: DateTime<Utc>,
    /// `operator:<id>`.
    created_by: String,
    /// `null` while the code is active.
    revoked_at: Option<DateTime<Utc>>,
    revoked_reason: Option<String>,
    /// NFC tags with secure dynamic messages, newest first.
    tags: Vec<NfcTagView>,
}

/// An NFC tag with secure dynamic messages.
#[derive(Debug, Serialize, ToSchema)]
struct NfcTagView {
    id: Uuid,
    /// 14 hexadecimal digits.
    #[schema(example = "04A1B2C3D4E5F6")]
    uid: String,
    /// Highest counter that was used; -1 before the first use.
    last_counter: i32,
    /// `null` while the tag is active.
    revoked_at: Option<DateTime<Utc>>,
}

/// Language of the texts on a sheet.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SheetQuery {
    /// `en` (default), `es`, `de` or `fr`
    #[serde(default, deserialize_with = "language")]
    #[param(value_type = Option<String>)]
    language: Option<Language>,
}

fn language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Language>, D::Error> {
    choice(deserializer, |text| {
        text.parse::<Language>().map_err(|error| format!("unknown: {error}"))
    })
}

impl EntryCodeView {
    fn new(app: &App, listed: ListedCode, tags: Vec<NfcTagView>) -> Result<Self, Error> {
        let ListedCode { code, lane, spot } = listed;
        Ok(Self {
            url: printed_url(app, &code)?,
            id: code.id.0,
            kind: code.kind.as_str(),
            lane,
            spot,
            words: code.words,
            is_rotating: code.is_rotating,
            serial: code.serial,
            created_at: code.created_at,
            created_by: code.created_by,
            revoked_at: code.revoked_at,
            revoked_reason: code.revoked_reason,
            tags,
        })
    }
}

impl From<NfcTag> for NfcTagView {
    fn from(tag: NfcTag) -> Self {
        Self {
            id: tag.id.0,
            uid: hex::encode_upper(&tag.uid),
            last_counter: tag.last_counter,
            revoked_at: tag.revoked_at,
        }
    }
}

fn printed_url(app: &App, code: &EntryCode) -> Result<Option<String>, Error> {
    if code.is_rotating || code.revoked_at.is_some() {
        return Ok(None);
    }
    match code_url(app, code) {
        Err(Error::SigningUnavailable) => Ok(None),
        url => url.map(Some),
    }
}

/// A code must not be made before its address can be.
fn check_signing(app: &App) -> Result<(), Error> {
    app.quote_signer.key_byte().map(drop).ok_or(Error::SigningUnavailable)
}

/// Checks that the scope contains the site of a code.
fn check_scope(conn: &mut PgConnection, id: EntryCodeId, scope: &Scope) -> Result<(), Error> {
    scope.check(EntryCode::find(conn, id)?.place())
}

/// Reads a code with its tags.
fn load(conn: &mut PgConnection, id: EntryCodeId) -> Result<(ListedCode, Vec<NfcTag>), Error> {
    Ok((ListedCode::find(conn, id)?, NfcTag::of_code(conn, id)?))
}

/// Counts the request, and returns the sheet of a code.
async fn sheet_of(
    app: &App,
    address: ClientAddress,
    operator: &Permitted<ViewEquipment>,
    id: EntryCodeId,
    language: Option<Language>,
) -> Result<CodeSheet, Error> {
    let scopes = [RateLimitScope::Address(address), RateLimitScope::Account(operator.user_id())];
    app.limits.check(Limit::Document, &scopes).await?;
    let scope = operator.scope();
    let found = app.db.read(move |conn| {
        let listed = ListedCode::find(conn, id)?;
        scope.check(listed.code.place())?;
        let site = Site::find(conn, listed.code.site_id)?;
        Ok::<_, Error>((listed, site.name))
    });
    let (listed, site) = found.await?;
    CodeSheet::new(app, &site, listed, language.unwrap_or_default())
}
