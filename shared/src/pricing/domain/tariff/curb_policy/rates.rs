//! Rates of a rule: one after the other, by the time since the start of the stay.

use super::feed::{CurbRate, TimeUnit};
use crate::pricing::domain::tariff::document::Step;

const HOUR: i64 = 3_600;

/// The price of the stays of a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Charge {
    pub(super) rate_minor_per_hour: i64,
    pub(super) steps: Vec<Step>,
    pub(super) increment_seconds: Option<i64>,
    pub(super) maximum_fee: Option<i64>,
}

impl Charge {
    /// Returns whether both have the terms that a tariff has only once.
    pub(super) fn has_terms_of(&self, other: &Self) -> bool {
        self.increment_seconds == other.increment_seconds && self.maximum_fee == other.maximum_fee
    }
}

/// A rate in seconds.
struct Tier {
    start: i64,
    end: Option<i64>,
    rate_minor_per_hour: i64,
    increment: Option<i64>,
    maximum_fee: Option<i64>,
}

/// Returns the price of stays up to a maximum; without rates they are free.
///
/// # Errors
/// When the rates do not cover the whole stay, or a tariff cannot state them exactly.
pub(super) fn charge(rates: &[CurbRate], max_stay_minutes: Option<i64>) -> Result<Charge, String> {
    let mut tiers = rates.iter().map(tier).collect::<Result<Vec<_>, _>>()?;
    tiers.sort_by_key(|tier| tier.start);
    let Some(first) = tiers.first() else { return Ok(Charge::default()) };
    if first.start != 0 {
        return Err("the rates do not begin with the stay".to_owned());
    }
    let next = tiers.iter().skip(1);
    if tiers.iter().zip(next).any(|(tier, next)| tier.end != Some(next.start)) {
        return Err("the rates overlap, or leave a gap".to_owned());
    }
    let end = tiers.last().and_then(|tier| tier.end);
    if end.is_some_and(|end| max_stay_minutes.is_none_or(|max| end < max * 60)) {
        return Err("the rates end before the stay".to_owned());
    }
    let has_terms =
        |tier: &Tier| tier.increment == first.increment && tier.maximum_fee == first.maximum_fee;
    if !tiers.iter().all(has_terms) {
        return Err("its rates have different increments or maximum fees".to_owned());
    }
    let increment = first.increment.unwrap_or(1);
    if tiers.iter().any(|tier| tier.start % increment != 0 || tier.start % 60 != 0) {
        return Err("a rate begins within a minute or an increment".to_owned());
    }
    let steps = tiers.iter().skip(1).map(|tier| Step {
        after_minutes: tier.start / 60,
        rate_minor_per_hour: tier.rate_minor_per_hour,
    });
    Ok(Charge {
        rate_minor_per_hour: first.rate_minor_per_hour,
        steps: steps.collect(),
        increment_seconds: first.increment,
        maximum_fee: first.maximum_fee,
    })
}

fn tier(rate: &CurbRate) -> Result<Tier, String> {
    let unit = TimeUnit::parse(&rate.rate_unit).map(TimeUnit::seconds);
    // Days and longer units are sold as a whole, which a rate per hour does not express.
    let unit = unit
        .filter(|seconds| *seconds <= HOUR)
        .ok_or_else(|| format!("the rate unit {:?} is not supported", rate.rate_unit))?;
    if rate.rate_unit_period.as_deref().is_some_and(|period| period != "rolling") {
        return Err("a rate has a calendar period".to_owned());
    }
    let seconds = |number: Option<i64>| match number {
        Some(number) if number < 0 => Err("a duration is negative".to_owned()),
        number => Ok(number.map(|number| number.saturating_mul(unit))),
    };
    let rate_minor_per_hour = rate.rate.saturating_mul(HOUR / unit);
    let increment = seconds(rate.increment_duration)?.filter(|increment| *increment > 0);
    let is_multiple = |amount: i64| {
        let price = increment.map(|increment| rate_minor_per_hour.saturating_mul(increment));
        price.is_some_and(|price| price % amount.saturating_mul(HOUR) == 0)
    };
    if rate.increment_amount.is_some_and(|amount| amount > 0 && !is_multiple(amount)) {
        return Err("increment_amount rounds the price up".to_owned());
    }
    Ok(Tier {
        start: seconds(rate.start_duration)?.unwrap_or_default(),
        end: seconds(rate.end_duration)?,
        rate_minor_per_hour,
        increment,
        maximum_fee: rate.maximum_fee,
    })
}
