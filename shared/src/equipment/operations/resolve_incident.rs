//! Marks an incident as resolved.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use crate::{
    Result,
    equipment::models::incident::Incident,
    platform::{
        domain::ids::IncidentId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Resolves an incident. Locks it. Idempotent.
///
/// # Errors
/// `NotFound`.
pub fn resolve_incident(
    conn: &mut PgConnection,
    id: IncidentId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Incident> {
    let incident = Incident::lock(conn, id)?;
    if incident.resolved_at.is_some() {
        return Ok(incident);
    }
    let resolved = incident.resolve(conn, &audit.actor, now)?;
    let fields = json!({ "kind": incident.kind, "site_id": incident.site_id });
    let event = AuditEvent::new("incident.resolve", id.0).reason(note).to(fields);
    audit.record(conn, event, now)?;
    Ok(resolved)
}
