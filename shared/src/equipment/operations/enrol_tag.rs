//! Enrols an NFC tag with secure dynamic messages.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    equipment::models::{
        entry_code::EntryCode,
        nfc_tag::{NewNfcTag, NfcTag},
    },
    platform::{
        domain::ids::{EntryCodeId, NfcTagId},
        models::audit::{AuditContext, AuditEvent},
        token::Tokens,
    },
};

/// A tag to enrol. It has no debug output, because that would have the keys.
#[derive(Clone)]
pub struct NewTag {
    pub code_id: EntryCodeId,
    pub uid: [u8; 7],
    /// Encrypts UID and counter.
    pub meta_key: [u8; 16],
    /// Authenticates the message.
    pub file_key: [u8; 16],
}

/// Enrols a tag, which stands for its code from now on. The keys are stored encrypted. Locks the
/// code.
///
/// # Errors
/// `NotFound`; `CodeRevoked`; `Invalid` when an active tag has the UID.
pub fn enrol_tag(
    conn: &mut PgConnection,
    new: &NewTag,
    tokens: &Tokens,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<NfcTag> {
    let code = EntryCode::lock(conn, new.code_id)?;
    if code.revoked_at.is_some() {
        return Err(Error::CodeRevoked);
    }
    let id = NfcTagId::new();
    let keys_sealed = tokens.seal_tag_keys(id, &new.meta_key, &new.file_key)?;
    let new = NewNfcTag {
        id,
        city_id: code.city_id,
        code_id: code.id,
        uid: &new.uid,
        keys_sealed: &keys_sealed,
    };
    let tag = NfcTag::insert(conn, &new, now)?;
    audit.record(conn, AuditEvent::new("tag.enrol", id.0).to(tag.audit_fields()), now)?;
    Ok(tag)
}
