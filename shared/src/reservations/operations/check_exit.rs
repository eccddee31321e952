//! Stays of vehicles that are inside of a site whose exit is controlled. They end at the exit: a
//! driver who could end them from elsewhere would go on parking free of charge, on a spot that is
//! offered to others.

use diesel::PgConnection;

use crate::{
    Error, Result,
    equipment::models::lane::Lane,
    identity::domain::principal::Principal,
    reservations::models::{open_visit::site_of_open_visit, reservation::Reservation},
};

/// Rejects the end of a stay by its driver while the vehicle is at a site with a controlled exit.
/// Operators may end every stay.
///
/// # Errors
/// `ExitRequired`.
pub(super) fn check_exit(
    conn: &mut PgConnection,
    reservation: &Reservation,
    principal: Principal,
) -> Result<()> {
    if matches!(principal, Principal::Operator(_)) {
        return Ok(());
    }
    match site_of_open_visit(conn, reservation.id)? {
        Some(site_id) if Lane::has_controlled_exit(conn, site_id)? => Err(Error::ExitRequired),
        _ => Ok(()),
    }
}
