//! Ends the assignment of a tariff to a place.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use crate::{
    Result,
    platform::{
        domain::ids::TariffAssignmentId,
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::models::{tariff::TariffRecord, tariff_assignment::TariffAssignment},
};

/// Ends an assignment now; one that has not begun never applies, and one that has ended does not
/// change. Locks the tariff and the assignment. Accepted stays keep their price.
///
/// # Errors
/// `NotFound`.
pub fn end_assignment(
    conn: &mut PgConnection,
    id: TariffAssignmentId,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TariffAssignment> {
    let tariff_id = TariffAssignment::find(conn, id)?.tariff_id;
    let tariff = TariffRecord::lock(conn, tariff_id)?;
    let before = TariffAssignment::lock(conn, id)?;
    let ends_at = now.max(before.starts_at);
    if before.ends_at.is_some_and(|end| end <= ends_at) {
        return Ok(before);
    }
    let after = before.end(conn, ends_at)?;
    tariff.touch(conn, now)?;
    let event =
        AuditEvent::new("tariff.end_assignment", tariff.id.0).change(json!(before), json!(after));
    audit.record(conn, event, now)?;
    Ok(after)
}
