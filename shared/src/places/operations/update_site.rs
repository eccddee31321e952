//! Changes a site.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::create_site::check_site_place;
use crate::{
    Result,
    places::models::site::{Site, SiteChanges},
    platform::{
        domain::ids::SiteId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Changes a site, which may be retired. Locks the site.
///
/// # Errors
/// `NotFound`; `Invalid` when the new position is far from the city.
pub fn update_site(
    conn: &mut PgConnection,
    id: SiteId,
    changes: &SiteChanges,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Site> {
    let before = Site::lock(conn, id)?;
    check_site_place(conn, before.city_id, changes)?;
    let after = before.update(conn, changes, now)?;
    let event = AuditEvent::new("site.update", id.0).change(json!(before), json!(after));
    audit.record(conn, event, now)?;
    Ok(after)
}
