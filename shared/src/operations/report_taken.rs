//! A driver finds somebody else on the spot: it costs nothing, another spot is offered, and nobody else is sent there for a while.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::{
    close_place::{ClosePlace, Closed, Site, close_place},
    revoke_reservation::revoke_locked,
    transition::{lock, name},
};
use crate::{
    Error, Result,
    domain::{
        ids::ReservationId,
        status::{Event, Status},
        terms::Terms,
    },
    models::{
        reservation::{Actor, Reservation},
        transition::{By, SPOT_TAKEN},
        turn,
    },
};

/// For how long nobody else is sent to the spot; an operator may end it before.
const CLOSED_FOR: TimeDelta = TimeDelta::minutes(30);
/// What operators read of it.
const REASON: &str = "reported as taken";

/// What came of a report.
#[derive(Debug, Clone)]
pub struct Reported {
    /// The reservation, taken back.
    pub reservation: Reservation,
    /// Who reported, as the audit names them.
    pub actor: String,
    /// The closure of the spot, and who else was in its way; `None` when the reservation had been taken back before.
    pub closed: Option<Closed>,
}

/// Takes a stay back whose driver has found somebody else on the spot, and closes the spot for a while. A second time changes nothing.
///
/// # Errors
/// `NotFound`, `InvalidTransition` for what is not confirmed, `OutsideReportWindow` as [`check_report`].
pub fn report_taken(
    conn: &mut PgConnection,
    id: ReservationId,
    actor: Actor,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reported> {
    turn::take(conn)?;
    let reservation = lock(conn, id, actor)?;
    let actor = name(actor, &reservation);
    if reservation.status == Status::Revoked {
        return Ok(Reported { reservation, actor, closed: None });
    }
    check_report(&reservation, terms, now)?;
    // First their own, so that the closure finds it gone and offers what is left to the others.
    let by = By { actor: &actor, note: Some(SPOT_TAKEN) };
    let revoked = revoke_locked(conn, &reservation, by, terms, now)?;
    let wish = ClosePlace {
        site: Site::Spot(reservation.spot_id),
        starts_at: None,
        ends_at: now + CLOSED_FOR,
        reason: REASON.to_owned(),
        actor: actor.clone(),
    };
    let closed = close_place(conn, &wish, terms, now)?;
    Ok(Reported { reservation: revoked.reservation, actor, closed: Some(closed) })
}

/// Whether the stay can be reported now: once it has begun, and not for ever.
///
/// # Errors
/// `InvalidTransition` for what is not confirmed, `OutsideReportWindow` with the time in which it can be reported.
pub fn check_report(reservation: &Reservation, terms: &Terms, now: DateTime<Utc>) -> Result<()> {
    if reservation.status != Status::Confirmed {
        return Err(Error::InvalidTransition { from: reservation.status, event: Event::Revoke });
    }
    let from = reservation.period.starts_at();
    let until = (from + terms.report_taken).min(reservation.period.ends_at());
    if from <= now && now < until { Ok(()) } else { Err(Error::OutsideReportWindow { from, until }) }
}
