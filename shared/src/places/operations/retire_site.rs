//! Takes a site out of service.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use crate::{
    Result,
    places::models::{bulk_change_lock::lock_bulk_spot_changes, site::Site},
    platform::{
        domain::ids::SiteId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Retires a site with its spots: they cannot be held any more, and existing reservations continue.
/// Locks the site, then its spots. Idempotent.
///
/// # Errors
/// `NotFound`.
pub fn retire_site(
    conn: &mut PgConnection,
    id: SiteId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Site> {
    lock_bulk_spot_changes(conn)?;
    let before = Site::lock(conn, id)?;
    if before.retired_at.is_some() {
        return Ok(before);
    }
    let after = before.set_retired(conn, Some(now), now)?;
    before.set_spots_retired(conn, None, after.retired_at, now)?;
    let event = AuditEvent::new("site.retire", id.0).reason(note);
    audit.record(conn, event.change(json!(before), json!(after)), now)?;
    Ok(after)
}
