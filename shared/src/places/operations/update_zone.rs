//! Changes a zone.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::create_zone::check_zone_place;
use crate::{
    Error, Result,
    places::models::zone::{Zone, ZoneChanges},
    platform::{
        domain::ids::ZoneId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Changes a zone.
///
/// # Errors
/// `NotFound`; `Invalid` when the new kerb or boundary is far from the city, the new site is
/// retired or not in it, or a kerb is given for a zone with a boundary.
pub fn update_zone(
    conn: &mut PgConnection,
    id: ZoneId,
    changes: &ZoneChanges,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Zone> {
    let before = Zone::find(conn, id)?;
    check_zone_place(conn, before.city_id, changes)?;
    if changes.line.is_some() && changes.boundary.is_none() && before.boundary.is_some() {
        let message = "is the ring of the boundary: change or remove the boundary";
        return Err(Error::field("line", "has_boundary", message));
    }
    let after = before.update(conn, changes, now)?;
    let event =
        AuditEvent::new("zone.update", id.0).change(before.audit_fields(), after.audit_fields());
    audit.record(conn, event, now)?;
    Ok(after)
}
