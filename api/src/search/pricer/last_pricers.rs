//! The pricers of the last searches, for the next ones.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use shared::platform::domain::period::Period;

use super::{OfferTerms, Pricer};

/// Maximum number of pricers: those of searches that run at the same time, and of other periods,
/// classes and languages.
const MAX_PRICERS: usize = 16;

/// The pricers that are not in use, last used last. Searches from now on have the same period
/// within a second, others for much longer.
#[derive(Default)]
pub(in super::super) struct LastPricers(Mutex<VecDeque<Pricer>>);

impl LastPricers {
    /// Returns a pricer of the last searches for this period on these terms, or else a new one.
    pub(in super::super) fn take(
        &self,
        period: Period,
        terms: OfferTerms,
        now: DateTime<Utc>,
    ) -> Pricer {
        let last = {
            let mut pricers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let index = pricers.iter().rposition(|last| last.is_for(period, terms, now));
            index.and_then(|index| pricers.remove(index))
        };
        last.unwrap_or_else(|| Pricer::new(period, terms, now))
    }

    /// Keeps a pricer instead of the one that was not used for the longest time.
    pub(in super::super) fn put(&self, pricer: Pricer) {
        let oldest = {
            let mut pricers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            pricers.push_back(pricer);
            if MAX_PRICERS < pricers.len() { pricers.pop_front() } else { None }
        };
        // Freed after the lock is released.
        drop(oldest);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::TimeDelta;
    use shared::{
        identity::domain::vehicle::VehicleClass,
        platform::domain::{
            ids::{CityId, SpotId, ZoneId},
            language::Language,
            money::Currency,
        },
        pricing::domain::posted::SpotPlace,
    };
    use uuid::Uuid;

    use super::*;

    const TERMS: OfferTerms = OfferTerms {
        class: VehicleClass::Car,
        longest: TimeDelta::zero(),
        language: Language::English,
    };

    fn now() -> DateTime<Utc> {
        "2030-06-03T13:00:00Z".parse().unwrap()
    }

    fn hours(hours: i64) -> Period {
        Period::new(now(), now() + TimeDelta::hours(hours)).unwrap()
    }

    /// Returns a pricer with one price.
    fn used(hours_long: i64) -> Pricer {
        let mut pricer = Pricer::new(hours(hours_long), TERMS, now());
        let place = SpotPlace {
            city_id: CityId(Uuid::nil()),
            site_id: None,
            zone_id: ZoneId(Uuid::nil()),
            spot_id: SpotId(Uuid::nil()),
            is_accessible: false,
        };
        pricer.offer(&Arc::default(), place, 450, Currency::Usd);
        pricer
    }

    #[test]
    fn last_pricers_serve_several_periods() {
        let last = LastPricers::default();
        last.put(used(1));
        last.put(used(2));
        assert_eq!(last.take(hours(1), TERMS, now()).by_rate.len(), 1);
        assert_eq!(last.take(hours(1), TERMS, now()).by_rate.len(), 0, "in use");
        assert_eq!(last.take(hours(2), TERMS, now()).by_rate.len(), 1);
    }

    #[test]
    fn oldest_pricer_makes_room() {
        let last = LastPricers::default();
        for _ in 0..=MAX_PRICERS {
            let hours_long = i64::try_from(last.0.lock().unwrap().len()).unwrap() + 1;
            last.put(used(hours_long));
        }
        assert_eq!(last.0.lock().unwrap().len(), MAX_PRICERS);
        assert_eq!(last.take(hours(1), TERMS, now()).by_rate.len(), 0);
        assert_eq!(last.take(hours(2), TERMS, now()).by_rate.len(), 1);
    }
}
