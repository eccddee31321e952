//! Prices a new stay by the tariff of its spot, or by the flat rate where no tariff is in force.

use std::sync::Arc;

use diesel::PgConnection;

use crate::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    places::models::spot::Spot,
    platform::domain::{
        ids::{QuoteId, TariffVersionId},
        money::{Currency, Money},
        period::Period,
    },
    pricing::{
        domain::{
            offers::refused,
            posted::PublishedVersion,
            price::flat_words,
            stay_parts::{PartRate, PartsPrice, StayPart, price_of_parts},
            tariff::Vehicle,
        },
        models::{
            posted::{load_for_spot, versions_of},
            quote::Quote,
        },
    },
    reservations::models::segment::SegmentPrice,
};

/// The price and the rules of a stay, or of time added to one.
#[derive(Debug, Clone)]
pub struct StayOffer {
    /// The flat rate; with a tariff the rate of the first line that costs something, or 0.
    pub rate_minor_per_hour: i32,
    /// `None` where no tariff is in force.
    pub version: Option<Arc<PublishedVersion>>,
    pub class: VehicleClass,
    pub price: PartsPrice,
    /// The rules in words.
    pub rules: String,
}

impl StayOffer {
    /// Returns the offer of a price.
    pub(super) fn new(rate: &PartRate, price: PartsPrice, class: VehicleClass) -> Self {
        let currency = price.total.currency;
        match rate {
            PartRate::Flat { rate_minor_per_hour } => Self {
                rate_minor_per_hour: *rate_minor_per_hour,
                version: None,
                class,
                price,
                rules: flat_words(Money::new((*rate_minor_per_hour).into(), currency)),
            },
            PartRate::Tariff { version, .. } => Self {
                rate_minor_per_hour: first_rate(&price),
                version: Some(Arc::clone(version)),
                class,
                price,
                rules: version.rules.clone(),
            },
        }
    }

    pub(super) fn segment_price(&self, quote_id: Option<QuoteId>) -> SegmentPrice {
        let tariff = self.version.as_ref().map(|version| (version.id, self.class));
        SegmentPrice { rate_minor_per_hour: self.rate_minor_per_hour, tariff, quote_id }
    }
}

/// Returns the offer of a new stay under the rules in force at its start.
///
/// # Errors
/// `NotAllowedByTariff`.
pub fn price_new_stay(
    conn: &mut PgConnection,
    spot: &Spot,
    currency: Currency,
    class: VehicleClass,
    period: Period,
) -> Result<StayOffer> {
    let (place, posted) = load_for_spot(conn, spot.id)?;
    let version = posted.version_at(place, class, period.starts_at()).cloned();
    offer_stay(rate_of(version, spot.rate_minor_per_hour, class), currency, class, period)
}

/// Returns the offer of a new stay with the rate or the version of a quote.
///
/// # Errors
/// `NotAllowedByTariff`.
pub(super) fn price_quoted_stay(
    conn: &mut PgConnection,
    quote: &Quote,
    period: Period,
) -> Result<StayOffer> {
    let class = quote.vehicle_class;
    offer_stay(quoted_rate(conn, quote)?, quote.currency, class, period)
}

/// Returns the rate of a quote: a flat rate, or its tariff version.
pub(super) fn quoted_rate(conn: &mut PgConnection, quote: &Quote) -> Result<PartRate> {
    let version = quote.tariff_version_id.map(|id| published(conn, id)).transpose()?;
    Ok(rate_of(version, quote.rate_minor_per_hour, quote.vehicle_class))
}

pub(super) fn rate_of(
    version: Option<Arc<PublishedVersion>>,
    rate_minor_per_hour: i32,
    class: VehicleClass,
) -> PartRate {
    match version {
        Some(version) => PartRate::Tariff { version, class },
        None => PartRate::Flat { rate_minor_per_hour },
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
    let price = price_of_parts(std::slice::from_ref(&part), currency, None);
    Ok(StayOffer::new(&part.rate, price, class))
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
    let vehicle = Vehicle { class, permit: None };
    let checked = version.tariff.may_park(version.time_zone, vehicle, period);
    checked.map_err(|refusal| {
        Error::NotAllowedByTariff(Box::new(refused(version, class, period, refusal)))
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
