//! The decision whether a version of a tariff allows a stay, and for which price.
//!
//! Search, live updates and preview ask [`offer`]; quote, hold and extension check the same
//! `Tariff::may_park`, and explain a refusal by [`refused`].

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    posted::PublishedVersion,
    stay_parts::PartsPrice,
    tariff::{Refusal, Vehicle},
};
use crate::{
    identity::domain::vehicle::VehicleClass,
    platform::{
        domain::{language::Language, period::Period},
        error::Refused,
    },
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    Allowed {
        price: PartsPrice,
        /// Latest end of a stay with the same start that the tariff allows.
        latest_end: DateTime<Utc>,
    },
    Refused(Refused),
}

/// Prices a stay of a vehicle without a permit, or states the rule that refuses it, in a language.
/// `longest` is the longest stay at the place, and limits `latest_end`.
pub fn offer(
    version: &PublishedVersion,
    class: VehicleClass,
    period: Period,
    longest: TimeDelta,
    language: Language,
) -> Offer {
    let (tariff, zone) = (&version.tariff, version.time_zone);
    let vehicle = Vehicle::of(class);
    // The first refusal of the longest stay is that of the requested one, or after its end.
    let longest_end = period.ends_at().max(period.starts_at() + longest);
    let longest = period.with_end(longest_end).unwrap_or(period);
    let latest_end = match tariff.may_park(zone, vehicle, longest) {
        Ok(()) => longest.ends_at(),
        Err(refusal) if period.ends_at() <= refusal.at => refusal.at,
        Err(refusal) => {
            return Offer::Refused(refused(version, class, period, refusal, language));
        }
    };
    match tariff.price(zone, vehicle, period) {
        Ok(price) => Offer::Allowed { price: price.into(), latest_end },
        Err(refusal) => Offer::Refused(refused(version, class, period, refusal, language)),
    }
}

/// Explains the refusal of a stay: the rule in words of a language, and what is allowed instead.
pub fn refused(
    version: &PublishedVersion,
    class: VehicleClass,
    period: Period,
    refusal: Refusal,
    language: Language,
) -> Refused {
    let (tariff, zone) = (&version.tariff, version.time_zone);
    let vehicle = Vehicle::of(class);
    Refused {
        code: refusal.reason.code(),
        text: tariff.refusal_words(zone, vehicle, period.starts_at(), refusal, language),
        allowed_until: (period.starts_at() < refusal.at).then_some(refusal.at),
        allowed_from: tariff.next_allowed(zone, vehicle, period),
    }
}

#[cfg(test)]
mod tests;
