//! Prices of spots for the period of a search.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    identity::domain::vehicle::VehicleClass,
    platform::{
        domain::{
            ids::TariffVersionId,
            money::{Currency, Money},
            period::Period,
        },
        error::Refused as Refusal,
    },
    pricing::domain::{
        offers::{Offer, offer},
        posted::{PostedTariffs, PublishedVersion, SpotPlace},
        price::{flat_words, price},
    },
};

/// The conditions on which spots are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OfferTerms {
    pub(crate) class: VehicleClass,
    /// Maximum stay that the terms of reservation allow.
    pub(crate) longest: TimeDelta,
}

/// The price of a period at a spot.
#[derive(Debug)]
pub(crate) struct Allowed {
    pub(crate) price: Money,
    /// The tariff in words.
    pub(crate) rules: String,
    /// Latest end of a stay with the same start; `None` if the tariff allows the longest stay.
    pub(crate) latest_end: Option<DateTime<Utc>>,
}

/// The reason for which a spot's tariff refuses a period.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) refusal: Refusal,
    /// The tariff in words.
    pub(crate) rules: String,
}

#[derive(Debug, Clone)]
pub(crate) enum SpotOffer {
    Allowed(Arc<Allowed>),
    Refused(Arc<Refused>),
}

/// Prices one period for one class. Spots with the same tariff version, or with the same flat rate,
/// are priced once.
pub(crate) struct Pricer {
    period: Period,
    terms: OfferTerms,
    by_version: HashMap<TariffVersionId, SpotOffer>,
    by_rate: HashMap<(i32, Currency), Arc<Allowed>>,
}

/// The pricer of the last search, for the next one: searches from now on have the same period
/// within a second. Versions of tariffs never change, so a pricer is never out of date.
#[derive(Default)]
pub(super) struct LastPricer(Mutex<Option<Pricer>>);

impl LastPricer {
    /// Returns the pricer of the last search if it is for this period on these terms and not in
    /// use, or else a new one.
    pub(super) fn take(&self, period: Period, terms: OfferTerms) -> Pricer {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        Pricer::reuse(last, period, terms)
    }

    pub(super) fn put(&self, pricer: Pricer) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(pricer);
    }
}

impl Pricer {
    pub(crate) fn new(period: Period, terms: OfferTerms) -> Self {
        Self { period, terms, by_version: HashMap::new(), by_rate: HashMap::new() }
    }

    /// Returns the last pricer if it is for this period on these terms, or else a new one.
    pub(crate) fn reuse(last: Option<Self>, period: Period, terms: OfferTerms) -> Self {
        last.filter(|last| last.is_for(period, terms)).unwrap_or_else(|| Self::new(period, terms))
    }

    /// Returns whether it prices this period on these terms.
    fn is_for(&self, period: Period, terms: OfferTerms) -> bool {
        self.period == period && self.terms == terms
    }

    /// Returns the offer of a spot by its tariff, or by its flat rate if no tariff is posted there.
    pub(crate) fn offer(
        &mut self,
        tariffs: &PostedTariffs,
        place: SpotPlace,
        rate_minor_per_hour: i32,
        currency: Currency,
    ) -> SpotOffer {
        let Self { period, terms, by_version, by_rate } = self;
        let version = if tariffs.is_empty() {
            None
        } else {
            tariffs.version_at(place, terms.class, period.starts_at())
        };
        let Some(version) = version else {
            let offer = by_rate.entry((rate_minor_per_hour, currency));
            let offer = offer.or_insert_with(|| {
                Arc::new(Allowed {
                    price: price(rate_minor_per_hour, period.seconds(), currency),
                    rules: flat_words(Money::new(rate_minor_per_hour.into(), currency)),
                    latest_end: None,
                })
            });
            return SpotOffer::Allowed(Arc::clone(offer));
        };
        by_version.entry(version.id).or_insert_with(|| offer_of(version, *period, *terms)).clone()
    }
}

fn offer_of(version: &PublishedVersion, period: Period, terms: OfferTerms) -> SpotOffer {
    let rules = version.rules.clone();
    match offer(version, terms.class, period, terms.longest) {
        Offer::Allowed { price, latest_end } => {
            let is_limited = latest_end < period.ends_at().max(period.starts_at() + terms.longest);
            let latest_end = is_limited.then_some(latest_end);
            SpotOffer::Allowed(Arc::new(Allowed { price: price.total, rules, latest_end }))
        }
        Offer::Refused(refusal) => SpotOffer::Refused(Arc::new(Refused { refusal, rules })),
    }
}

#[cfg(test)]
mod tests {
    use shared::platform::domain::ids::{CityId, SpotId, ZoneId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn pricer_is_for_one_period_and_class() {
        let starts_at: DateTime<Utc> = "2030-06-03T13:00:00Z".parse().unwrap();
        let period = |hours| Period::new(starts_at, starts_at + TimeDelta::hours(hours)).unwrap();
        let terms = OfferTerms { class: VehicleClass::Car, longest: TimeDelta::days(1) };
        let pricer = Pricer::new(period(1), terms);
        assert!(pricer.is_for(period(1), terms));
        assert!(!pricer.is_for(period(2), terms));
        assert!(!pricer.is_for(period(1), OfferTerms { class: VehicleClass::Van, ..terms }));
    }

    #[test]
    fn last_pricer_serves_the_same_period_again() {
        let starts_at: DateTime<Utc> = "2030-06-03T13:00:00Z".parse().unwrap();
        let period = |hours| Period::new(starts_at, starts_at + TimeDelta::hours(hours)).unwrap();
        let terms = OfferTerms { class: VehicleClass::Car, longest: TimeDelta::days(1) };
        let place = SpotPlace {
            city_id: CityId(Uuid::nil()),
            site_id: None,
            zone_id: ZoneId(Uuid::nil()),
            spot_id: SpotId(Uuid::nil()),
        };
        let last = LastPricer::default();
        let mut pricer = last.take(period(1), terms);
        pricer.offer(&PostedTariffs::default(), place, 450, Currency::Usd);
        last.put(pricer);
        assert_eq!(last.take(period(1), terms).by_rate.len(), 1);
        last.put(Pricer::new(period(2), terms));
        assert!(last.take(period(1), terms).is_for(period(1), terms));
    }
}
