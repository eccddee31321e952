//! Stays of visits: their reservations begin, grow and end with the use of a spot. The subject
//! `visits` decides who enters and leaves.
//!
//! The time of an event may lie in the past, because devices report late.

mod begin;
mod extend;

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    cancel_reservation::cancel_unused,
    check_admission::check_admission,
    check_overdue_charges::check_overdue_charges,
    check_waivers::check_waivers_of,
    end_reservation::complete,
    price_stay::{StayOffer, price_new_stay},
    reduced_rate::rate_cap,
};
use crate::{
    Error, Result,
    identity::{domain::vehicle::VehicleClass, models::user::User},
    places::{domain::terms::Terms, models::spot::LockedSpot},
    platform::domain::{email::Email, ids::UserId, owner::Owner, period::Period},
    reservations::{
        domain::status::{Event, Status},
        models::reservation::Reservation,
    },
};

pub use super::{
    check_eligibility::last_day,
    transition::{lock as lock_stay, lock_any as lock_any_stay},
};
pub use crate::reservations::domain::eligibility::forbidden_attributes;
pub use begin::{NewVisitStay, VisitCard, begin_visit_stay};
pub use extend::extend_visit_stay;

/// Rejects an account that may not begin a stay at a place with these terms.
///
/// # Errors
/// `NotFound` for an account that was closed, `MembersOnly`, `EmailUnconfirmed`, `PaymentOverdue`,
/// `WaiverLimit`.
pub fn check_visitor(
    conn: &mut PgConnection,
    user_id: UserId,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    // A pass is not revoked with its account.
    let user = User::find(conn, user_id)?;
    if user.disabled_at.is_some() || user.erased_at.is_some() {
        return Err(Error::NotFound);
    }
    let driver: Owner<Email> = Owner::User(user_id);
    check_admission(&driver, terms)?;
    if terms.verify_emails && user.email_confirmed_at.is_none() {
        return Err(Error::EmailUnconfirmed);
    }
    check_overdue_charges(conn, &driver)?;
    check_waivers_of(conn, &driver, terms, now)
}

/// Returns the offer of a stay without a booked end: of the period, or of its part until the end
/// that the tariff allows, if that is not shorter than the minimum stay. `terms` are those of the
/// spot.
///
/// # Errors
/// `NotAllowedByTariff`.
pub fn offer_visit_stay(
    conn: &mut PgConnection,
    spot: &LockedSpot,
    user_id: UserId,
    class: VehicleClass,
    period: Period,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<(Period, StayOffer)> {
    let starts_at = period.starts_at();
    let cap = rate_cap(conn, Some(user_id), spot.spot.city_id, terms, starts_at)?;
    let mut price =
        |period| price_new_stay(conn, &spot.spot, spot.currency, class, period, cap, now);
    let refused = match price(period) {
        Err(Error::NotAllowedByTariff(refused)) => refused,
        offer => return Ok((period, offer?)),
    };
    let allowed = refused.allowed_until.and_then(|until| period.until(until));
    match allowed.filter(|allowed| allowed.length() >= terms.min_stay) {
        Some(allowed) => Ok((allowed, price(allowed)?)),
        None => Err(Error::NotAllowedByTariff(refused)),
    }
}

/// Ends a locked stay at `at`, which is not after `now`, and bills the time used. A stay that has
/// not begun at that time is cancelled free of charge. One that is completed or cancelled is
/// unchanged.
///
/// # Errors
/// `InvalidTransition` for a hold, and for an expired or revoked reservation.
pub fn end_visit_stay(
    conn: &mut PgConnection,
    reservation: &Reservation,
    at: DateTime<Utc>,
    actor: &str,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    match reservation.status {
        Status::Completed | Status::Cancelled => Ok(reservation.clone()),
        Status::Confirmed if reservation.period.starts_at() < at => {
            complete(conn, reservation, at, actor, now)
        }
        // The limit of undone stays does not apply: an exit is never refused.
        Status::Confirmed => cancel_unused(conn, reservation, actor, terms, now),
        from => Err(from.transition_error(Event::End)),
    }
}
