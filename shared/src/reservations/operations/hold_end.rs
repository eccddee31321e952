//! Expiry of a reservation's hold under the terms.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    places::domain::terms::Terms,
    platform::domain::period::Period,
    reservations::{domain::hold::hold_end, models::reservation::Reservation},
};

/// Duration of a re-seat offer. Longer than a hold, because the offer is sent by mail.
pub(super) const RESEAT_OFFER: TimeDelta = TimeDelta::minutes(30);

/// Returns the expiry of the held `reservation` with this period. Write it together with the
/// period, and reschedule `ExpireHold` to it.
pub(super) fn reservation_hold_expiry(
    reservation: &Reservation,
    period: Period,
    terms: &Terms,
) -> DateTime<Utc> {
    hold_end(reservation.created_at, hold_length(reservation, terms), period)
}

/// Returns the maximum duration of the hold.
fn hold_length(reservation: &Reservation, terms: &Terms) -> TimeDelta {
    if reservation.reseat_of.is_some() {
        RESEAT_OFFER
    } else {
        terms.hold_length(reservation.awaits_verification())
    }
}
