//! A spatial index of all spots. Positions are points on a unit sphere: the poles and the 180th
//! meridian need no special cases, and the order by chord length equals the order by distance on
//! the surface.

use std::{
    collections::{HashMap, HashSet, hash_map},
    f64::consts::PI,
    hash::Hash,
    sync::Arc,
};

use rstar::{RTree, primitives::GeomWithData};
use shared::{
    places::domain::position::{EARTH_RADIUS_M, Position},
    platform::domain::ids::{SpotId, ZoneId},
    pricing::domain::posted::PostedTariffs,
    reservations::models::{
        indexed_spot::{IndexedSpot, IndexedZone},
        spot_search::{Area, SpotSearch},
    },
};

use super::{
    Entry,
    counts::{Counting, Counts, Grouping, SpotGroup},
    offers::{Collector, Offers},
    pricer::{LastPricers, OfferTerms},
    reserved_ahead::LimitedZones,
};

/// Number of visited spots above which a search must not run on an async thread.
const MAX_LOOKED_AT: usize = 20_000;
/// Tolerance for rounding errors, in earth radii: a few micrometres.
const SLACK: f64 = 1e-12;

type Site = GeomWithData<[f64; 3], Arc<Entry>>;

/// Spots in service, and the tariffs that are posted at them.
#[derive(Default)]
pub(super) struct SpotIndex {
    tariffs: Arc<PostedTariffs>,
    last_pricers: LastPricers,
    tree: RTree<Site>,
    by_id: HashMap<SpotId, Arc<Entry>>,
    /// The spots of each zone, for counts.
    by_zone: HashMap<ZoneId, Vec<Arc<Entry>>>,
    limited: LimitedZones,
    zones: Shared<IndexedZone>,
    attributes: Shared<Vec<String>>,
    hours: Shared<String>,
}

impl SpotIndex {
    /// Adds spots during the initial load.
    pub(super) fn fill(&mut self, spots: Vec<IndexedSpot>) {
        for spot in spots {
            let entry = self.entry(spot);
            self.limited.add(&entry);
            self.by_zone.entry(entry.zone.id).or_default().push(Arc::clone(&entry));
            self.by_id.insert(entry.id, entry);
        }
    }

    /// Builds the tree from all loaded spots. Bulk loading is faster than single inserts and gives
    /// a better balanced tree.
    pub(super) fn build(&mut self) {
        self.tree = RTree::bulk_load(self.by_id.values().map(site).collect());
    }

    /// Replaces the posted tariffs, and forgets prices by other ones.
    pub(super) fn post(&mut self, tariffs: Arc<PostedTariffs>) {
        if !Arc::ptr_eq(&self.tariffs, &tariffs) {
            self.tariffs = tariffs;
            self.last_pricers = LastPricers::default();
        }
    }

    /// Returns the number of spots.
    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Updates a spot; `None` removes it, because it is out of service.
    pub(super) fn set(&mut self, id: SpotId, spot: Option<IndexedSpot>) {
        if let Some(old) = self.by_id.remove(&id) {
            self.tree.remove(&site(&old));
            self.limited.remove(&old);
            if let hash_map::Entry::Occupied(mut zone) = self.by_zone.entry(old.zone.id) {
                zone.get_mut().retain(|spot| spot.id != id);
                if zone.get().is_empty() {
                    zone.remove();
                }
            }
        }
        if let Some(spot) = spot {
            let entry = self.entry(spot);
            self.tree.insert(site(&entry));
            self.limited.add(&entry);
            self.by_zone.entry(entry.zone.id).or_default().push(Arc::clone(&entry));
            self.by_id.insert(id, entry);
        }
    }

    fn entry(&mut self, spot: IndexedSpot) -> Arc<Entry> {
        let mut entry = Entry::from(spot);
        self.attributes.share(&mut entry.attributes);
        self.zones.share(&mut entry.zone);
        if let Some(hours) = &mut entry.hours {
            self.hours.share(hours);
        }
        Arc::new(entry)
    }

    /// Returns the free spots, nearest first, by the same rules as the search statement; `None` if
    /// the search would visit more than [`MAX_LOOKED_AT`] spots.
    pub(super) fn search(&self, search: &SpotSearch, terms: OfferTerms) -> Option<Offers> {
        self.search_among(search, terms, MAX_LOOKED_AT)
    }

    /// Like [`Self::search`] without the limit, for a thread for blocking work.
    pub(super) fn search_all(&self, search: &SpotSearch, terms: OfferTerms) -> Offers {
        self.search_among(search, terms, usize::MAX).unwrap_or_default()
    }

    fn search_among(&self, search: &SpotSearch, terms: OfferTerms, most: usize) -> Option<Offers> {
        let center = search.area.center();
        let mut ahead = self.limited.of_search(search);
        let mut pricer = self.last_pricers.take(search.period, terms, search.now);
        let (mut reach, mut offers) = (reach(search.area), Collector::new(search, &mut pricer));
        let nearest = self.tree.nearest_neighbor_iter_with_distance_2(center.on_sphere());
        for (looked_at, (site, chord_2)) in nearest.enumerate() {
            let (spot, chord) = (&site.data, chord_2.sqrt());
            if chord > reach {
                break;
            }
            if looked_at == most {
                drop(offers);
                self.last_pricers.put(pricer);
                return None;
            }
            if !spot.matches(search) {
                continue;
            }
            let distance_m = spot.position.distance_m(center);
            if is_inside(search.area, spot.position, distance_m)
                && spot.is_behind(search.after, distance_m)
                && ahead.as_mut().is_none_or(|ahead| !ahead.is_full(&spot.zone))
                && offers.add(&self.tariffs, distance_m, spot)
            {
                // Include spots at the same distance as the last one of the page.
                reach = reach.min(chord + SLACK);
            }
        }
        let offers = offers.finish(None);
        self.last_pricers.put(pricer);
        Some(offers)
    }

    /// Counts the free spots of each group, by the same rules as the search. Visits every spot in
    /// the area, or of the zones that are counted without an area, so it runs on a thread for
    /// blocking work.
    pub(super) fn count(&self, counting: &Counting) -> Vec<SpotGroup> {
        let Counting { search, terms, grouping, .. } = counting;
        let (center, reach) = (search.area.center(), reach(search.area));
        let near = self.tree.locate_within_distance(center.on_sphere(), reach * reach);
        let inside = near.map(|site| &site.data).filter(|spot| match search.area {
            Area::Circle { radius_m, .. } => spot.position.distance_m(center) <= radius_m,
            Area::Box(bounds) => bounds.contains(spot.position),
            Area::Everywhere { .. } => true,
        });
        let of_zones = |zones: &HashSet<ZoneId>| {
            zones.iter().filter_map(|zone| self.by_zone.get(zone)).flatten().collect()
        };
        let spots: Vec<&Arc<Entry>> = match (grouping, counting.only_zones()) {
            (Grouping::Cells { .. }, _) => inside.collect(),
            (Grouping::Zones, Some(zones)) => of_zones(zones),
            (Grouping::Zones, None) => of_zones(&inside.map(|spot| spot.zone.id).collect()),
        };
        let mut ahead = self.limited.of_search(search);
        let mut pricer = self.last_pricers.take(search.period, *terms, search.now);
        let mut counts = Counts::new(counting, &self.tariffs, &mut pricer);
        for spot in spots.into_iter().filter(|spot| spot.suits(search)) {
            let is_free = spot.is_free(search)
                && ahead.as_mut().is_none_or(|ahead| !ahead.is_full(&spot.zone));
            counts.add(spot, is_free);
        }
        let groups = counts.finish();
        self.last_pricers.put(pricer);
        groups
    }
}

fn site(entry: &Arc<Entry>) -> Site {
    GeomWithData::new(entry.position.on_sphere(), Arc::clone(entry))
}

fn is_inside(area: Area, position: Position, distance_m: f64) -> bool {
    match area {
        Area::Circle { radius_m, .. } => distance_m <= radius_m,
        Area::Box(bounds) => bounds.contains(position),
        Area::Everywhere { .. } => true,
    }
}

/// Returns the chord, in earth radii, that bounds the area.
fn reach(area: Area) -> f64 {
    let farthest_m = match area {
        Area::Circle { radius_m, .. } => radius_m,
        Area::Box(bounds) => {
            let corner = |lat, lng| bounds.center().distance_m(Position { lat, lng });
            // The edge along a parallel curves away from the center, by far less than this margin.
            1.01 * corner(bounds.south, bounds.west).max(corner(bounds.north, bounds.west))
        }
        Area::Everywhere { .. } => f64::INFINITY,
    };
    2.0 * ((farthest_m / EARTH_RADIUS_M).min(PI) / 2.0).sin() + SLACK
}

/// Interned values: equal values are stored once.
struct Shared<T>(HashSet<Arc<T>>);

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(HashSet::new())
    }
}

impl<T: Hash + Eq> Shared<T> {
    /// Replaces the value by the stored one that equals it; stores it if there is none.
    fn share(&mut self, value: &mut Arc<T>) {
        if let Some(stored) = self.0.get(value) {
            *value = Arc::clone(stored);
        } else {
            self.0.insert(Arc::clone(value));
        }
    }
}
