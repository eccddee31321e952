//! Prices of spots for the period of a search.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use rustc_hash::FxHashMap;
use serde_json::value::{RawValue, to_raw_value};
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
    reservations::domain::reserved_ahead::is_ahead,
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
    /// The members of a page that all spots with the tariff have in common, written once.
    pub(super) json: AllowedJson,
}

/// `rules` and `latest_end` as JSON.
#[derive(Debug)]
pub(super) struct AllowedJson {
    pub(super) rules: Box<RawValue>,
    pub(super) latest_end: Option<Box<RawValue>>,
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
    /// `true` if a stay in the period would be booked ahead: it has other versions than one that
    /// begins now.
    is_ahead: bool,
    by_version: FxHashMap<TariffVersionId, SpotOffer>,
    by_rate: FxHashMap<(i32, Currency), Arc<Allowed>>,
}

/// The pricers of the last searches that ran at the same time, for the next ones: searches from now
/// on have the same period within a second. Versions of tariffs never change, so a pricer is never
/// out of date.
#[derive(Default)]
pub(super) struct LastPricers(Mutex<Vec<Pricer>>);

/// More searches rarely run at the same time.
const MAX_PRICERS: usize = 16;

impl LastPricers {
    /// Returns a pricer of the last searches if it is for this period on these terms and not in
    /// use, or else a new one.
    pub(super) fn take(&self, period: Period, terms: OfferTerms, now: DateTime<Utc>) -> Pricer {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Pricer::reuse(last, period, terms, now)
    }

    pub(super) fn put(&self, pricer: Pricer) {
        let mut pricers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pricers.len() < MAX_PRICERS {
            pricers.push(pricer);
        }
    }
}

impl Allowed {
    fn new(price: Money, rules: String, latest_end: Option<DateTime<Utc>>) -> Self {
        let json = AllowedJson {
            rules: to_raw_value(&rules).unwrap_or_default(),
            latest_end: latest_end.and_then(|at| to_raw_value(&at).ok()),
        };
        Self { price, rules, latest_end, json }
    }
}

impl Pricer {
    pub(crate) fn new(period: Period, terms: OfferTerms, now: DateTime<Utc>) -> Self {
        Self {
            period,
            terms,
            is_ahead: is_ahead(period.starts_at(), now),
            by_version: FxHashMap::default(),
            by_rate: FxHashMap::default(),
        }
    }

    /// Returns the last pricer if it is for this period on these terms at `now`, or else a new one.
    pub(crate) fn reuse(
        last: Option<Self>,
        period: Period,
        terms: OfferTerms,
        now: DateTime<Utc>,
    ) -> Self {
        last.filter(|last| last.is_for(period, terms, now))
            .unwrap_or_else(|| Self::new(period, terms, now))
    }

    /// Returns whether it prices this period on these terms, for a request at `now`.
    fn is_for(&self, period: Period, terms: OfferTerms, now: DateTime<Utc>) -> bool {
        let is_ahead = is_ahead(period.starts_at(), now);
        (self.period, self.terms, self.is_ahead) == (period, terms, is_ahead)
    }

    /// Returns the offer of a spot by its tariff, or by its flat rate if no tariff is posted there.
    pub(crate) fn offer(
        &mut self,
        tariffs: &PostedTariffs,
        place: SpotPlace,
        rate_minor_per_hour: i32,
        currency: Currency,
    ) -> SpotOffer {
        let Self { period, terms, is_ahead, by_version, by_rate } = self;
        let version = if tariffs.is_empty() {
            None
        } else {
            tariffs.version_at(place, terms.class, period.starts_at(), *is_ahead)
        };
        let Some(version) = version else {
            let offer = by_rate.entry((rate_minor_per_hour, currency));
            let offer = offer.or_insert_with(|| {
                let price = price(rate_minor_per_hour, period.seconds(), currency);
                let rules = flat_words(Money::new(rate_minor_per_hour.into(), currency));
                Arc::new(Allowed::new(price, rules, None))
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
            SpotOffer::Allowed(Arc::new(Allowed::new(price.total, rules, latest_end)))
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
        let pricer = Pricer::new(period(1), terms, starts_at);
        assert!(pricer.is_for(period(1), terms, starts_at));
        assert!(!pricer.is_for(period(2), terms, starts_at));
        let van = OfferTerms { class: VehicleClass::Van, ..terms };
        assert!(!pricer.is_for(period(1), van, starts_at));
        assert!(pricer.is_for(period(1), terms, starts_at - TimeDelta::seconds(60)));
        assert!(!pricer.is_for(period(1), terms, starts_at - TimeDelta::seconds(61)), "ahead");
    }

    #[test]
    fn last_pricers_serve_the_same_period_again() {
        let starts_at: DateTime<Utc> = "2030-06-03T13:00:00Z".parse().unwrap();
        let period = |hours| Period::new(starts_at, starts_at + TimeDelta::hours(hours)).unwrap();
        let terms = OfferTerms { class: VehicleClass::Car, longest: TimeDelta::days(1) };
        let place = SpotPlace {
            city_id: CityId(Uuid::nil()),
            site_id: None,
            zone_id: ZoneId(Uuid::nil()),
            spot_id: SpotId(Uuid::nil()),
            is_accessible: false,
        };
        let last = LastPricers::default();
        let mut pricer = last.take(period(1), terms, starts_at);
        pricer.offer(&PostedTariffs::default(), place, 450, Currency::Usd);
        last.put(pricer);
        assert_eq!(last.take(period(1), terms, starts_at).by_rate.len(), 1);
        last.put(Pricer::new(period(2), terms, starts_at));
        assert!(last.take(period(1), terms, starts_at).is_for(period(1), terms, starts_at));
    }
}
