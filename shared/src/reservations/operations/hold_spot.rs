//! Holds a spot for a period.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, result::Error as DieselError};

use super::{
    check_admission::check_admission,
    check_eligibility::{check_eligibility, resolve_choice},
    check_length::{check_length, format_duration},
    check_overdue_charges::check_overdue_charges,
    check_price::{check_rate, check_source},
    check_waivers::check_waivers_of,
    enqueue_mail::enqueue_mail,
    expire_hold::expire_overdue_on,
    hold_quota,
    resend_verification::verification_of_hold,
    transition::record,
};
use crate::{
    Error, Result,
    billing::domain::payment_source::PaymentSource,
    identity::{
        domain::{human_check::HumanCheck, vehicle::VehicleChoice},
        models::{guest::Guest, user::User},
        operations::{mail_budget::MailBudget, request_verification::request_verification},
    },
    places::{
        domain::terms::Terms,
        models::{closure, spot::Spot, terms::at_spot},
    },
    platform::{
        domain::{
            email::Email,
            ids::{ReservationId, SpotId},
            mail::MailTemplate,
            owner::Owner,
            period::{Period, next_second},
            quota::{Origin, email_hash},
        },
        error::violates,
        jobs::Job,
        models::idempotency_key::IdempotencyKey,
    },
    pricing::domain::price::price,
    reservations::{
        domain::{
            hold::hold_end,
            status::{Event, Status},
        },
        jobs::ExpireHold,
        models::{
            hold_origin::{self, HoldScope},
            reservation::{NewReservation, Reservation},
            reservation_vehicle::ReservationVehicle,
            segment,
        },
    },
};

/// Maximum time by which a start may lie in the past, which allows for clock skew and network
/// latency.
const START_TOLERANCE: TimeDelta = TimeDelta::seconds(60);

/// End of the requested stay.
#[derive(Debug, Clone, Copy)]
pub enum RequestedEnd {
    At(DateTime<Utc>),
    /// This long after the start.
    After(TimeDelta),
}

#[derive(Debug, Clone)]
pub struct HoldSpot {
    pub driver: Owner<Email>,
    pub spot_id: SpotId,
    /// Start; `None` means now.
    pub starts_at: Option<DateTime<Utc>>,
    pub until: RequestedEnd,
    /// The hourly rate that the driver has seen, in minor units; `None` skips the check.
    pub rate: Option<i32>,
    /// `None` when the driver gives no vehicle.
    pub vehicle: Option<VehicleChoice>,
    pub payment_source: PaymentSource,
    /// The client's idempotency key.
    pub key: Option<IdempotencyKey>,
    /// The networks of the request; `None` exempts it from the network quotas.
    pub origin: Option<Origin>,
    /// The proof of work sent with the request.
    pub human_check: HumanCheck,
}

/// Holds a spot until the reservation is confirmed or the hold expires. A repeated request with the
/// same key returns the first reservation.
///
/// # Errors
/// `NotFound` for a spot that is absent or retired, `Invalid` for a period outside the terms of the
/// place, `AccountRequired` for a guest where guests are not allowed, `MembersOnly`, `SpotTaken`,
/// `SpotClosed`, `IdempotencyKeyReused`, `PaymentOverdue` for a driver with an overdue
/// charge, `TooManyHolds`, `EmailUnconfirmed` for a user whose address is not verified,
/// `RateChanged` when the rate differs from the one that the driver has seen, `NotEligible` for a
/// spot that the driver has no right to, `WaiverLimit`, `PaymentSourceUnavailable`, `CardRequired`
/// for a spot with a price and no payment source. For
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
    let period = request.period(terms, now)?;
    check_admission(&request.driver, terms)?;
    let unverified = unverified_address(conn, request, terms)?;
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
    let locked = Spot::lock_in_service(conn, request.spot_id)?;
    check_rate(request.rate, locked.spot.rate_minor_per_hour, locked.currency)?;
    let vehicle = check_eligibility(conn, &locked.spot, user_id, vehicle, period)?;
    check_source(request.payment_source, locked.spot.rate_minor_per_hour, locked.currency)?;
    expire_overdue_on(conn, request.spot_id, now)?;
    if closure::is_closed(conn, &locked.spot, period)? {
        return Err(Error::SpotClosed { spot_id: request.spot_id });
    }
    if !is_buffer_free(conn, request.spot_id, period, terms, None)? {
        return Err(Error::SpotTaken { spot_id: request.spot_id });
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
        hold_expires_at: hold_end(now, terms.hold_length(must_confirm_email), period),
        created_at: now,
        must_confirm_email,
        agreed_minor: price(locked.spot.rate_minor_per_hour, period.seconds(), locked.currency)
            .amount_minor,
        reseat_of: None,
        payment_source: request.payment_source,
    };
    let held = new.insert(conn).map_err(|error| map_insert_error(error, request.spot_id))?;
    let actor = match (&request.driver, &guest) {
        (Owner::User(id), _) => format!("user:{id}"),
        (Owner::Guest(_), guest) => {
            format!("guest:{}", guest.as_ref().map(|guest| guest.id).unwrap_or_default())
        }
    };
    record(conn, &held, Event::Hold, None, actor.as_str().into(), now)?;
    segment::add(conn, &held, period, held.rate_minor_per_hour, now)?;
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
    if let Some(key) = &request.key {
        key.store(conn, held.id, held.city_id, now)?;
    }
    Ok(held)
}

pub(super) fn map_insert_error(error: DieselError, spot_id: SpotId) -> Error {
    if violates(&error, "reservations_no_overlap") {
        Error::SpotTaken { spot_id }
    } else {
        error.into()
    }
}

/// Returns whether all other live reservations of the spot are at least the buffer away from the
/// period. Lock the spot first.
pub(super) fn is_buffer_free(
    conn: &mut PgConnection,
    spot_id: SpotId,
    period: Period,
    terms: &Terms,
    except: Option<ReservationId>,
) -> Result<bool> {
    if terms.buffer.is_zero() {
        return Ok(true);
    }
    let others = Reservation::overlapping(conn, &[spot_id], period.widened(terms.buffer))?;
    Ok(others.iter().all(|other| Some(other.id) == except))
}

/// Returns the driver's address if it is not verified. A user is rejected where verification is
/// required; a guest verifies the address for each hold.
fn unverified_address(
    conn: &mut PgConnection,
    request: &HoldSpot,
    terms: &Terms,
) -> Result<Option<Email>> {
    match &request.driver {
        Owner::Guest(email) => Ok(Some(email.clone())),
        Owner::User(id) => {
            let user = User::find(conn, *id)?;
            match user.email_confirmed_at {
                Some(_) => Ok(None),
                None if request.requires_verification(terms) => Err(Error::EmailUnconfirmed),
                None => Ok(user.email.parse().ok()),
            }
        }
    }
}

/// Rejects a driver who has reached the limit of holds. The lock serializes the requests of one
/// driver, so that concurrent holds are counted.
///
/// Anyone can enter a guest's address, so only unverified holds with this address from the same
/// network count here. A hold by another person does not block the guest, and its existence is not
/// disclosed. Verified holds are counted when the address is verified.
fn check_hold_limit(
    conn: &mut PgConnection,
    request: &HoldSpot,
    guest: Option<&Guest>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    let (holds, max) = match (&request.driver, guest, &request.origin) {
        (Owner::User(id), ..) => {
            User::lock(conn, *id)?;
            (Reservation::live_holds(conn, Owner::User(*id), now)?, terms.max_holds)
        }
        (Owner::Guest(email), Some(guest), Some(origin)) => {
            Guest::lock(conn, guest.id)?;
            let email_hash = email_hash(email);
            let scope = HoldScope::EmailInNarrow(&email_hash, origin);
            (hold_origin::live_unverified(conn, scope, now)?, terms.max_guest_holds)
        }
        (Owner::Guest(_), ..) => return Ok(()),
    };
    if holds < i64::from(max) { Ok(()) } else { Err(Error::TooManyHolds { max }) }
}

impl HoldSpot {
    /// Returns whether the driver's address must be verified: the terms require it, or nothing else
    /// identifies the driver.
    fn requires_verification(&self, terms: &Terms) -> bool {
        terms.verify_emails || !self.payment_source.needs_card()
    }

    /// Returns whether the hold can be confirmed only after the guest has verified the address.
    fn must_confirm_email(&self, terms: &Terms) -> bool {
        matches!(self.driver, Owner::Guest(_)) && self.requires_verification(terms)
    }

    /// Returns the requested period, if the terms allow it.
    fn period(&self, terms: &Terms, now: DateTime<Utc>) -> Result<Period> {
        let earliest = next_second(now);
        let starts_at = self.starts_at.unwrap_or(earliest);
        if starts_at < now - START_TOLERANCE {
            return Err(Error::field("starts_at", "in_the_past", "must not be in the past"));
        }
        if starts_at > now + terms.max_lead {
            let message =
                format!("must be at most {} in the future", format_duration(terms.max_lead));
            return Err(Error::field("starts_at", "too_far_ahead", message));
        }
        let starts_at = starts_at.max(earliest);
        let (field, ends_at) = match self.until {
            RequestedEnd::At(ends_at) => ("ends_at", ends_at),
            RequestedEnd::After(length) => ("duration_seconds", starts_at + length),
        };
        let Some(period) = Period::new(starts_at, ends_at) else {
            return Err(Error::field(field, "before_start", "must be after the start"));
        };
        check_length(field, period, terms, self.must_confirm_email(terms))?;
        Ok(period)
    }
}
