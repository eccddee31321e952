//! Undoing a reservation: for a minute after its confirmation a stay can be cancelled free of
//! charge, although it has begun.
//!
//! Without a limit a driver could park free of charge by undoing and reserving again every minute.
//! A driver and a card can therefore undo one stay an hour in a zone, or in all zones of a site:
//! another spot of the same kerb or garage is as good for parking as the first. An account and a
//! guest with the same verified address are one driver. An undone stay is not among the unpaid
//! stays that `check_waivers` limits, because it costs nothing. The stay of a vehicle that is at a
//! site already is not undone: it ends when the vehicle leaves.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::check_no_return::verified_address;
use crate::{
    Result,
    reservations::{
        domain::status::Status,
        models::{
            open_visit::site_of_open_visit, reservation::Reservation, transition::confirmed_at,
            undone_stay::has_undone,
        },
    },
};

/// Time after the confirmation.
const WINDOW: TimeDelta = TimeDelta::seconds(60);
/// Minimum time between two undone stays of a driver or a card in a zone or site.
const INTERVAL: TimeDelta = TimeDelta::hours(1);

/// Returns the time until which a confirmed stay can be undone; `None` if it cannot.
///
/// Stays that are undone at the same time may all succeed: each has lasted less than a minute.
///
/// # Errors
/// Only database errors.
pub fn undo_until(
    conn: &mut PgConnection,
    reservation: &Reservation,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let period = reservation.period;
    // A stay begins at its confirmation or later, so that few reservations need a query.
    let is_near_start = (period.starts_at() - now).abs() <= WINDOW;
    if reservation.status != Status::Confirmed || !is_near_start {
        return Ok(None);
    }
    if site_of_open_visit(conn, reservation.id)?.is_some() {
        return Ok(None);
    }
    let confirmed_at = confirmed_at(conn, reservation.id)?;
    let until = confirmed_at.map(|at| (at + WINDOW).min(period.ends_at()));
    let Some(until) = until.filter(|until| now < *until) else { return Ok(None) };
    let is_verified = reservation.email_confirmed_at.is_some();
    let address = verified_address(conn, reservation.driver(), is_verified)?;
    let is_used = has_undone(conn, reservation, address.as_deref(), now - INTERVAL)?;
    Ok((!is_used).then_some(until))
}
