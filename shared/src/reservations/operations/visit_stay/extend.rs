//! Lengthens a stay whose vehicle is still there.

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};

use crate::{
    Error, Result,
    places::{
        domain::terms::Terms,
        models::{spot::Spot, terms::at_spot},
    },
    platform::domain::period::Period,
    reservations::{
        domain::status::{Event, Status},
        models::{
            reservation::{Changes, Reservation},
            segment,
        },
        operations::{
            confirm_reservation::schedule_end,
            count_guard_rails::count_base_rate,
            expire_hold::expire_overdue_on,
            price_extension::{added_time, offer_extension},
            price_stay::StayOffer,
            reduced_rate::count_reduced_rate,
            transition::apply,
        },
    },
};

/// Actor of a lengthened stay in the audit log of transitions.
const ACTOR: &str = "worker";

/// Moves the end of a locked stay to `to`, or to the end that its tariff, the next reservation of
/// the spot with its buffer, or a closure allow. The added time costs what the tariff in force now
/// asks for it; no mail is sent. `None` if no time can be added: also if the time has a price and
/// the stay has no payment source.
///
/// # Errors
/// Only database errors.
pub fn extend_visit_stay(
    conn: &mut PgConnection,
    reservation: &Reservation,
    to: DateTime<Utc>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Option<Reservation>> {
    if reservation.status != Status::Confirmed {
        return Ok(None);
    }
    let terms = at_spot(conn, terms, reservation.spot_id)?;
    let spot = Spot::lock(conn, reservation.spot_id)?;
    expire_overdue_on(conn, spot.id, now)?;
    let free_until = reservation.next_start(conn, terms.buffer, now)?;
    let to = free_until.map_or(to, |free_until| free_until.min(to));
    let Some(period) = longer(reservation, to) else { return Ok(None) };
    let Some((period, offer)) = offer(conn, reservation, &spot, period, &terms, now)? else {
        return Ok(None);
    };
    if !reservation.payment_source.covers(offer.rate_minor_per_hour) {
        return Ok(None);
    }
    // In a savepoint: a constraint violation would abort the transaction.
    let moved = conn.transaction(|conn| move_end(conn, reservation, period, &offer, now));
    let extended = match moved {
        Err(Error::SpotTaken { .. }) => return Ok(None),
        moved => moved?,
    };
    schedule_end(conn, &extended, &terms, now)?;
    let (starts_at, added_from) = (period.starts_at(), reservation.period.ends_at());
    count_base_rate(conn, &offer, &spot, starts_at, added_from, now)?;
    count_reduced_rate(conn, &offer, &spot, now)?;
    Ok(Some(extended))
}

/// Returns the period of a reservation with a later end.
fn longer(reservation: &Reservation, to: DateTime<Utc>) -> Option<Period> {
    let period = reservation.period.with_end(to)?;
    (period.ends_at() > reservation.period.ends_at()).then_some(period)
}

/// Returns the offer of the time that the period adds, or of its part that the tariff allows.
fn offer(
    conn: &mut PgConnection,
    reservation: &Reservation,
    spot: &Spot,
    period: Period,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Option<(Period, StayOffer)>> {
    let refused = match offer_extension(conn, reservation, spot, period, terms, now) {
        Err(Error::NotAllowedByTariff(refused)) => refused,
        offer => return Ok(Some((period, offer?))),
    };
    let allowed = refused.allowed_until.and_then(|until| longer(reservation, until));
    let Some(allowed) = allowed.filter(|allowed| allowed.ends_at() < period.ends_at()) else {
        return Ok(None);
    };
    match offer_extension(conn, reservation, spot, allowed, terms, now) {
        Err(Error::NotAllowedByTariff(_)) => Ok(None),
        offer => Ok(Some((allowed, offer?))),
    }
}

fn move_end(
    conn: &mut PgConnection,
    reservation: &Reservation,
    period: Period,
    offer: &StayOffer,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let added = added_time(reservation, period)?;
    let changes = Changes { period: Some(period.to_range()), ..Changes::default() };
    let moved = apply(conn, reservation, Event::Amend, &changes, ACTOR, now)?;
    segment::add(conn, &moved, added, &offer.segment_price(None), now)?;
    let agreed_minor = reservation.agreed_minor + offer.price.total.amount_minor;
    Ok(moved.set_agreed(conn, agreed_minor)?)
}
