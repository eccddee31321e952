//! Re-seats a driver whose reservation was revoked: offers another spot nearby, at no higher price,
//! held until the driver accepts or declines.

use std::slice;

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};

use super::{
    cancel_reservation::cancel_reservation,
    check_admission::check_admission,
    check_available::{is_buffer_free, map_insert_error},
    check_eligibility::last_day,
    check_length::check_length,
    confirm_reservation::confirm_locked,
    expire_hold::expire_overdue_on,
    hold_end::RESEAT_OFFER,
    price_extension::class_of,
    price_stay::{StayOffer, check_parking, rate_of},
    transition::{lock_any, record},
};
use crate::{
    Error, Result,
    identity::domain::principal::Principal,
    places::{
        domain::terms::Terms,
        models::{closure, spot::Spot, spot_details::ATTRIBUTES, terms::at_spot},
    },
    platform::{
        domain::{
            ids::{ReservationId, SpotId},
            period::{Period, next_second},
        },
        jobs::Job,
    },
    pricing::{
        domain::stay_parts::{PartRate, StayPart, price_of_parts},
        models::posted::load_for_spot,
    },
    reservations::{
        domain::{
            eligibility::{Right, missing_right},
            hold::hold_end,
            reserved_ahead::is_ahead,
            status::{Event, Status},
        },
        jobs::ExpireHold,
        models::{
            reservation::{Changes, NewReservation, Reservation},
            reservation_vehicle::ReservationVehicle,
            segment::{self, Segment},
            spot_search::{Area, Replacement, SpotSearch},
            transition::TransitionContext,
        },
    },
};

/// Maximum distance to the other spot, in metres.
const MAX_RESEAT_DISTANCE_M: f64 = 500.0;
/// Maximum number of candidate spots tried, since a concurrent hold may take some of them.
const MAX_CANDIDATES: i64 = 50;
/// Attributes that an offered spot may have only if the revoked spot had them.
const RESTRICTED_ATTRIBUTES: [&str; 4] = ["accessible", "motorcycle", "permit_only", "scooter"];

/// Holds the nearest suitable spot in place of a revoked reservation; `None` when there is none, or
/// the time left is shorter than the minimum stay.
pub(super) fn offer(
    conn: &mut PgConnection,
    revoked: &Reservation,
    context: TransitionContext<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Option<Reservation>> {
    let at_old_spot = at_spot(conn, terms, revoked.spot_id)?;
    let starts_at = revoked.period.starts_at().max(next_second(now));
    let remaining = Period::new(starts_at, revoked.period.ends_at())
        .filter(|remaining| remaining.length() >= at_old_spot.min_stay);
    let Some(period) = remaining else { return Ok(None) };
    let accepted = accepted_rate(conn, revoked, period)?;
    let old = Spot::find(conn, revoked.spot_id)?;
    let area = Area::Circle { center: old.at(), radius_m: MAX_RESEAT_DISTANCE_M };
    let excluded = excluded_attributes(conn, revoked, &old, period)?;
    let max_rate = match &accepted {
        PartRate::Flat { rate_minor_per_hour, rate_cap_minor: None } => *rate_minor_per_hour,
        // The accepted tariff or reduced rate prices the other spot, whatever its rate.
        PartRate::Flat { .. } | PartRate::Tariff { .. } => i32::MAX,
    };
    let replacement = Replacement { spot_id: old.id, city_id: revoked.city_id, max_rate, excluded };
    let search = SpotSearch {
        area,
        period,
        attributes: old.attributes,
        zones: None,
        street_only: false,
        after: None,
        limit: MAX_CANDIDATES,
        now,
    };
    for candidate in search.run_for(conn, replacement)? {
        // In a savepoint, since another transaction may have taken the spot after the search.
        match conn.transaction(|conn| {
            let held =
                hold_candidate(conn, candidate.spot.id, revoked, period, &accepted, context, now)?;
            check_terms(conn, &held, terms)?;
            Ok(held)
        }) {
            Err(
                Error::SpotTaken { .. }
                | Error::SpotClosed { .. }
                | Error::RateChanged { .. }
                | Error::AccountRequired
                | Error::MembersOnly
                | Error::NotAllowedByTariff(_)
                | Error::Invalid(_)
                | Error::NotFound,
            ) => {}
            placed => return placed.map(Some),
        }
    }
    Ok(None)
}

/// Returns the attributes that the other spot must not have: restrictions that the revoked spot did
/// not have, and those to which the vehicle has no right.
fn excluded_attributes(
    conn: &mut PgConnection,
    revoked: &Reservation,
    old: &Spot,
    period: Period,
) -> Result<Vec<String>> {
    let vehicle = ReservationVehicle::current(conn, revoked.id)?;
    let last_day = last_day(conn, old.city_id, period)?;
    let is_excluded = |attribute: &&str| {
        let attribute = (*attribute).to_owned();
        let details = vehicle.as_ref().map(|vehicle| &vehicle.details);
        let needed = missing_right(slice::from_ref(&attribute), details, last_day);
        let lacks_right = !matches!(needed, None | Some(Right::SmallerVehicle));
        !old.attributes.contains(&attribute)
            && (lacks_right || RESTRICTED_ATTRIBUTES.contains(&attribute.as_str()))
    };
    Ok(ATTRIBUTES.into_iter().filter(is_excluded).map(str::to_owned).collect())
}

/// Rejects an offer that the terms of its place do not allow. Lock the spot first.
fn check_terms(conn: &mut PgConnection, held: &Reservation, defaults: &Terms) -> Result<()> {
    let terms = at_spot(conn, defaults, held.spot_id)?;
    if let Some(driver) = held.driver() {
        check_admission(&driver, &terms)?;
    }
    check_length("ends_at", held.period, &terms, false)?;
    if is_buffer_free(conn, held.spot_id, held.period, &terms, Some(held.id))? {
        Ok(())
    } else {
        Err(Error::SpotTaken { spot_id: held.spot_id })
    }
}

/// Returns how the time that is left was priced: by the first tariff in it, else by the lowest of
/// the agreed rates, since no hour on the other spot may cost more than the same hour did before.
fn accepted_rate(
    conn: &mut PgConnection,
    revoked: &Reservation,
    remaining: Period,
) -> Result<PartRate> {
    let segments = Segment::of_reservation(conn, revoked.id)?;
    let mut parts = segment::parts(conn, &segments)?;
    parts.retain(|part| part.period.ends_at() > remaining.starts_at());
    let mut lowest: Option<(i32, Option<i32>)> = None;
    for part in parts {
        match part.rate {
            PartRate::Flat { rate_minor_per_hour: rate, rate_cap_minor } => {
                if lowest.is_none_or(|(lowest, _)| rate < lowest) {
                    lowest = Some((rate, rate_cap_minor));
                }
            }
            tariff @ PartRate::Tariff { .. } => return Ok(tariff),
        }
    }
    let (rate_minor_per_hour, rate_cap_minor) =
        lowest.unwrap_or((revoked.rate_minor_per_hour, None));
    Ok(PartRate::Flat { rate_minor_per_hour, rate_cap_minor })
}

/// Returns the price of the time on the other spot: by the accepted tariff or rate; on a spot
/// without a tariff instead of an accepted rate by its own. A reduced rate limits both. Rejects a
/// spot at a higher rate, and one whose own tariff does not allow the stay.
fn price_candidate(
    conn: &mut PgConnection,
    spot: &Spot,
    revoked: &Reservation,
    period: Period,
    accepted: &PartRate,
    now: DateTime<Utc>,
) -> Result<StayOffer> {
    let class = class_of(conn, revoked)?;
    let (place, posted) = load_for_spot(conn, spot.id)?;
    let starts_at = period.starts_at();
    let own = posted.version_at(place, class, starts_at, is_ahead(starts_at, now));
    if let Some(version) = own {
        check_parking(version, class, period)?;
    }
    let currency = revoked.currency;
    let (rate, max_minor) = match accepted {
        // The agreed price may contain a cap or free time that a part of the stay lacks.
        PartRate::Tariff { .. } => (accepted.clone(), Some(revoked.agreed_minor)),
        // With the spot's tariff, a part of the stay could cost more than at the accepted rate.
        PartRate::Flat { .. } if own.is_some() => (accepted.clone(), None),
        PartRate::Flat { rate_minor_per_hour: max, rate_cap_minor } => {
            if rate_cap_minor.is_none() && *max < spot.rate_minor_per_hour {
                return Err(Error::NotFound);
            }
            (rate_of(None, spot.rate_minor_per_hour, class).capped(*rate_cap_minor), None)
        }
    };
    let part = StayPart { period, rate };
    let price = price_of_parts(slice::from_ref(&part), currency, max_minor);
    let uncapped = price_of_parts(&[part.uncapped()], currency, max_minor).total;
    Ok(StayOffer::new(&part.rate, price, uncapped, class))
}

fn hold_candidate(
    conn: &mut PgConnection,
    spot_id: SpotId,
    revoked: &Reservation,
    period: Period,
    accepted: &PartRate,
    context: TransitionContext<'_>,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let locked = Spot::lock_in_service(conn, spot_id)?;
    if locked.spot.city_id != revoked.city_id || locked.currency != revoked.currency {
        return Err(Error::NotFound);
    }
    let offer = price_candidate(conn, &locked.spot, revoked, period, accepted, now)?;
    expire_overdue_on(conn, spot_id, now)?;
    if closure::is_closed(conn, &locked.spot, period)? {
        return Err(Error::SpotClosed { spot_id });
    }
    let new = NewReservation {
        id: ReservationId::new(),
        city_id: revoked.city_id,
        spot_id,
        user_id: revoked.user_id,
        guest_id: revoked.guest_id,
        period: period.to_range(),
        status: Status::Held,
        revision: 1,
        rate_minor_per_hour: offer.rate_minor_per_hour,
        currency: locked.currency.code(),
        hold_expires_at: hold_end(now, RESEAT_OFFER, period),
        created_at: now,
        must_confirm_email: revoked.awaits_verification(),
        agreed_minor: offer.price.total.amount_minor,
        reseat_of: Some(revoked.id),
        payment_source: revoked.payment_source,
        language: revoked.language,
    };
    let held = new.insert(conn).map_err(|error| map_insert_error(error, spot_id))?;
    if let Some(vehicle) = ReservationVehicle::current(conn, revoked.id)? {
        ReservationVehicle::choose(conn, &held, vehicle.vehicle_id, &vehicle.details, now)?;
    }
    record(conn, &held, Event::Hold, None, context, now)?;
    segment::add(conn, &held, period, &offer.segment_price(None), now)?;
    ExpireHold { reservation_id: held.id }.enqueue_at(conn, new.hold_expires_at, now)?;
    Ok(held.copy_card_from(conn, revoked)?)
}

/// Returns the re-seat offered to a driver. Accepts the id of the offer or of the revoked
/// reservation.
///
/// # Errors
/// `NotFound` when nothing was offered, or the reservation belongs to another driver.
pub fn find_reseat_offer(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
) -> Result<Reservation> {
    let mut found = Reservation::of_principal(conn, id, principal)?;
    while let Some(next) = Reservation::find_reseat(conn, found.id)? {
        found = next;
    }
    if found.reseat_of.is_some() { Ok(found) } else { Err(Error::NotFound) }
}

/// Accepts the offered spot, with the card of the revoked reservation. Idempotent.
///
/// # Errors
/// `NotFound` as in [`find_reseat_offer`], `HoldExpired` when the offer has expired, `CardNotReady`
/// when the revoked reservation had no card, `EmailUnconfirmed` when the address is not verified.
/// The driver completes these steps as for any hold.
pub fn accept_reseat(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let id = find_reseat_offer(conn, id, principal)?.id;
    let held = lock_any(conn, id)?;
    match held.status {
        Status::Confirmed | Status::Completed => return Ok(held),
        Status::Expired => return Err(Error::HoldExpired),
        Status::Held if held.is_hold_expired(now) => return Err(Error::HoldExpired),
        _ => {}
    }
    if held.status == Status::Held && held.awaits_card() {
        return Err(Error::CardNotReady { status: "no card has been entered".to_owned() });
    }
    if held.awaits_verification() {
        return Err(Error::EmailUnconfirmed);
    }
    confirm_locked(
        conn,
        &held,
        Changes::default(),
        &principal.audit_name(held.guest_id),
        terms,
        now,
    )
}

/// Declines the offered spot, which becomes free. Idempotent.
///
/// # Errors
/// `NotFound` as [`find_reseat_offer`], `InvalidTransition` once it was accepted and the stay has
/// begun.
pub fn decline_reseat(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let offer = find_reseat_offer(conn, id, principal)?;
    // A guest's link to the revoked reservation also gives access to the offer.
    cancel_reservation(conn, offer.id, principal.for_replacement(offer.id), None, terms, now)
}
