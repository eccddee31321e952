//! Amends a stay: a driver extends or shortens it.

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};

use super::{
    align_verification_expiry::align_verification_expiry,
    check_eligibility::check_vehicle,
    check_length::check_length,
    check_price::{check_rate, check_source},
    confirm_reservation::schedule_end,
    end_reservation::end_locked,
    enqueue_mail::enqueue_mail,
    expire_hold::expire_overdue_on,
    hold_end::reservation_hold_expiry,
    transition::{apply, check_revision, lock},
};
use crate::{
    Error, Result,
    identity::domain::principal::Principal,
    places::{
        domain::terms::Terms,
        models::{spot::Spot, terms::at_spot},
    },
    platform::{
        domain::{ids::ReservationId, mail::MailTemplate, period::Period},
        jobs::Job,
        models::idempotency_key::IdempotencyKey,
    },
    reservations::{
        domain::status::{Event, Status},
        jobs::ExpireHold,
        models::{
            reservation::{Changes, Reservation},
            segment,
        },
    },
};

#[derive(Debug, Clone)]
pub struct AmendReservation {
    pub id: ReservationId,
    pub principal: Principal,
    pub ends_at: DateTime<Utc>,
    /// The revision that the driver has seen; `None` skips the check.
    pub revision: Option<i32>,
    /// The hourly rate for added time that the driver has seen, in minor units; `None` skips the
    /// check.
    pub rate: Option<i32>,
    pub key: Option<IdempotencyKey>,
}

/// Moves the end. An end that is not in the future ends the stay now; a stay that has not begun is
/// cancelled free of charge.
///
/// # Errors
/// `ExtensionBlocked` with the latest possible end, `Invalid` outside the terms,
/// `RevisionMismatch`, `InvalidTransition`, `HoldExpired`, `RateChanged` when the rate for added
/// time differs from the one that the driver has seen, `NotEligible` when the vehicle has no right
/// to the spot in the added time, `CardRequired` when added time has a price and the reservation
/// has no payment source.
pub fn amend_reservation(
    conn: &mut PgConnection,
    request: &AmendReservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let repeated = request.key.as_ref().map(|key| key.claim(conn)).transpose()?.flatten();
    let reservation = lock(conn, request.id, request.principal)?;
    if repeated.is_some() {
        return Ok(reservation);
    }
    check_revision(&reservation, request.revision)?;
    let terms = at_spot(conn, terms, reservation.spot_id)?;
    let amended = amend_locked(conn, request, &reservation, &terms, now)?;
    if let Some(key) = &request.key {
        key.store(conn, amended.id, amended.city_id, now)?;
    }
    Ok(amended)
}

fn amend_locked(
    conn: &mut PgConnection,
    request: &AmendReservation,
    reservation: &Reservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let period = reservation.period;
    let actor = request.principal.audit_name(reservation.guest_id);
    if request.ends_at <= now && reservation.status != Status::Held {
        return end_locked(conn, reservation, &actor, terms, now);
    }
    let new_period = validated_period(reservation, request.ends_at, terms, now)?;
    if new_period == period {
        return Ok(reservation.clone());
    }
    let spot = Spot::lock(conn, reservation.spot_id)?;
    let rate = spot.rate_minor_per_hour;
    if new_period.ends_at() > period.ends_at() {
        check_rate(request.rate, rate, reservation.currency)?;
        check_vehicle(conn, reservation, &spot, new_period)?;
        check_source(reservation.payment_source, rate, reservation.currency)?;
        expire_overdue_on(conn, reservation.spot_id, now)?;
        check_free(conn, reservation, new_period, terms, now)?;
    }
    // In a savepoint: a query follows, and a constraint violation would abort the transaction.
    let moved =
        conn.transaction(|conn| move_end(conn, reservation, new_period, rate, &actor, terms, now));
    let amended = match moved {
        Err(Error::SpotTaken { .. }) => {
            let next = reservation.next_start(conn, terms.buffer, now)?;
            return Err(Error::ExtensionBlocked { latest_end: next.unwrap_or(period.ends_at()) });
        }
        moved => moved?,
    };
    if amended.status == Status::Confirmed {
        schedule_end(conn, &amended, terms, now)?;
        enqueue_mail(conn, &amended, MailTemplate::Amendment, &terms.quotas, now)?;
    }
    Ok(amended)
}

/// Returns the period of a reservation with the requested end, if the terms allow it at `now`.
///
/// # Errors
/// `InvalidTransition` when it is over, `HoldExpired`, `Invalid` for an end that is not in the
/// future or a stay that is too short or too long.
pub fn validated_period(
    reservation: &Reservation,
    ends_at: DateTime<Utc>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Period> {
    let period = reservation.period;
    if reservation.status.after(Event::Amend).is_none() {
        return Err(reservation.status.transition_error(Event::Amend));
    }
    if reservation.is_hold_expired(now) {
        return Err(Error::HoldExpired);
    }
    if period.ends_at() <= now {
        return Err(Status::Completed.transition_error(Event::Amend));
    }
    let Some(new_period) = period.with_end(ends_at).filter(|new_period| new_period.ends_at() > now)
    else {
        return Err(Error::field(
            "ends_at",
            "before_start",
            "must be after the start, and in the future",
        ));
    };
    // A driver may leave at any time, so a stay in progress may become shorter than the minimum.
    let under_way = reservation.status == Status::Confirmed && period.contains(now);
    if new_period.length() > period.length() || !under_way {
        check_length("ends_at", new_period, terms, reservation.awaits_verification())?;
    }
    Ok(new_period)
}

/// Rejects a period that overlaps the next reservation, with the buffer before it, or the next
/// closure of the spot.
///
/// # Errors
/// `ExtensionBlocked` with the latest possible end.
pub fn check_free(
    conn: &mut PgConnection,
    reservation: &Reservation,
    new_period: Period,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    match reservation.next_start(conn, terms.buffer, now)? {
        Some(latest_end) if latest_end < new_period.ends_at() => {
            Err(Error::ExtensionBlocked { latest_end })
        }
        _ => Ok(()),
    }
}

/// Moves the end and adjusts the segments: removed time is cut off, added time costs the current
/// rate. The expiry of a hold is recalculated.
fn move_end(
    conn: &mut PgConnection,
    reservation: &Reservation,
    new_period: Period,
    rate: i32,
    actor: &str,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let is_held = reservation.status == Status::Held;
    let hold_expires_at = is_held.then(|| reservation_hold_expiry(reservation, new_period, terms));
    let changes =
        Changes { period: Some(new_period.to_range()), hold_expires_at, ..Changes::default() };
    let moved = apply(conn, reservation, Event::Amend, &changes, actor, now)?;
    if let Some(expires_at) = hold_expires_at {
        ExpireHold { reservation_id: moved.id }.enqueue_at(conn, expires_at, now)?;
        if moved.awaits_verification() {
            align_verification_expiry(conn, &moved)?;
        }
    }
    match Period::new(reservation.period.ends_at(), new_period.ends_at()) {
        Some(added) => segment::add(conn, &moved, added, rate, now)?,
        None => drop(segment::cut(conn, &moved, new_period.ends_at())?),
    }
    let agreed_minor = segment::price(conn, &moved)?.amount_minor;
    Ok(moved.set_agreed(conn, agreed_minor)?)
}
