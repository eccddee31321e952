//! Revokes a reduced-rate permit.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    platform::{
        domain::ids::ReducedRatePermitId,
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::models::reduced_rate_permit::ReducedRatePermit,
};

/// Revokes a permit now. Accepted quotes and stays keep their price. Locks the permit. Idempotent.
///
/// # Errors
/// `NotFound`.
pub fn revoke_reduced_rate_permit(
    conn: &mut PgConnection,
    id: ReducedRatePermitId,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<ReducedRatePermit> {
    let before = ReducedRatePermit::lock(conn, id)?;
    if before.revoked_at.is_some() {
        return Ok(before);
    }
    let after = before.revoke(conn, now)?;
    let event = AuditEvent::new("reduced_rate_permit.revoke", id.0)
        .change(before.audit_fields(), after.audit_fields());
    audit.record(conn, event, now)?;
    Ok(after)
}
