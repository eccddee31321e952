//! Revokes an entry code.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use crate::{
    Result,
    equipment::models::entry_code::EntryCode,
    platform::{
        domain::ids::EntryCodeId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Revokes a code: from now on it neither opens nor charges. Open visits continue. Locks the code.
/// Idempotent; the first reason stays.
///
/// # Errors
/// `NotFound`.
pub fn revoke_code(
    conn: &mut PgConnection,
    id: EntryCodeId,
    reason: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<EntryCode> {
    let before = EntryCode::lock(conn, id)?;
    if before.revoked_at.is_some() {
        return Ok(before);
    }
    let after = before.revoke(conn, reason, now)?;
    let event = AuditEvent::new("code.revoke", id.0).reason(reason);
    audit.record(conn, event.change(json!(before), json!(after)), now)?;
    Ok(after)
}
