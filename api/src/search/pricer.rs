//! Prices of spots for the period of a search.

mod last_pricers;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
pub(super) use last_pricers::LastPricers;
use rustc_hash::FxHashMap;
use serde_json::value::{RawValue, to_raw_value};
use shared::{
    identity::domain::vehicle::VehicleClass,
    platform::{
        domain::{
            ids::TariffVersionId,
            language::Language,
            money::{Currency, Money},
            period::Period,
        },
        error::Refused as Refusal,
    },
    pricing::domain::{
        offers::{Offer, offer},
        posted::{PostedTariffs, PublishedVersion, SharedPlace, SpotPlace},
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
    /// Language of the rules and of refusals.
    pub(crate) language: Language,
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

/// Maximum number of places in a pricer: 0.7 MB.
const MAX_PLACES: usize = 7_000;

/// Prices one period for one class, in one language. The tariff version is looked up once for each
/// place, and each version and flat rate is priced once.
pub(crate) struct Pricer {
    period: Period,
    terms: OfferTerms,
    /// `true` if a stay in the period would be booked ahead: it has other versions than one that
    /// begins now.
    is_ahead: bool,
    /// The tariffs of `by_place`. The other prices stay right: versions never change.
    tariffs: Arc<PostedTariffs>,
    /// `None` where no tariff is posted.
    by_place: FxHashMap<SharedPlace, Option<SpotOffer>>,
    by_version: FxHashMap<TariffVersionId, SpotOffer>,
    by_rate: FxHashMap<(i32, Currency), Arc<Allowed>>,
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
            tariffs: Arc::default(),
            by_place: FxHashMap::default(),
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
        tariffs: &Arc<PostedTariffs>,
        place: SpotPlace,
        rate_minor_per_hour: i32,
        currency: Currency,
    ) -> SpotOffer {
        if let Some(offer) = self.offer_by_tariff(tariffs, place) {
            return offer;
        }
        let offer = self.by_rate.entry((rate_minor_per_hour, currency)).or_insert_with(|| {
            let price = price(rate_minor_per_hour, self.period.seconds(), currency);
            let rate = Money::new(rate_minor_per_hour.into(), currency);
            let rules = flat_words(rate, self.terms.language);
            Arc::new(Allowed::new(price, rules, None))
        });
        SpotOffer::Allowed(Arc::clone(offer))
    }

    fn offer_by_tariff(
        &mut self,
        tariffs: &Arc<PostedTariffs>,
        place: SpotPlace,
    ) -> Option<SpotOffer> {
        if tariffs.is_empty() {
            return None;
        }
        // The pricer keeps its tariffs, so that no others can have the same address.
        if !Arc::ptr_eq(&self.tariffs, tariffs) {
            self.tariffs = Arc::clone(tariffs);
            self.by_place.clear();
        }
        if MAX_PLACES <= self.by_place.len() {
            self.by_place.clear();
        }
        let Self { period, terms, is_ahead, by_place, by_version, .. } = self;
        let find = || {
            let starts_at = period.starts_at();
            let version = tariffs.version_at(place, terms.class, starts_at, *is_ahead)?;
            let offer = by_version.entry(version.id);
            Some(offer.or_insert_with(|| offer_of(version, *period, *terms)).clone())
        };
        by_place.entry(tariffs.shared_place(place)).or_insert_with(find).clone()
    }
}

fn offer_of(version: &PublishedVersion, period: Period, terms: OfferTerms) -> SpotOffer {
    let rules = version.rules_in(terms.language).into_owned();
    match offer(version, terms.class, period, terms.longest, terms.language) {
        Offer::Allowed { price, latest_end } => {
            let is_limited = latest_end < period.ends_at().max(period.starts_at() + terms.longest);
            let latest_end = is_limited.then_some(latest_end);
            SpotOffer::Allowed(Arc::new(Allowed::new(price.total, rules, latest_end)))
        }
        Offer::Refused(refusal) => SpotOffer::Refused(Arc::new(Refused { refusal, rules })),
    }
}

#[cfg(test)]
mod tests;
