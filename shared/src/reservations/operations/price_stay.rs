//! Prices a new stay by the tariff of its spot, or by the flat rate where no tariff is in force.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    accept_quote::{check_class, check_currency},
    check_eligibility::ChosenVehicle,
};
use crate::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    places::models::spot::Spot,
    platform::domain::{
        ids::{QuoteId, TariffVersionId},
        language::Language,
        money::{Currency, Money},
        period::Period,
    },
    pricing::{
        domain::{
            offers::refused,
            posted::PublishedVersion,
            price::{flat_words, rules_for_driver},
            stay_parts::{PartRate, PartsPrice, StayPart, price_of_parts},
            tariff::Vehicle,
        },
        models::{
            posted::{load_for_spot, versions_of},
            quote::Quote,
        },
    },
    reservations::{domain::reserved_ahead::is_ahead, models::segment::SegmentPrice},
};

/// The price and the rules of a stay, or of time added to one.
#[derive(Debug, Clone)]
pub struct StayOffer {
    /// The flat rate; with a tariff the rate of the first line that costs something, or 0.
    pub rate_minor_per_hour: i32,
    /// `None` where no tariff is in force.
    pub version: Option<Arc<PublishedVersion>>,
    pub class: VehicleClass,
    /// The driver's highest rate per hour, in minor units, if a rate is higher.
    pub rate_cap_minor: Option<i32>,
    pub price: PartsPrice,
    /// `true` if the price would be higher without the cap.
    pub is_reduced: bool,
}

impl StayOffer {
    /// Returns the offer of a price. `uncapped` is the price without the driver's cap; a flat rate
    /// with a cap is always lowered.
    pub(super) fn new(
        rate: &PartRate,
        price: PartsPrice,
        uncapped: Money,
        class: VehicleClass,
    ) -> Self {
        let rate_cap_minor = rate.rate_cap_minor();
        match rate {
            PartRate::Flat { rate_minor_per_hour, .. } => Self {
                rate_minor_per_hour: *rate_minor_per_hour,
                version: None,
                class,
                rate_cap_minor,
                price,
                is_reduced: rate_cap_minor.is_some(),
            },
            PartRate::Tariff { version, .. } => Self {
                rate_minor_per_hour: first_rate(&price),
                version: Some(Arc::clone(version)),
                class,
                rate_cap_minor,
                is_reduced: price.total.amount_minor < uncapped.amount_minor,
                price,
            },
        }
    }

    /// Returns the rules in words of a language.
    pub fn rules(&self, language: Language) -> String {
        let money = |minor: i32| Money::new(minor.into(), self.price.total.currency);
        let rules = match &self.version {
            Some(version) => version.rules_in(language),
            None => flat_words(money(self.rate_minor_per_hour), language).into(),
        };
        rules_for_driver(&rules, self.rate_cap_minor.map(money), language)
    }

    pub(super) fn segment_price(&self, quote_id: Option<QuoteId>) -> SegmentPrice {
        let tariff = self.version.as_ref().map(|version| (version.id, self.class));
        SegmentPrice {
            rate_minor_per_hour: self.rate_minor_per_hour,
            tariff,
            rate_cap_minor: self.rate_cap_minor,
            quote_id,
        }
    }
}

/// Returns the offer of a new stay under the rules in force at its start. A stay that is booked
/// ahead has the operator's own rates, whatever a yield policy has published. `rate_cap_minor` is
/// the driver's highest rate per hour.
///
/// # Errors
/// `NotAllowedByTariff`.
pub fn price_new_stay(
    conn: &mut PgConnection,
    spot: &Spot,
    currency: Currency,
    class: VehicleClass,
    period: Period,
    rate_cap_minor: Option<i32>,
    now: DateTime<Utc>,
) -> Result<StayOffer> {
    let (place, posted) = load_for_spot(conn, spot.id)?;
    let starts_at = period.starts_at();
    let version = posted.version_at(place, class, starts_at, is_ahead(starts_at, now)).cloned();
    let rate = rate_of(version, spot.rate_minor_per_hour, class).capped(rate_cap_minor);
    offer_stay(rate, currency, class, period)
}

/// Returns the offer of a new stay with the rate or the version of a quote. A tariff may price
/// another class than a car only if the vehicle is known.
///
/// # Errors
/// `Invalid` for a quote of another class or currency, or without the vehicle;
/// `NotAllowedByTariff`.
pub(super) fn price_quoted_stay(
    conn: &mut PgConnection,
    quote: &Quote,
    currency: Currency,
    vehicle: Option<&ChosenVehicle>,
    period: Period,
) -> Result<StayOffer> {
    let class = vehicle.map_or(quote.vehicle_class, |(_, details)| details.class);
    check_class(quote, class)?;
    check_currency(quote, currency)?;
    let offer = offer_stay(quoted_rate(conn, quote)?, currency, class, period)?;
    if vehicle.is_none() && offer.version.is_some() && class != VehicleClass::Car {
        let message = format!("must be given, a {} as in the quote", class.as_str());
        return Err(Error::field("vehicle", "required", message));
    }
    Ok(offer)
}

/// Returns the rate of a quote: a flat rate, or its tariff version.
pub(super) fn quoted_rate(conn: &mut PgConnection, quote: &Quote) -> Result<PartRate> {
    let (rate_minor_per_hour, rate_cap_minor) = (quote.rate_minor_per_hour, quote.rate_cap_minor);
    Ok(match quote.tariff_version_id {
        Some(id) => {
            let (version, class) = (published(conn, id)?, quote.vehicle_class);
            PartRate::Tariff { version, class, rate_cap_minor }
        }
        None => PartRate::Flat { rate_minor_per_hour, rate_cap_minor },
    })
}

/// Returns the rate of a version, else a flat rate; without a cap.
pub(super) fn rate_of(
    version: Option<Arc<PublishedVersion>>,
    rate_minor_per_hour: i32,
    class: VehicleClass,
) -> PartRate {
    match version {
        Some(version) => PartRate::Tariff { version, class, rate_cap_minor: None },
        None => PartRate::Flat { rate_minor_per_hour, rate_cap_minor: None },
    }
}

fn published(conn: &mut PgConnection, id: TariffVersionId) -> Result<Arc<PublishedVersion>> {
    let missing = || Error::Internal(format!("tariff version {id} is missing"));
    versions_of(conn, &[id])?.remove(&id).ok_or_else(missing)
}

fn offer_stay(
    rate: PartRate,
    currency: Currency,
    class: VehicleClass,
    period: Period,
) -> Result<StayOffer> {
    if let PartRate::Tariff { version, .. } = &rate {
        check_parking(version, class, period)?;
    }
    let part = StayPart { period, rate };
    let price_of = |part: &StayPart| price_of_parts(std::slice::from_ref(part), currency, None);
    let uncapped = price_of(&part.uncapped()).total;
    Ok(StayOffer::new(&part.rate, price_of(&part), uncapped, class))
}

/// Rejects a stay that the tariff does not allow as a whole.
///
/// # Errors
/// `NotAllowedByTariff`.
pub(super) fn check_parking(
    version: &PublishedVersion,
    class: VehicleClass,
    period: Period,
) -> Result<()> {
    let vehicle = Vehicle::of(class);
    let checked = version.tariff.may_park(version.time_zone, vehicle, period);
    checked.map_err(|refusal| {
        let refused = refused(version, class, period, refusal, Language::English);
        Error::NotAllowedByTariff(Box::new(refused))
    })
}

/// Returns the first rate that is charged, in minor units an hour; 0 if nothing is charged.
fn first_rate(price: &PartsPrice) -> i32 {
    if price.total.amount_minor == 0 {
        return 0;
    }
    let mut rates = price.lines.iter().filter_map(|line| line.rate_minor_per_hour);
    let first = rates.find(|rate| *rate > 0).unwrap_or_default();
    i32::try_from(first).unwrap_or(i32::MAX)
}
