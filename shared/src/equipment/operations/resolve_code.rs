//! Finds the entry code that a driver presents.

use chrono::{DateTime, Utc};
use diesel::{OptionalExtension as _, PgConnection};

use crate::{
    Error, Result,
    equipment::{
        domain::{
            code_token::{CodeMark, CodeToken, is_current},
            means::Means,
            sun::{SunMessage, read_sun},
            words::normalize_words,
        },
        models::{entry_code::EntryCode, nfc_tag::NfcTag},
    },
    platform::{
        domain::ids::{EntryCodeId, NfcTagId},
        token::Tokens,
    },
};

/// A credential of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presented {
    /// Content of a token whose signature is verified.
    Code(CodeToken),
    /// Words as they were typed.
    Words(String),
    /// Message of an NFC tag.
    Tag { id: NfcTagId, message: SunMessage },
}

/// An active code.
#[derive(Debug, Clone)]
pub struct Resolved {
    pub code: EntryCode,
    /// The tag that was read, and its counter.
    pub tag: Option<(NfcTag, i32)>,
}

impl Presented {
    pub fn means(&self) -> Means {
        match self {
            Self::Code(_) => Means::Code,
            Self::Words(_) => Means::Words,
            Self::Tag { .. } => Means::Nfc,
        }
    }
}

impl Resolved {
    /// Uses the counter of the tag, so that the same message is refused from the end of the
    /// transaction on. Does nothing without a tag.
    ///
    /// # Errors
    /// `ReplayedTag` if the counter was used meanwhile.
    pub fn spend(&self, conn: &mut PgConnection) -> Result<()> {
        let Some((tag, counter)) = &self.tag else { return Ok(()) };
        if tag.spend(conn, *counter)? { Ok(()) } else { Err(Error::ReplayedTag) }
    }
}

/// Returns the active code that is presented. Changes nothing: a use calls [`Resolved::spend`].
///
/// # Errors
/// `UnknownCode`; `CodeRevoked`, also when a screen showed the code more than a step ago;
/// `ReplayedTag` when the counter of a tag is not higher than the last one that was used.
pub fn resolve_code(
    conn: &mut PgConnection,
    presented: &Presented,
    tokens: &Tokens,
    now: DateTime<Utc>,
) -> Result<Resolved> {
    match presented {
        Presented::Code(token) => {
            let code = active(conn, token.code_id)?;
            check_token(&code, *token, now)?;
            Ok(Resolved { code, tag: None })
        }
        Presented::Words(typed) => {
            let words = normalize_words(typed).ok_or(Error::UnknownCode)?;
            let code = EntryCode::by_words(conn, &words)?.ok_or(Error::UnknownCode)?;
            Ok(Resolved { code, tag: None })
        }
        Presented::Tag { id, message } => {
            let (tag, counter) = read_tag(conn, *id, message, tokens)?;
            Ok(Resolved { code: active(conn, tag.code_id)?, tag: Some((tag, counter)) })
        }
    }
}

fn active(conn: &mut PgConnection, id: EntryCodeId) -> Result<EntryCode> {
    let code = EntryCode::find(conn, id).optional()?.ok_or(Error::UnknownCode)?;
    if code.revoked_at.is_some() { Err(Error::CodeRevoked) } else { Ok(code) }
}

fn check_token(code: &EntryCode, token: CodeToken, now: DateTime<Utc>) -> Result<()> {
    match token.mark {
        CodeMark::Serial(_) if token == code.token(now) => Ok(()),
        CodeMark::Step(step) if code.is_rotating && token.kind == code.kind => {
            if is_current(step, now) { Ok(()) } else { Err(Error::CodeRevoked) }
        }
        CodeMark::Serial(_) | CodeMark::Step(_) => Err(Error::UnknownCode),
    }
}

fn read_tag(
    conn: &mut PgConnection,
    id: NfcTagId,
    message: &SunMessage,
    tokens: &Tokens,
) -> Result<(NfcTag, i32)> {
    let tag = NfcTag::find(conn, id).optional()?.ok_or(Error::UnknownCode)?;
    let Some((meta_key, file_key)) = tokens.open_tag_keys(id, &tag.keys_sealed) else {
        tracing::warn!(nfc_tag.id = %id, "The keys of a tag are not readable: enrol it again");
        return Err(Error::UnknownCode);
    };
    let read = read_sun(&meta_key, &file_key, message);
    let read = read.filter(|read| read.uid.as_slice() == tag.uid).ok_or(Error::UnknownCode)?;
    if tag.revoked_at.is_some() {
        return Err(Error::CodeRevoked);
    }
    let counter = i32::try_from(read.counter).map_err(|_| Error::UnknownCode)?;
    if counter > tag.last_counter { Ok((tag, counter)) } else { Err(Error::ReplayedTag) }
}
