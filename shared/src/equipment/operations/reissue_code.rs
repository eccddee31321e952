//! Replaces an entry code by a new one.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::issue_code::{NewCode, insert_code};
use crate::{
    Error, Result,
    equipment::models::{entry_code::EntryCode, nfc_tag::NfcTag},
    platform::{
        domain::ids::EntryCodeId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Highest serial number of a code; 1 follows.
const MAX_SERIAL: i32 = 65_535;

/// Revokes a code and issues another one for the same place, with the next serial number and other
/// words. Its NFC tags with secure dynamic messages, which copies of the code do not concern,
/// belong to the new code from now on. Locks the code.
///
/// # Errors
/// `NotFound`; `CodeRevoked` if it is revoked already; as `issue_code`.
pub fn reissue_code(
    conn: &mut PgConnection,
    id: EntryCodeId,
    reason: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<EntryCode> {
    let before = EntryCode::lock(conn, id)?;
    if before.revoked_at.is_some() {
        return Err(Error::CodeRevoked);
    }
    let new = NewCode {
        site_id: before.site_id,
        kind: before.kind,
        lane_id: before.lane_id,
        spot_id: before.spot_id,
        is_rotating: before.is_rotating,
    };
    before.revoke(conn, reason, now)?;
    let serial = if before.serial < MAX_SERIAL { before.serial + 1 } else { 1 };
    let after = insert_code(conn, &new, serial, &audit.actor, now)?;
    NfcTag::move_all(conn, id, after.id)?;
    let event = AuditEvent::new("code.reissue", id.0).reason(reason);
    audit.record(conn, event.change(json!(before), json!(after)), now)?;
    Ok(after)
}
