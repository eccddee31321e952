//! Quotes a new stay: its price and rules, valid for some minutes.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::{
    check_reserved_ahead::check_reserved_ahead,
    price_stay::{StayOffer, price_new_stay},
    reduced_rate::rate_cap,
    requested_period::{RequestedEnd, requested_period},
};
use crate::{
    Result,
    identity::domain::vehicle::VehicleClass,
    places::{
        domain::terms::Terms,
        models::{city::City, spot::Spot, terms::at_spot},
    },
    platform::domain::{
        ids::{ReservationId, SpotId, UserId},
        language::Language,
        period::Period,
    },
    pricing::models::quote::{NewQuote, Quote},
};

/// Time for which a quote can be accepted.
pub const QUOTE_VALIDITY: TimeDelta = TimeDelta::minutes(15);

#[derive(Debug, Clone)]
pub struct CreateQuote {
    pub spot_id: SpotId,
    pub class: VehicleClass,
    /// The driver, who may have a reduced-rate permit; `None` without an account.
    pub user_id: Option<UserId>,
    /// Start; `None` means now.
    pub starts_at: Option<DateTime<Utc>>,
    pub until: RequestedEnd,
    /// Language of the rules in words.
    pub language: Language,
}

/// The driver to whom a price is offered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offeree {
    /// `None` without an account.
    pub(super) user_id: Option<UserId>,
    pub(super) language: Language,
}

/// Quotes a new stay. Does not check whether the spot is free.
///
/// # Errors
/// `NotFound` for a spot that is absent or retired, `Invalid` for a period outside the terms of the
/// place, `ReservedAheadLimit`, `NotAllowedByTariff`.
pub fn create_quote(
    conn: &mut PgConnection,
    request: &CreateQuote,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Quote> {
    let terms = at_spot(conn, terms, request.spot_id)?;
    let period = requested_period(request.starts_at, request.until, &terms, false, now)?;
    let spot = Spot::find_in_service(conn, request.spot_id)?;
    check_reserved_ahead(conn, &spot, period.starts_at(), period, &terms, now)?;
    let currency = City::find(conn, spot.city_id)?.currency;
    let (driver, class) = (request.user_id, request.class);
    let cap = rate_cap(conn, driver, spot.city_id, &terms, period.starts_at())?;
    let offer = price_new_stay(conn, &spot, currency, class, period, cap, now)?;
    let offeree = Offeree { user_id: driver, language: request.language };
    store_quote(conn, &spot, offeree, None, &offer, period, now)
}

/// Stores the quote of an offer to a driver; one with a reduced rate only this driver may accept.
pub(super) fn store_quote(
    conn: &mut PgConnection,
    spot: &Spot,
    offeree: Offeree,
    reservation_id: Option<ReservationId>,
    offer: &StayOffer,
    period: Period,
    now: DateTime<Utc>,
) -> Result<Quote> {
    let new = NewQuote {
        city_id: spot.city_id,
        spot_id: spot.id,
        reservation_id,
        vehicle_class: offer.class,
        period,
        tariff_version_id: offer.version.as_ref().map(|version| version.id),
        rate_minor_per_hour: offer.rate_minor_per_hour,
        rate_cap: offeree.user_id.zip(offer.rate_cap_minor),
        total: offer.price.total,
        lines: &offer.price.lines,
        rules: &offer.rules(offeree.language),
        // A stay that is over cannot be accepted.
        expires_at: (now + QUOTE_VALIDITY).min(period.ends_at()),
    };
    Ok(new.insert(conn, now)?)
}
