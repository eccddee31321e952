//! A driver moves the end of the stay: extends or shortens it.

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};

use super::{
    confirm_reservation::{revision_of, schedule_end},
    end_reservation::complete,
    expire_hold::expire_overdue_on,
    hold_spot::{check_length, check_rate},
    transition::{apply, check_revision, lock, name},
};
use crate::{
    Error, Result,
    domain::{
        ids::ReservationId,
        mail::MailTemplate,
        period::Period,
        status::{Event, Status},
        terms::Terms,
    },
    jobs::Job,
    models::{
        closure,
        idempotency_key::IdempotencyKey,
        reservation::{Actor, Changes, Reservation},
        segment,
        spot::Spot,
    },
};

/// A driver's wish.
#[derive(Debug, Clone)]
pub struct AmendReservation {
    /// Which reservation.
    pub id: ReservationId,
    /// Who asks.
    pub actor: Actor,
    /// The new end.
    pub ends_at: DateTime<Utc>,
    /// The revision that the driver has seen, if told.
    pub revision: Option<i32>,
    /// The rate for the time that is added, as the driver has seen it, in minor units an hour, if told.
    pub rate: Option<i32>,
    /// The client's key.
    pub key: Option<IdempotencyKey>,
}

/// Moves the end. An end that has passed already ends a stay that is under way now.
///
/// # Errors
/// `ExtensionBlocked` with the latest possible end, `Invalid` outside the terms, `RevisionMismatch`, `InvalidTransition`, `HoldExpired`,
/// `RateChanged` when time that is added would cost another rate than the driver has seen.
pub fn amend_reservation(
    conn: &mut PgConnection,
    wish: &AmendReservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let repeated = wish.key.as_ref().map(|key| key.claim(conn)).transpose()?.flatten();
    let reservation = lock(conn, wish.id, wish.actor)?;
    if repeated.is_some() {
        return Ok(reservation);
    }
    check_revision(&reservation, wish.revision)?;
    let amended = amend_locked(conn, wish, &reservation, terms, now)?;
    if let Some(key) = &wish.key {
        key.store(conn, amended.id, amended.city_id, now)?;
    }
    Ok(amended)
}

fn amend_locked(
    conn: &mut PgConnection,
    wish: &AmendReservation,
    reservation: &Reservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let (period, actor) = (reservation.period, name(wish.actor, reservation));
    if reservation.status.after(Event::Amend).is_none() {
        return Err(Error::InvalidTransition { from: reservation.status, event: Event::Amend });
    }
    if reservation.hold_is_over(now) {
        return Err(Error::HoldExpired);
    }
    if period.ends_at() <= now {
        return Err(Error::InvalidTransition { from: Status::Completed, event: Event::Amend });
    }
    let under_way = reservation.status == Status::Confirmed && period.contains(now);
    if wish.ends_at <= now && under_way {
        return complete(conn, reservation, now, &actor, now);
    }
    let Some(wished) = period.with_end(wish.ends_at).filter(|wished| wished.ends_at() > now) else {
        return Err(Error::field("ends_at", "before_start", "must be after the start, and in the future"));
    };
    // Who is parked may leave at any time, so a stay that is under way may also be cut below the shortest.
    if wished.length() > period.length() || !under_way {
        check_length("ends_at", wished, terms)?;
    }
    if wished == period {
        return Ok(reservation.clone());
    }
    let spot = Spot::lock(conn, reservation.spot_id)?;
    let rate = spot.rate_minor_per_hour;
    if wished.ends_at() > period.ends_at() {
        check_rate(wish.rate, rate, reservation.currency)?;
        expire_overdue_on(conn, reservation.spot_id, now)?;
        if closure::is_closed(conn, &spot, wished)? {
            return Err(blocked(conn, reservation)?);
        }
    }
    // In a savepoint: after the constraint has refused, there is still a question to ask.
    let moved = conn.transaction(|conn| move_end(conn, reservation, wished, rate, &actor, now));
    let amended = match moved {
        Err(Error::SpotTaken { .. }) => return Err(blocked(conn, reservation)?),
        moved => moved?,
    };
    if amended.status == Status::Confirmed {
        schedule_end(conn, &amended, terms, now)?;
        Job::SendMail(MailTemplate::Amendment, revision_of(&amended)).enqueue(conn, now)?;
    }
    Ok(amended)
}

/// Moves the end, and with it what was agreed: what is given up is cut off, what is added costs the present rate.
fn move_end(
    conn: &mut PgConnection,
    reservation: &Reservation,
    wished: Period,
    rate: i32,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let changes = Changes { period: Some(wished.to_range()), ..Changes::default() };
    let moved = apply(conn, reservation, Event::Amend, &changes, actor, now)?;
    match Period::new(reservation.period.ends_at(), wished.ends_at()) {
        Some(added) => segment::add(conn, &moved, added, rate, now)?,
        None => drop(segment::cut(conn, &moved, wished.ends_at())?),
    }
    let agreed_minor = segment::price(conn, &moved)?.amount_minor;
    Ok(moved.set_agreed(conn, agreed_minor)?)
}

fn blocked(conn: &mut PgConnection, reservation: &Reservation) -> Result<Error> {
    let next = reservation.next_start(conn)?;
    Ok(Error::ExtensionBlocked { latest_end: next.unwrap_or(reservation.period.ends_at()) })
}
