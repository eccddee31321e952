//! Cancels a reservation on behalf of an operator.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{cancel_reservation::cancel_reservation, operator_action::OperatorAction};
use crate::{
    Result, places::domain::terms::Terms,
    reservations::models::reservation_details::ReservationDetails,
};

/// Cancels a hold, or a stay that has not begun or can be undone, as [`cancel_reservation`] does,
/// and records an audit event. Idempotent.
///
/// # Errors
/// `NotFound`; `InvalidTransition` once the stay has begun and can no longer be undone.
pub fn cancel_for_driver(
    conn: &mut PgConnection,
    action: &OperatorAction,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<ReservationDetails> {
    action.run(conn, "reservation.cancel", now, |conn| {
        cancel_reservation(conn, action.id, action.principal, None, terms, now)
    })
}
