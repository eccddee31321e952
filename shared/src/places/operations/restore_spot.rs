//! Returns a retired spot to service.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::check_site_in_service::check_site_in_service;
use crate::{
    Result,
    places::models::{place, spot::Spot, spot_details::SpotDetails},
    platform::{
        domain::ids::SpotId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Restores a retired spot. Locks its site and the spot. Idempotent.
///
/// # Errors
/// `NotFound`; `Invalid` when its site is retired.
pub fn restore_spot(
    conn: &mut PgConnection,
    id: SpotId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<SpotDetails> {
    let place = place::of_spot(conn, id)?;
    check_site_in_service(conn, place, "id")?;
    let spot = Spot::lock(conn, id)?;
    let before = SpotDetails::find(conn, id)?;
    if before.retired_at.is_none() {
        return Ok(before);
    }
    let after = SpotDetails::set_retired(conn, &spot, None, now)?;
    let event = AuditEvent::new("spot.restore", id.0).reason(note);
    audit.record(conn, event.change(json!(before), json!(after)), now)?;
    Ok(after)
}
