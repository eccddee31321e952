//! When the hold of a reservation runs out, as the terms have it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    places::domain::terms::Terms,
    platform::domain::period::Period,
    reservations::{domain::hold::hold_end, models::reservation::Reservation},
};

/// How long a driver has to answer the offer of another spot: longer than a hold lasts, for the
/// offer comes by mail.
pub(super) const RESEAT_OFFER: TimeDelta = TimeDelta::minutes(30);

/// When `reservation`, which is held, runs out with this period. Write it together with the period,
/// and move `ExpireHold` there.
pub(super) fn hold_end_of(
    reservation: &Reservation,
    period: Period,
    terms: &Terms,
) -> DateTime<Utc> {
    hold_end(reservation.created_at, hold_length(reservation, terms), period)
}

/// The longest that the hold may last.
fn hold_length(reservation: &Reservation, terms: &Terms) -> TimeDelta {
    if reservation.reseat_of.is_some() {
        RESEAT_OFFER
    } else {
        terms.hold_length(reservation.awaits_email())
    }
}
