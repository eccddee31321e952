//! An action of an operator on behalf of the driver of a reservation.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::transition::{audit_fields, lock_any};
use crate::{
    Result,
    identity::domain::principal::Principal,
    platform::{
        domain::ids::ReservationId,
        models::audit::{AuditContext, AuditEvent},
    },
    reservations::models::{reservation::Reservation, reservation_details::ReservationDetails},
};

/// The reservation, and the operator who acts on it.
#[derive(Debug, Clone)]
pub struct OperatorAction {
    pub id: ReservationId,
    pub principal: Principal,
    /// Reason, for other operators.
    pub note: String,
    pub audit: AuditContext,
}

impl OperatorAction {
    /// Locks the spot and the reservation, changes the reservation, and records the audit event
    /// `action`, unless nothing has changed.
    pub(super) fn run(
        &self,
        conn: &mut PgConnection,
        action: &'static str,
        now: DateTime<Utc>,
        change: impl FnOnce(&mut PgConnection) -> Result<Reservation>,
    ) -> Result<ReservationDetails> {
        let before = lock_any(conn, self.id)?;
        let after = change(conn)?;
        let event = AuditEvent::new(action, self.id.0)
            .reason(&self.note)
            .change(audit_fields(&before), audit_fields(&after));
        self.audit.record(conn, event, now)?;
        Ok(ReservationDetails::find(conn, self.id)?)
    }
}
