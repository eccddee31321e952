//! Holds a spot for a period.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    accept_quote::lock_quote,
    check_admission::check_admission,
    check_available::{check_available, map_insert_error},
    check_eligibility::{check_eligibility, resolve_choice},
    check_hold_limit::check_hold_limit,
    check_no_return::{Visitor, lock_and_check_no_return},
    check_overdue_charges::check_overdue_charges,
    check_waivers::check_waivers_of,
    count_guard_rails::count_base_rate,
    enqueue_mail::enqueue_mail,
    hold_quota,
    hold_request::HoldSpot,
    lock_spot_or_twin::lock_spot_or_twin,
    price_stay::{price_new_stay, price_quoted_stay},
    reduced_rate::{count_reduced_rate, rate_cap},
    resend_verification::verification_of_hold,
    transition::record,
};
use crate::{
    Error, Result,
    billing::domain::payment_source::PaymentSource,
    identity::{
        domain::vehicle::VehicleClass,
        models::guest::Guest,
        operations::{mail_budget::MailBudget, request_verification::request_verification},
    },
    places::{domain::terms::Terms, models::terms::at_spot},
    platform::{
        domain::{ids::ReservationId, mail::MailTemplate, owner::Owner, quota::email_hash},
        jobs::Job,
    },
    reservations::{
        domain::{
            hold::hold_end,
            status::{Event, Status},
        },
        jobs::ExpireHold,
        models::{
            hold_origin,
            reservation::{NewReservation, Reservation},
            reservation_vehicle::ReservationVehicle,
            segment,
        },
    },
};

/// Holds a spot until the reservation is confirmed or the hold expires. At a site without numbers,
/// a spot that is not free is replaced by another one of the same zone, kind and price. A repeated
/// request with the same key returns the first reservation.
///
/// # Errors
/// `NotFound` for a spot that is absent or retired, `Invalid` for a period outside the terms of the
/// place or an unusable quote, `AccountRequired` for a guest where guests are not allowed,
/// `MembersOnly`, `SpotTaken`, `SpotClosed`, `ReservedAheadLimit` for a stay that begins later,
/// `IdempotencyKeyReused`, `PaymentOverdue` for a driver with an overdue charge, `TooManyHolds`,
/// `EmailUnconfirmed` for a user whose address is not verified, `RateChanged` when the rate differs
/// from the one that the driver has seen, `PriceChanged` when the total is higher, `QuoteExpired`,
/// `NotAllowedByTariff`, `NotEligible` for a spot that the driver has no right to, `WaiverLimit`,
/// `PaymentSourceUnavailable`, `CardRequired` for a stay with a price and no payment source. For
/// drivers whose address is not verified also `RateLimited` beyond the quotas of their network, and
/// `HumanCheckRequired`.
pub fn hold_spot(
    conn: &mut PgConnection,
    request: &HoldSpot,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    if let Some(existing_id) =
        request.key.as_ref().map(|key| key.claim(conn)).transpose()?.flatten()
    {
        return Ok(Reservation::find(conn, existing_id)?);
    }
    if !PaymentSource::AVAILABLE.contains(&request.payment_source) {
        let payment_source = request.payment_source.as_str();
        return Err(Error::PaymentSourceUnavailable { payment_source });
    }
    let terms = &at_spot(conn, terms, request.spot_id)?;
    let quote = request.find_quote(conn, now)?;
    let period = request.period(quote.as_ref(), terms, now)?;
    check_admission(&request.driver, terms)?;
    let unverified = request.unverified_address(conn, terms)?;
    if let Some(email) = &unverified {
        if let Some(origin) = &request.origin {
            hold_quota::check(conn, origin, &email_hash(email), &terms.quotas, now)?;
        }
        hold_quota::spend_challenge(conn, request.human_check, now)?;
    }
    let (user_id, guest) = match &request.driver {
        Owner::User(id) => (Some(*id), None),
        Owner::Guest(email) => (None, Some(Guest::with_email(conn, email, now)?)),
    };
    let must_confirm_email = request.must_confirm_email(terms);
    if !must_confirm_email {
        // For an unverified guest, overdue charges are checked on verification, because the check
        // would disclose them to others.
        check_overdue_charges(conn, &request.driver)?;
        check_waivers_of(conn, &request.driver, terms, now)?;
    }
    check_hold_limit(conn, request, guest.as_ref(), terms, now)?;
    let vehicle = request.vehicle.as_ref();
    let vehicle = vehicle.map(|choice| resolve_choice(conn, user_id, choice)).transpose()?;
    let locked = lock_spot_or_twin(conn, request.spot_id, period.widened(terms.buffer), now)?;
    let priced_class = quote.as_ref().map(|quote| quote.vehicle_class);
    let vehicle = check_eligibility(conn, &locked.spot, user_id, vehicle, priced_class, period)?;
    let quote = quote.map(|quote| lock_quote(conn, quote.id)).transpose()?;
    let offer = match &quote {
        Some(quote) => price_quoted_stay(conn, quote, locked.currency, vehicle.as_ref(), period)?,
        None => {
            let cap = rate_cap(conn, user_id, locked.spot.city_id, terms, period.starts_at())?;
            let class = vehicle.as_ref().map_or(VehicleClass::Car, |(_, details)| details.class);
            price_new_stay(conn, &locked.spot, locked.currency, class, period, cap, now)?
        }
    };
    let agreed_minor = request.check_price(&offer, quote.as_ref())?;
    let visitor = Visitor {
        zone_id: locked.spot.zone_id,
        driver: match (user_id, &guest) {
            (Some(id), _) => Some(Owner::User(id)),
            (None, guest) => {
                guest.as_ref().filter(|_| !must_confirm_email).map(|guest| Owner::Guest(guest.id))
            }
        },
        is_verified: false,
        plate_hash: vehicle.as_ref().map(|(_, details)| details.plate.hash.clone()),
        reservation_id: None,
        from: None,
    };
    if let Some(version) = &offer.version {
        lock_and_check_no_return(conn, version, &visitor, period, now)?;
    }
    check_available(conn, &locked.spot, period, terms, now)?;

    let new = NewReservation {
        id: ReservationId::new(),
        city_id: locked.spot.city_id,
        spot_id: locked.spot.id,
        user_id,
        guest_id: guest.as_ref().map(|guest| guest.id),
        period: period.to_range(),
        status: Status::Held,
        revision: 1,
        rate_minor_per_hour: offer.rate_minor_per_hour,
        currency: locked.currency.code(),
        hold_expires_at: hold_end(now, terms.hold_length(must_confirm_email), period),
        created_at: now,
        must_confirm_email,
        agreed_minor,
        reseat_of: None,
        payment_source: request.payment_source,
        language: request.language,
    };
    let held = new.insert(conn).map_err(|error| map_insert_error(error, locked.spot.id))?;
    let actor = match (&request.driver, &guest) {
        (Owner::User(id), _) => format!("user:{id}"),
        (Owner::Guest(_), guest) => {
            format!("guest:{}", guest.as_ref().map(|guest| guest.id).unwrap_or_default())
        }
    };
    record(conn, &held, Event::Hold, None, actor.as_str().into(), now)?;
    segment::add(conn, &held, period, &offer.segment_price(request.quote_id), now)?;
    if let Some(quote) = &quote {
        quote.accept(conn, held.id, now)?;
    }
    if let Some((vehicle_id, details)) = &vehicle {
        ReservationVehicle::choose(conn, &held, *vehicle_id, details, now)?;
    }
    ExpireHold { reservation_id: held.id }.enqueue_at(conn, new.hold_expires_at, now)?;
    if let (Some(email), Some(origin)) = (&unverified, &request.origin) {
        hold_origin::insert(conn, &held, origin, &email_hash(email), now)?;
    }
    if let (true, Owner::Guest(email)) = (must_confirm_email, &request.driver) {
        let network = request.origin.as_ref().map(|origin| origin.narrow.clone());
        let budget = MailBudget { quotas: terms.quotas.clone(), network };
        request_verification(
            conn,
            &verification_of_hold(&held, email.clone(), now)?,
            &budget,
            now,
        )?;
    } else if held.guest_id.is_some() {
        enqueue_mail(conn, &held, MailTemplate::HoldPlaced, &terms.quotas, now)?;
    }
    let starts_at = period.starts_at();
    count_base_rate(conn, &offer, &locked.spot, starts_at, starts_at, now)?;
    count_reduced_rate(conn, &offer, &locked.spot, now)?;
    if let Some(key) = &request.key {
        key.store(conn, held.id, held.city_id, now)?;
    }
    Ok(held)
}
