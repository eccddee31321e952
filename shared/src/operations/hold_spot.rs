//! A driver holds a spot for a period.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, result::Error as DieselError};

use super::{
    ask_for_proof::ask_for_proof, ask_once_more::proof_of_hold, check_waivers::check_waivers_of,
    expire_hold::expire_overdue_on,
};
use crate::{
    Error, Result,
    domain::{
        email::Email,
        hold::hold_end,
        ids::{ReservationId, SpotId, UserId},
        mail::MailTemplate,
        money::{Currency, Money},
        period::{Period, next_second},
        price::price,
        status::{Event, Status},
        terms::Terms,
    },
    error::violates,
    jobs::{Job, Revision},
    models::{
        charge::Charge,
        closure,
        guest::Guest,
        idempotency_key::IdempotencyKey,
        reservation::{Driver, NewReservation, Reservation},
        segment,
        spot::Spot,
        transition,
        user::User,
    },
};

/// How far in the past a start may lie before it counts as a mistake: the clock of a phone, the time on the way.
const START_TOLERANCE: TimeDelta = TimeDelta::seconds(60);

/// Who holds.
#[derive(Debug, Clone)]
pub enum Who {
    /// A driver with an account.
    User(UserId),
    /// A driver with nothing but an email address.
    Guest(Email),
}

/// When the stay ends.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    /// At this instant.
    At(DateTime<Utc>),
    /// So long after its start.
    After(TimeDelta),
}

/// A driver's wish.
#[derive(Debug, Clone)]
pub struct HoldSpot {
    /// Who.
    pub who: Who,
    /// Which spot.
    pub spot_id: SpotId,
    /// From when; `None` is now.
    pub starts_at: Option<DateTime<Utc>>,
    /// Until when.
    pub until: Until,
    /// The rate that the driver has seen, in minor units an hour, if told.
    pub rate: Option<i32>,
    /// The client's key, so that a repeat does not hold twice.
    pub key: Option<IdempotencyKey>,
}

/// Holds a spot until the driver has set a card up, or the hold runs out. A repeat with the same key answers with the first reservation.
///
/// # Errors
/// `NotFound` for a spot that is absent or retired, `Invalid` for a period outside the terms, `SpotTaken`, `SpotClosed`, `IdempotencyKeyReused`,
/// `PaymentOverdue` for a driver who owes for a stay before, `TooManyHolds`, `EmailUnconfirmed` for a user who has not proved the address,
/// `RateChanged` when the rate is not the one that the driver has seen, `WaiverLimit`.
pub fn hold_spot(conn: &mut PgConnection, wish: &HoldSpot, terms: &Terms, now: DateTime<Utc>) -> Result<Reservation> {
    if let Some(known) = wish.key.as_ref().map(|key| key.claim(conn)).transpose()?.flatten() {
        return Ok(Reservation::find(conn, known)?);
    }
    let period = wish.period(terms, now)?;
    let (user_id, guest) = match &wish.who {
        Who::User(id) => (Some(check_email(conn, *id, terms)?), None),
        Who::Guest(email) => (None, Some(Guest::with_email(conn, email, now)?)),
    };
    let must_confirm_email = guest.is_some() && terms.confirm_emails;
    if !must_confirm_email {
        // A guest who has proved nothing yet is not told whether the address owes: when they prove it, they are.
        check_debts(conn, &wish.who)?;
        check_waivers_of(conn, &wish.who, terms, now)?;
    }
    check_holds(conn, user_id, guest.as_ref(), terms, now)?;
    let locked = Spot::lock_in_service(conn, wish.spot_id)?;
    check_rate(wish.rate, locked.spot.rate_minor_per_hour, locked.currency)?;
    expire_overdue_on(conn, wish.spot_id, now)?;
    if closure::is_closed(conn, &locked.spot, period)? {
        return Err(Error::SpotClosed { spot_id: wish.spot_id });
    }

    let new = NewReservation {
        id: ReservationId::new(),
        city_id: locked.spot.city_id,
        spot_id: locked.spot.id,
        user_id,
        guest_id: guest.as_ref().map(|guest| guest.id),
        period: period.to_range(),
        status: Status::Held,
        revision: 1,
        rate_minor_per_hour: locked.spot.rate_minor_per_hour,
        currency: locked.currency.code(),
        hold_expires_at: hold_end(now, terms.hold, period),
        created_at: now,
        must_confirm_email,
        agreed_minor: price(locked.spot.rate_minor_per_hour, period.seconds(), locked.currency).amount_minor,
        reseat_of: None,
    };
    let held = new.insert(conn).map_err(|error| taken(error, wish.spot_id))?;
    let actor = match (&wish.who, &guest) {
        (Who::User(id), _) => format!("user:{id}"),
        (Who::Guest(_), guest) => format!("guest:{}", guest.as_ref().map(|guest| guest.id).unwrap_or_default()),
    };
    transition::record(conn, &held, Event::Hold, None, actor.as_str().into(), now)?;
    segment::add(conn, &held, period, held.rate_minor_per_hour, now)?;
    Job::ExpireHold(held.id).enqueue_at(conn, new.hold_expires_at, now)?;
    if let (true, Who::Guest(email)) = (must_confirm_email, &wish.who) {
        ask_for_proof(conn, &proof_of_hold(&held, email.clone(), now)?, now)?;
    } else if held.guest_id.is_some() {
        let of = Revision { reservation_id: held.id, revision: held.revision };
        Job::SendMail(MailTemplate::HoldPlaced, of).enqueue(conn, now)?;
    }
    if let Some(key) = &wish.key {
        key.store(conn, held.id, held.city_id, now)?;
    }
    Ok(held)
}

pub(super) fn taken(error: DieselError, spot_id: SpotId) -> Error {
    if violates(&error, "reservations_no_overlap") { Error::SpotTaken { spot_id } } else { error.into() }
}

/// Refuses a user who has not proved the address, where that is required.
fn check_email(conn: &mut PgConnection, id: UserId, terms: &Terms) -> Result<UserId> {
    if terms.confirm_emails && User::find(conn, id)?.email_confirmed_at.is_none() {
        return Err(Error::EmailUnconfirmed);
    }
    Ok(id)
}

/// Whoever owes for a stay before pays first.
pub(super) fn check_debts(conn: &mut PgConnection, who: &Who) -> Result<()> {
    let overdue = match who {
        Who::User(id) => {
            let email = User::find(conn, *id)?.email;
            Charge::overdue_of(conn, &email)?
        }
        Who::Guest(email) => Charge::overdue_of(conn, email.as_str())?,
    };
    if overdue.is_empty() { Ok(()) } else { Err(Error::PaymentOverdue { charges: overdue }) }
}

/// Refuses when the driver has as many holds as one may have. The lock puts wishes of one driver in a row, so that none is counted too late.
fn check_holds(
    conn: &mut PgConnection,
    user: Option<UserId>,
    guest: Option<&Guest>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    let (driver, max) = match (user, guest) {
        (Some(id), _) => {
            User::lock(conn, id)?;
            (Driver::User(id), terms.max_holds)
        }
        (None, Some(guest)) => {
            Guest::lock(conn, guest.id)?;
            (Driver::Guest(guest.id), terms.max_guest_holds)
        }
        (None, None) => return Ok(()),
    };
    if Reservation::live_holds(conn, driver, now)? < i64::from(max) { Ok(()) } else { Err(Error::TooManyHolds { max }) }
}

/// Refuses when the driver has seen another rate than the present one.
pub(super) fn check_rate(seen: Option<i32>, rate_minor_per_hour: i32, currency: Currency) -> Result<()> {
    match seen {
        Some(seen) if seen != rate_minor_per_hour => {
            Err(Error::RateChanged { rate: Money::new(rate_minor_per_hour.into(), currency) })
        }
        _ => Ok(()),
    }
}

impl HoldSpot {
    /// The period that is wished for, if the terms allow it.
    fn period(&self, terms: &Terms, now: DateTime<Utc>) -> Result<Period> {
        let earliest = next_second(now);
        let starts_at = self.starts_at.unwrap_or(earliest);
        if starts_at < now - START_TOLERANCE {
            return Err(Error::field("starts_at", "in_the_past", "must not be in the past"));
        }
        if starts_at > now + terms.max_lead {
            let message = format!("must be within {}", written(terms.max_lead));
            return Err(Error::field("starts_at", "too_far_ahead", message));
        }
        let starts_at = starts_at.max(earliest);
        let (field, ends_at) = match self.until {
            Until::At(ends_at) => ("ends_at", ends_at),
            Until::After(length) => ("duration_seconds", starts_at + length),
        };
        let Some(period) = Period::new(starts_at, ends_at) else {
            return Err(Error::field(field, "before_start", "must be after the start"));
        };
        check_length(field, period, terms)?;
        Ok(period)
    }
}

/// Refuses a stay that is shorter or longer than the terms allow.
pub(super) fn check_length(field: &str, period: Period, terms: &Terms) -> Result<()> {
    if period.length() < terms.min_stay {
        return Err(Error::field(field, "too_short", format!("a stay lasts at least {}", written(terms.min_stay))));
    }
    if period.length() > terms.max_stay {
        return Err(Error::field(field, "too_long", format!("a stay lasts at most {}", written(terms.max_stay))));
    }
    Ok(())
}

fn written(length: TimeDelta) -> String {
    let count = |number: i64, unit: &str| format!("{number} {unit}{}", if number == 1 { "" } else { "s" });
    match length.num_seconds() {
        seconds if seconds % 86_400 == 0 && seconds > 86_400 => count(seconds / 86_400, "day"),
        seconds if seconds % 3_600 == 0 => count(seconds / 3_600, "hour"),
        seconds if seconds % 60 == 0 => count(seconds / 60, "minute"),
        seconds => count(seconds, "second"),
    }
}
