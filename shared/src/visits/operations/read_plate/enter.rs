//! A vehicle at an entrance: its booking, else the account that has saved it.

use chrono::{DateTime, Utc};
use diesel::{Connection as _, PgConnection};

use super::{Found, Seen, is_refusal};
use crate::{
    Error, Result,
    equipment::domain::{means::Means, plate_read::ReadOutcome},
    places::domain::terms::Terms,
    platform::{
        domain::ids::{ReservationId, UserId, VehicleId},
        token::Tokens,
    },
    visits::{
        models::{
            plate_match::{accounts_with, bookings_now, bookings_with, last_with_plate, may_be_of},
            visit::Visit,
        },
        operations::{
            check_in::{Arriving, CheckIn, CheckedIn, check_in},
            may_enter::may_enter,
            passback::REPEAT,
        },
    },
};

/// Lets a vehicle in by the booking of its plate, else by the only account with it that may enter.
/// If the camera is sure that the plate is of another region than the saved vehicle, an operator
/// decides; a booking of now is sure enough by itself. The booking of a plate that looks like it is
/// proposed, or used if the site's rules say so.
pub(super) fn enter(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    region: Option<&str>,
    tokens: &Tokens,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Found> {
    if let Some(id) = booking_of(conn, seen)? {
        let who = Arriving::Booking { id, principal: None };
        return admit(conn, seen, who, tokens, terms, now);
    }
    let known = accounts_with(conn, &seen.hashes)?;
    let (mut able, mut is_of_other_region) = (Vec::new(), false);
    for (user_id, vehicle_id) in &known {
        if let Some(region) = region
            && !may_be_of(conn, *vehicle_id, region)?
        {
            is_of_other_region = true;
            continue;
        }
        if is_able(conn, seen, (*user_id, *vehicle_id), terms, now)? {
            able.push((*user_id, *vehicle_id));
        }
    }
    match able.as_slice() {
        [(user_id, vehicle_id)] => {
            let who = Arriving::Account { user_id: *user_id, vehicle_id: Some(*vehicle_id) };
            return admit(conn, seen, who, tokens, terms, now);
        }
        [] if is_of_other_region => return Ok(Found::review(None)),
        [] => {}
        _ => return Ok(Found::review(None)),
    }
    match similar_bookings(conn, seen, tokens)?.as_slice() {
        [id] if seen.rules.opens_on_similar => {
            let who = Arriving::Booking { id: *id, principal: None };
            admit(conn, seen, who, tokens, terms, now)
        }
        [id] => Ok(Found::review(Some(*id))),
        [] if known.is_empty() => Ok(Found::without_visit(ReadOutcome::NoMatch)),
        [] => Ok(Found::without_visit(ReadOutcome::Refused)),
        _ => Ok(Found::review(None)),
    }
}

/// Finds the visit that a vehicle has begun otherwise, for example by the driver's phone, before
/// the reading came. Without one an operator decides: nobody knows where the vehicle is.
pub(super) fn enter_late(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    tokens: &Tokens,
) -> Result<Found> {
    let last = last_with_plate(conn, seen.site_id(), &seen.hashes)?;
    let is_this = |visit: &Visit| (visit.arrived_at - seen.at).abs() < REPEAT;
    if let Some(visit) = last.filter(is_this) {
        return Ok(Found::of_visit(ReadOutcome::Entered, visit.id));
    }
    let proposed = entering_reservation(conn, seen, tokens)?;
    if proposed.is_none() && accounts_with(conn, &seen.hashes)?.is_empty() {
        return Ok(Found::without_visit(ReadOutcome::NoMatch));
    }
    Ok(Found::review(proposed))
}

/// Returns the reservation that an operator may admit: that of the plate, else the only one of a
/// plate that looks like it.
pub(super) fn entering_reservation(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    tokens: &Tokens,
) -> Result<Option<ReservationId>> {
    if let Some(id) = booking_of(conn, seen)? {
        return Ok(Some(id));
    }
    match similar_bookings(conn, seen, tokens)?.as_slice() {
        [id] => Ok(Some(*id)),
        _ => Ok(None),
    }
}

/// Returns the reservation of the plate with which the vehicle may enter, or has just entered: then
/// the barrier opens again.
pub(super) fn booking_of(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
) -> Result<Option<ReservationId>> {
    let entered = seen.open.as_ref().filter(|visit| seen.at - visit.arrived_at < REPEAT);
    if let Some(visit) = entered {
        return Ok(Some(visit.reservation_id));
    }
    Ok(bookings_with(conn, seen.site_id(), &seen.hashes, seen.at)?.first().copied())
}

fn similar_bookings(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    tokens: &Tokens,
) -> Result<Vec<ReservationId>> {
    Ok(seen.similar(&bookings_now(conn, seen.site_id(), seen.at)?, tokens))
}

/// Returns whether an account with the vehicle may enter. Check-in decides about a vehicle that is
/// inside already.
fn is_able(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    (user_id, vehicle_id): (UserId, VehicleId),
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<bool> {
    match may_enter(conn, user_id, seen.site_id(), Some(vehicle_id), terms, now) {
        Ok(()) | Err(Error::AlreadyInside { .. }) => Ok(true),
        Err(error) if is_refusal(&error) => Ok(false),
        Err(failure) => Err(failure),
    }
}

fn admit(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    who: Arriving,
    tokens: &Tokens,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Found> {
    // In a savepoint: the outcome of a refusal is recorded.
    match conn.transaction(|conn| check_in_by_plate(conn, seen, who, tokens, terms, now)) {
        Ok(entered) => Ok(Found::of_visit(ReadOutcome::Entered, entered.visit.id)),
        Err(error) if is_refusal(&error) => Ok(Found::without_visit(ReadOutcome::Refused)),
        Err(failure) => Err(failure),
    }
}

/// Checks a vehicle in at the camera's lane, at the time at which it was there.
pub(super) fn check_in_by_plate(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    who: Arriving,
    tokens: &Tokens,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<CheckedIn> {
    let request = CheckIn {
        site_id: seen.site_id(),
        who,
        spot_id: None,
        means: Means::Plate,
        lane_id: Some(seen.lane.id),
        app_device: None,
        card_id: None,
        position: None,
        arrived_at: seen.reported_at(),
        language: None,
        key: None,
        actor: Some(seen.actor.to_owned()),
    };
    check_in(conn, &request, tokens, terms, now)
}
