//! Search of the visits of all drivers.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use crate::{
    Result,
    platform::{
        domain::ids::UserId,
        models::audit::{AuditContext, AuditEvent},
    },
    visits::models::visit_details::{VisitDetails, VisitFilter, VisitQuery},
};

/// Returns the visits that match the filter, the newest first. A search for a driver or a plate is
/// recorded in the audit log, without the address or the plate.
///
/// # Errors
/// Only database errors.
pub fn search_visits(
    conn: &mut PgConnection,
    filter: &VisitFilter,
    limit: i64,
    operator: UserId,
    note: Option<&str>,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Vec<VisitDetails>> {
    let found = VisitDetails::page(conn, filter, limit, now)?;
    let by = match filter.q {
        Some(VisitQuery::Email(_)) => "email",
        Some(VisitQuery::Plate(_)) => "plate",
        None => return Ok(found),
    };
    let ids: Vec<_> = found.iter().map(|details| details.visit.id).collect();
    let event = AuditEvent::new("visit.search", operator.0).to(json!({ "by": by, "visits": ids }));
    audit.record(conn, AuditEvent { note, ..event }, now)?;
    Ok(found)
}
