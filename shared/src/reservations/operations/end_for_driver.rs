//! Ends a stay on behalf of an operator.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{end_reservation::end_reservation, operator_action::OperatorAction};
use crate::{
    Result, places::domain::terms::Terms,
    reservations::models::reservation_details::ReservationDetails,
};

/// Ends a stay as [`end_reservation`] does, and records an audit event. Idempotent.
///
/// # Errors
/// `NotFound`; `InvalidTransition` for a hold and for an expired or revoked reservation.
pub fn end_for_driver(
    conn: &mut PgConnection,
    action: &OperatorAction,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<ReservationDetails> {
    action.run(conn, "reservation.end", now, |conn| {
        end_reservation(conn, action.id, action.principal, None, terms, now)
    })
}
