//! Changes a zone.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::check_near_city::check_near_city;
use crate::{
    Result,
    places::models::zone::{Zone, ZoneChanges},
    platform::{
        domain::ids::ZoneId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Changes a zone.
///
/// # Errors
/// `NotFound`; `Invalid` when the new kerb is far from the city.
pub fn update_zone(
    conn: &mut PgConnection,
    id: ZoneId,
    changes: &ZoneChanges,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Zone> {
    let before = Zone::find(conn, id)?;
    check_near_city(conn, before.city_id, "line", changes.line.as_deref().unwrap_or_default())?;
    let after = before.update(conn, changes, now)?;
    let event =
        AuditEvent::new("zone.update", id.0).change(before.audit_fields(), after.audit_fields());
    audit.record(conn, event, now)?;
    Ok(after)
}
