//! Revokes an NFC tag.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    equipment::models::nfc_tag::NfcTag,
    platform::{
        domain::ids::NfcTagId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Revokes a tag. Its code stays active. Locks the tag. Idempotent.
///
/// # Errors
/// `NotFound`.
pub fn revoke_tag(
    conn: &mut PgConnection,
    id: NfcTagId,
    reason: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<NfcTag> {
    let before = NfcTag::lock(conn, id)?;
    if before.revoked_at.is_some() {
        return Ok(before);
    }
    let after = before.revoke(conn, now)?;
    let event = AuditEvent::new("tag.revoke", id.0).reason(reason);
    audit.record(conn, event.change(before.audit_fields(), after.audit_fields()), now)?;
    Ok(after)
}
