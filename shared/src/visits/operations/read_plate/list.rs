//! Lists the readings at a site for an operator.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use crate::{
    Result,
    equipment::models::plate_read::{ReadDetails, ReadFilter},
    platform::models::audit::{AuditContext, AuditEvent},
};

/// Returns the readings that match the filter, the newest first, and records in the audit log which
/// ones were shown, because they name drivers and plates.
///
/// # Errors
/// Only database errors.
pub fn list_reads(
    conn: &mut PgConnection,
    filter: &ReadFilter,
    limit: i64,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Vec<ReadDetails>> {
    let found = ReadDetails::page(conn, filter, limit)?;
    if !found.is_empty() {
        let ids: Vec<_> = found.iter().map(|details| details.read.id).collect();
        let event = AuditEvent::new("plate_read.list", filter.site_id.0);
        audit.record(conn, event.to(json!({ "reads": ids })), now)?;
    }
    Ok(found)
}
