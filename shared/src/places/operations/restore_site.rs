//! Returns a retired site to service.

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

/// Restores a retired site, and the spots that were retired with it. Spots that were retired before
/// stay retired. Locks the site, then its spots. Idempotent.
///
/// # Errors
/// `NotFound`.
pub fn restore_site(
    conn: &mut PgConnection,
    id: SiteId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Site> {
    lock_bulk_spot_changes(conn)?;
    let before = Site::lock(conn, id)?;
    if before.retired_at.is_none() {
        return Ok(before);
    }
    let after = before.set_retired(conn, None, now)?;
    before.set_spots_retired(conn, before.retired_at, None, now)?;
    let event = AuditEvent::new("site.restore", id.0).reason(note);
    audit.record(conn, event.change(json!(before), json!(after)), now)?;
    Ok(after)
}
