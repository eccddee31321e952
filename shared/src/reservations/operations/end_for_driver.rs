//! Ends a stay on behalf of an operator.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    end_reservation::end_reservation,
    transition::{audit_fields, lock_any},
};
use crate::{
    Result,
    identity::domain::principal::Principal,
    places::domain::terms::Terms,
    platform::{
        domain::ids::ReservationId,
        models::audit::{AuditContext, AuditEvent},
    },
    reservations::models::reservation_details::ReservationDetails,
};

/// Ends a stay as [`end_reservation`] does, and records an audit event. Idempotent.
///
/// # Errors
/// `NotFound`; `InvalidTransition` for a hold and for an expired or revoked reservation.
pub fn end_for_driver(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    note: &str,
    terms: &Terms,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<ReservationDetails> {
    let before = lock_any(conn, id)?;
    let after = end_reservation(conn, id, principal, None, terms, now)?;
    let event = AuditEvent::new("reservation.end", id.0)
        .reason(note)
        .change(audit_fields(&before), audit_fields(&after));
    audit.record(conn, event, now)?;
    Ok(ReservationDetails::find(conn, id)?)
}
