//! Search of reservations by the plate of their vehicle.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use crate::{
    Result,
    identity::domain::scope::Scope,
    platform::{
        domain::ids::UserId,
        models::audit::{AuditContext, AuditEvent},
    },
    reservations::models::reservation_details::{ReservationDetails, ReservationFilter},
};

/// Maximum number of reservations found.
const MAX_FOUND: i64 = 50;

#[derive(Debug, Clone)]
pub struct SearchPlate {
    /// Hashes of the plate with each of the current secrets.
    pub hashes: Vec<Vec<u8>>,
    pub operator: UserId,
    /// Places whose reservations the operator may see.
    pub scope: Scope,
    /// Reason of the search.
    pub note: String,
}

/// Returns the newest 50 reservations with the plate, and records the search in the audit log.
///
/// # Errors
/// Only database errors.
pub fn search_plate(
    conn: &mut PgConnection,
    search: &SearchPlate,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Vec<ReservationDetails>> {
    let filter = ReservationFilter {
        plate_hashes: Some(search.hashes.clone()),
        ..ReservationFilter::default()
    };
    let found = ReservationDetails::search(conn, &filter, &search.scope, MAX_FOUND)?;
    let ids: Vec<_> = found.iter().map(|details| details.reservation.id).collect();
    let event = AuditEvent::new("plate.search", search.operator.0).reason(&search.note);
    audit.record(conn, event.to(json!({ "reservations": ids })), now)?;
    Ok(found)
}
