//! Checks that a driver has seen the rate and can pay it.

use super::price_stay::StayOffer;
use crate::{
    Error, Result,
    billing::domain::payment_source::PaymentSource,
    platform::domain::money::{Currency, Money},
};

/// Rejects a request when the rate of an offer differs from the one that the driver has seen. A
/// reduced rate may be lower: a search does not know the driver.
///
/// # Errors
/// `RateChanged`.
pub(super) fn check_rate(expected: Option<i32>, offer: &StayOffer) -> Result<()> {
    let rate = offer.rate_minor_per_hour;
    let is_reduced = |expected| offer.rate_cap_minor.is_some() && rate < expected;
    match expected {
        Some(expected) if expected != rate && !is_reduced(expected) => {
            Err(Error::RateChanged { rate: Money::new(rate.into(), offer.price.total.currency) })
        }
        _ => Ok(()),
    }
}

/// Rejects a hold or an extension without a payment source at a rate that is not zero. The rate of
/// a tariff is zero if nothing is charged.
///
/// # Errors
/// `CardRequired`.
pub(super) fn check_source(
    source: PaymentSource,
    rate_minor_per_hour: i32,
    currency: Currency,
) -> Result<()> {
    if source.covers(rate_minor_per_hour) {
        Ok(())
    } else {
        Err(Error::CardRequired { rate: Money::new(rate_minor_per_hour.into(), currency) })
    }
}
