//! The offers of a search: free spots with the price of the period, and free spots whose tariff
//! refuses it.

use std::{cmp::Ordering, sync::Arc};

use shared::{
    pricing::domain::posted::PostedTariffs,
    reservations::models::spot_search::{After, SpotSearch},
};

use super::{
    Entry,
    pricer::{Allowed, Pricer, Refused, SpotOffer},
};

/// Maximum number of refused spots in a result.
const MAX_REFUSED: usize = 10;
/// Tolerance for rounding errors of distances, in metres.
const SLACK_M: f64 = 0.001;

/// A free spot with what its tariff says about the period.
pub(crate) struct Offered<T> {
    /// Great-circle distance in metres.
    pub(crate) distance_m: f64,
    pub(crate) spot: Arc<Entry>,
    pub(crate) offer: Arc<T>,
}

/// Free spots, nearest first.
#[derive(Default)]
pub(crate) struct Offers {
    pub(crate) spots: Vec<Offered<Allowed>>,
    /// The nearest spots whose tariff refuses the period, none of them farther than the spots of a
    /// full page. Empty after a cursor.
    pub(crate) refused: Vec<Offered<Refused>>,
    /// The place at which the search was stopped before the page was full.
    pub(crate) stopped_at: Option<After>,
}

/// Collects free spots, which come nearest first, apart from rounding errors.
pub(super) struct Collector<'a> {
    pricer: &'a mut Pricer,
    limit: usize,
    with_refused: bool,
    offers: Offers,
}

impl<T> Offered<T> {
    /// Returns the place in the order of the search.
    pub(crate) fn place(&self) -> After {
        After { distance_m: self.distance_m, id: self.spot.id }
    }
}

impl<'a> Collector<'a> {
    /// The pricer is for the period of the search.
    pub(super) fn new(search: &SpotSearch, pricer: &'a mut Pricer) -> Self {
        Self {
            pricer,
            limit: usize::try_from(search.limit).unwrap_or(0),
            with_refused: search.after.is_none(),
            offers: Offers::default(),
        }
    }

    /// Adds a free spot. Returns `true` if it is the one that makes the page full.
    pub(super) fn add(
        &mut self,
        tariffs: &Arc<PostedTariffs>,
        distance_m: f64,
        spot: &Arc<Entry>,
    ) -> bool {
        let (rate, currency) = (spot.rate_minor_per_hour, spot.zone.currency);
        match self.pricer.offer(tariffs, spot.tariff_place(), rate, currency) {
            SpotOffer::Allowed(offer) => {
                self.offers.spots.push(Offered { distance_m, spot: Arc::clone(spot), offer });
                self.offers.spots.len() == self.limit
            }
            SpotOffer::Refused(offer) => {
                let last = self.offers.refused.get(MAX_REFUSED - 1);
                let is_near = last.is_none_or(|last| distance_m < last.distance_m + SLACK_M);
                if self.with_refused && is_near {
                    self.offers.refused.push(Offered { distance_m, spot: Arc::clone(spot), offer });
                }
                false
            }
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.limit <= self.offers.spots.len()
    }

    /// Returns the offers in order. `stopped_at` is where the search was stopped, if it was.
    pub(super) fn finish(self, stopped_at: Option<After>) -> Offers {
        let Offers { mut spots, mut refused, .. } = self.offers;
        sort(&mut spots);
        spots.truncate(self.limit);
        sort(&mut refused);
        if let Some(last) = spots.get(self.limit.saturating_sub(1)).map(Offered::place) {
            refused.retain(|spot| order(spot.place(), last).is_lt());
        }
        refused.truncate(MAX_REFUSED);
        let stopped_at = stopped_at.filter(|_| spots.len() < self.limit);
        Offers { spots, refused, stopped_at }
    }
}

fn sort<T>(spots: &mut [Offered<T>]) {
    spots.sort_by(|one, other| order(one.place(), other.place()));
}

fn order(one: After, other: After) -> Ordering {
    one.distance_m.total_cmp(&other.distance_m).then_with(|| one.id.cmp(&other.id))
}
