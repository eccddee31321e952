//! Holds a spot for a period.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, result::Error as DieselError};

use super::{
    accept_quote::{check_class, check_currency, check_total, find_stay_quote, lock_quote},
    check_admission::check_admission,
    check_eligibility::{ChosenVehicle, check_eligibility, resolve_choice},
    check_no_return::{Visitor, lock_and_check_no_return},
    check_overdue_charges::check_overdue_charges,
    check_price::{check_rate, check_source},
    check_reserved_ahead::lock_and_check_reserved_ahead,
    check_waivers::check_waivers_of,
    count_guard_rails::count_base_rate,
    enqueue_mail::enqueue_mail,
    expire_hold::expire_overdue_on,
    hold_quota,
    price_stay::{StayOffer, price_new_stay, price_quoted_stay},
    reduced_rate::{count_reduced_rate, rate_cap},
    requested_period::{RequestedEnd, quoted_period, requested_period},
    resend_verification::verification_of_hold,
    transition::record,
};
use crate::{
    Error, Result,
    billing::domain::payment_source::PaymentSource,
    identity::{
        domain::{
            human_check::HumanCheck,
            vehicle::{VehicleChoice, VehicleClass},
        },
        models::{guest::Guest, user::User},
        operations::{mail_budget::MailBudget, request_verification::request_verification},
    },
    places::{
        domain::terms::Terms,
        models::{
            closure,
            spot::{LockedSpot, Spot},
            terms::at_spot,
        },
    },
    platform::{
        domain::{
            email::Email,
            ids::{QuoteId, ReservationId, SpotId},
            mail::MailTemplate,
            owner::Owner,
            period::Period,
            quota::{Origin, email_hash},
        },
        error::violates,
        jobs::Job,
        models::idempotency_key::IdempotencyKey,
    },
    pricing::models::quote::Quote,
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

#[derive(Debug, Clone)]
pub struct HoldSpot {
    pub driver: Owner<Email>,
    pub spot_id: SpotId,
    /// Start; `None` means now.
    pub starts_at: Option<DateTime<Utc>>,
    pub until: RequestedEnd,
    /// The hourly rate that the driver has seen, in minor units; `None` skips the check.
    pub rate: Option<i32>,
    /// The quote that the driver accepts: it decides the period and the price.
    pub quote_id: Option<QuoteId>,
    /// The total that the driver has seen, in minor units; `None` skips the check.
    pub total: Option<i64>,
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
    let quote = request.quote_id.map(|id| request.find_quote(conn, id, now)).transpose()?;
    let period = request.period(quote.as_ref(), terms, now)?;
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
    let priced_class = quote.as_ref().map(|quote| quote.vehicle_class);
    let vehicle = check_eligibility(conn, &locked.spot, user_id, vehicle, priced_class, period)?;
    let quote = quote.map(|quote| lock_quote(conn, quote.id)).transpose()?;
    let offer = match &quote {
        Some(quote) => quoted_offer(conn, &locked, quote, vehicle.as_ref(), period)?,
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
    check_place(conn, &locked.spot, period, terms, now)?;

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
    };
    let held = new.insert(conn).map_err(|error| map_insert_error(error, request.spot_id))?;
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

/// Returns the price and the rules of a quoted stay. A tariff may price another class than a car
/// only if the vehicle is known.
fn quoted_offer(
    conn: &mut PgConnection,
    locked: &LockedSpot,
    quote: &Quote,
    vehicle: Option<&ChosenVehicle>,
    period: Period,
) -> Result<StayOffer> {
    let class = vehicle.map(|(_, details)| details.class);
    check_class(quote, class.unwrap_or(quote.vehicle_class))?;
    check_currency(quote, locked.currency)?;
    let offer = price_quoted_stay(conn, quote, period)?;
    if vehicle.is_none() && offer.version.is_some() && offer.class != VehicleClass::Car {
        let message = format!("must be given, a {} as in the quote", offer.class.as_str());
        return Err(Error::field("vehicle", "required", message));
    }
    Ok(offer)
}

/// Expires overdue holds on a locked spot. Then rejects a period in which the spot is closed, or
/// nearer to another stay than the buffer, or in which no further spot of the zone may be reserved
/// ahead.
fn check_place(
    conn: &mut PgConnection,
    spot: &Spot,
    period: Period,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    expire_overdue_on(conn, spot.id, now)?;
    if closure::is_closed(conn, spot, period)? {
        return Err(Error::SpotClosed { spot_id: spot.id });
    }
    if !is_buffer_free(conn, spot.id, period, terms, None)? {
        return Err(Error::SpotTaken { spot_id: spot.id });
    }
    lock_and_check_reserved_ahead(conn, spot, period.starts_at(), period, terms, now)
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
    fn find_quote(
        &self,
        conn: &mut PgConnection,
        id: QuoteId,
        now: DateTime<Utc>,
    ) -> Result<Quote> {
        let driver = match &self.driver {
            Owner::User(id) => Some(*id),
            Owner::Guest(_) => None,
        };
        find_stay_quote(conn, id, self.spot_id, driver, now)
    }

    /// Returns whether the driver's address must be verified: the terms require it, or nothing else
    /// identifies the driver.
    fn requires_verification(&self, terms: &Terms) -> bool {
        terms.verify_emails || !self.payment_source.needs_card()
    }

    /// Returns whether the hold can be confirmed only after the guest has verified the address.
    fn must_confirm_email(&self, terms: &Terms) -> bool {
        matches!(self.driver, Owner::Guest(_)) && self.requires_verification(terms)
    }

    /// Returns the period of the stay, if the terms allow it.
    fn period(&self, quote: Option<&Quote>, terms: &Terms, now: DateTime<Utc>) -> Result<Period> {
        let awaits_verification = self.must_confirm_email(terms);
        let (starts_at, until) = (self.starts_at, self.until);
        match quote {
            Some(quote) => quoted_period(quote, starts_at, until, terms, awaits_verification, now),
            None => requested_period(starts_at, until, terms, awaits_verification, now),
        }
    }

    /// Checks that the driver has seen the price and can pay it. Returns the agreed price: never
    /// more than the quote's.
    fn check_price(&self, offer: &StayOffer, quote: Option<&Quote>) -> Result<i64> {
        let (total, rate) = (offer.price.total, offer.rate_minor_per_hour);
        let agreed_minor = match quote {
            Some(quote) => total.amount_minor.min(quote.total_minor),
            None => {
                check_rate(self.rate, offer)?;
                total.amount_minor
            }
        };
        check_total(self.total, agreed_minor, total.currency)?;
        check_source(self.payment_source, rate, total.currency)?;
        Ok(agreed_minor)
    }
}
