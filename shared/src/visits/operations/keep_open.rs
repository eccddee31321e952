//! Lengthens the stay of a vehicle that is still there when the booked end comes.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::make_room::make_room;
use crate::{
    Result,
    places::{
        domain::terms::Terms,
        models::{site_rules, spot::Spot, terms::at_spot},
    },
    platform::domain::revision::Revision,
    reservations::{
        domain::status::Status,
        operations::visit_stay::{extend_visit_stay, lock_any_stay},
    },
    visits::models::visit::Visit,
};

/// Lengthens a stay whose end has come and whose visit is open, up to the bound of the visit, or as
/// far as tariff, next booking and closure allow. Where spots have no numbers, the bookings in the
/// way move to other spots. Returns `false` if the stay ends now. `terms` are the defaults.
///
/// # Errors
/// `NotFound`; otherwise only database errors.
pub fn keep_open(
    conn: &mut PgConnection,
    of: Revision,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<bool> {
    // Most stays have no visit, and need no lock here.
    let Some(found) = Visit::of_reservation(conn, of.reservation_id)? else { return Ok(false) };
    if !found.is_open() {
        return Ok(false);
    }
    let reservation = lock_any_stay(conn, of.reservation_id)?;
    let ends_at = reservation.period.ends_at();
    let is_due = reservation.status == Status::Confirmed && ends_at <= now;
    if reservation.revision != of.revision || !is_due {
        return Ok(false);
    }
    let visit = Visit::lock(conn, found.id)?;
    if !visit.is_open() || visit.bound_at <= ends_at {
        return Ok(false);
    }
    let spot_id = reservation.spot_id;
    if site_rules::at_spot(conn, spot_id)?.is_some_and(|rules| rules.is_unnumbered()) {
        let (spot, terms) = (Spot::find(conn, spot_id)?, at_spot(conn, terms, spot_id)?);
        make_room(conn, &spot, visit.bound_at, &terms, ends_at)?;
    }
    Ok(extend_visit_stay(conn, &reservation, visit.bound_at, terms, now)?.is_some())
}
