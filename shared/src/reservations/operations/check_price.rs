//! Checks that a driver has seen the rate and can pay it.

use crate::{
    Error, Result,
    billing::domain::payment_source::PaymentSource,
    platform::domain::money::{Currency, Money},
};

/// Rejects a request when the current rate differs from the one that the driver has seen.
pub(super) fn check_rate(
    expected: Option<i32>,
    rate_minor_per_hour: i32,
    currency: Currency,
) -> Result<()> {
    match expected {
        Some(expected) if expected != rate_minor_per_hour => {
            Err(Error::RateChanged { rate: Money::new(rate_minor_per_hour.into(), currency) })
        }
        _ => Ok(()),
    }
}

/// Rejects a hold or an extension without a payment source at a rate that is not zero. The rate of
/// a tariff is zero if nothing is charged.
///
/// # Errors
/// `CardRequired`.
pub fn check_source(
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
