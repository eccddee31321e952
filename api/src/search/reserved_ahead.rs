//! Zones whose spots may be reserved ahead only in part, in the read model.

use std::{
    collections::{HashMap, hash_map},
    sync::Arc,
};

use shared::{
    places::domain::terms::DEFAULT_RESERVABLE_PERCENT,
    platform::domain::ids::{SpotId, ZoneId},
    reservations::{
        domain::reserved_ahead::max_ahead,
        models::{indexed_spot::IndexedZone, spot_search::SpotSearch},
    },
};

use super::Entry;

/// The spots of the zones that have a limit.
#[derive(Default)]
pub(super) struct LimitedZones(HashMap<ZoneId, HashMap<SpotId, Arc<Entry>>>);

/// A search for stays that begin later.
pub(super) struct SearchAhead<'a> {
    search: &'a SpotSearch,
    zones: &'a LimitedZones,
    /// The zones that were looked at, with `true` for those at the limit.
    full: HashMap<ZoneId, bool>,
}

impl LimitedZones {
    pub(super) fn add(&mut self, spot: &Arc<Entry>) {
        if spot.zone.reservable_percent < DEFAULT_RESERVABLE_PERCENT {
            self.0.entry(spot.zone.id).or_default().insert(spot.id, Arc::clone(spot));
        }
    }

    pub(super) fn remove(&mut self, spot: &Entry) {
        if let hash_map::Entry::Occupied(mut zone) = self.0.entry(spot.zone.id) {
            zone.get_mut().remove(&spot.id);
            if zone.get().is_empty() {
                zone.remove();
            }
        }
    }

    /// Returns `None` if the limits do not concern the search.
    pub(super) fn of_search<'a>(&'a self, search: &'a SpotSearch) -> Option<SearchAhead<'a>> {
        let is_concerned = search.is_ahead() && !self.0.is_empty();
        is_concerned.then(|| SearchAhead { search, zones: self, full: HashMap::new() })
    }
}

impl SearchAhead<'_> {
    /// Returns whether no further spot of the zone may be reserved ahead for the searched period.
    pub(super) fn is_full(&mut self, zone: &IndexedZone) -> bool {
        let Some(spots) = self.zones.0.get(&zone.id) else { return false };
        *self.full.entry(zone.id).or_insert_with(|| {
            let reserved = spots.values().filter(|spot| spot.is_reserved_ahead(self.search));
            max_ahead(zone.reservable_percent, spots.len()) <= reserved.count()
        })
    }
}
