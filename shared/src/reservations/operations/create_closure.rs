//! Closes a place on behalf of an operator.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::close_place::{ClosePlace, close_place};
use crate::{
    Result,
    places::{domain::terms::Terms, models::closure::Closure},
    platform::models::audit::{AuditContext, AuditEvent},
    reservations::models::reservation_details::ReservationDetails,
};

/// A reservation that a closure revoked.
#[derive(Debug, Clone)]
pub struct DisplacedReservation {
    pub reservation: ReservationDetails,
    /// The re-seat offered to the driver, if any.
    pub reseat: Option<ReservationDetails>,
}

/// Closes a place as [`close_place`] does, and records an audit event. Returns the closure and the
/// revoked reservations.
///
/// # Errors
/// As [`close_place`].
pub fn create_closure(
    conn: &mut PgConnection,
    request: &ClosePlace,
    terms: &Terms,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<(Closure, Vec<DisplacedReservation>)> {
    let closed = close_place(conn, request, terms, now)?;
    let mut displaced = Vec::new();
    for revoked in &closed.revoked {
        let reservation = ReservationDetails::find(conn, revoked.reservation.id)?;
        let offer = revoked.offer.as_ref();
        let reseat = offer.map(|offer| ReservationDetails::find(conn, offer.id)).transpose()?;
        displaced.push(DisplacedReservation { reservation, reseat });
    }
    let closure = closed.closure;
    let revoked: Vec<_> = closed.revoked.iter().map(|revoked| revoked.reservation.id).collect();
    let event = AuditEvent::new("closure.create", closure.id.0).reason(&request.reason).to(json!({
        "spot_id": closure.spot_id, "zone_id": closure.zone_id,
        "starts_at": closure.period.starts_at(), "ends_at": closure.period.ends_at(),
        "revoked": revoked,
    }));
    audit.record(conn, event, now)?;
    Ok((closure, displaced))
}
