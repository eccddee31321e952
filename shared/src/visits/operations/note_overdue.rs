//! Records that a spot was taken on which a vehicle may be whose visit has ended.

use diesel::PgConnection;

use super::arrival::Arrival;
use crate::{
    Result,
    equipment::domain::vendor::IncidentKind,
    reservations::models::reservation::Reservation,
    visits::{domain::visit_state::OVERDUE_FOR, models::overdue::other_on_spot},
};

/// Records the departure of the vehicle that was on a reserved spot, if the arriving driver has
/// seen that it is gone; otherwise the incident that it may be there.
///
/// # Errors
/// Only database errors.
pub(super) fn note_overdue(
    conn: &mut PgConnection,
    arrival: &mut Arrival<'_>,
    reservation: &Reservation,
) -> Result<()> {
    let since = arrival.now - OVERDUE_FOR;
    let other = other_on_spot(conn, reservation.spot_id, reservation.id, since)?;
    let Some(other) = other else { return Ok(()) };
    if arrival.request.spot_id.is_some() && other.is_overdue() {
        other.set_departed(conn, arrival.at)?;
        return Ok(());
    }
    let detail = format!("the vehicle of visit {} is not known to have left the spot", other.id);
    arrival.incidents.push((IncidentKind::SpotOccupied, detail));
    Ok(())
}
