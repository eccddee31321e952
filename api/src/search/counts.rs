//! Counts of free spots per zone, or per cell of a grid, for maps that show too many spots to draw
//! each.

use std::{collections::HashSet, sync::Arc};

use rustc_hash::FxHashMap;
use shared::{
    places::domain::position::Position,
    platform::domain::{ids::ZoneId, money::Money},
    pricing::domain::posted::PostedTariffs,
    reservations::models::{
        indexed_spot::IndexedZone,
        spot_search::{Area, SpotSearch},
    },
};

use super::{
    Entry,
    pricer::{OfferTerms, Pricer, SpotOffer},
};

/// Cells along the edge of a map tile, as a power of two.
const CELLS_PER_TILE: f64 = 4.0;
/// Latitude at which the Mercator projection ends.
const MAX_MERCATOR_DEGREES: f64 = 85.0;
/// Steps of a returned position in a degree: a tenth of a metre.
const STEPS_PER_DEGREE: f64 = 1e6;

/// A search whose spots are counted.
#[derive(Debug, Clone)]
pub(crate) struct Counting {
    pub(crate) search: SpotSearch,
    pub(crate) terms: OfferTerms,
    pub(crate) grouping: Grouping,
    /// Maximum average price per hour, in minor units.
    pub(crate) max_per_hour: Option<i64>,
}

/// The spots that are counted together.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Grouping {
    /// Each zone with a spot in the area. All spots of the zone count, so that the count does not
    /// depend on the part that is in the area.
    Zones,
    /// The cells of a Mercator grid, a sixteenth of a map tile of the zoom wide. Only the spots in
    /// the area count.
    Cells { zoom: f64 },
}

/// The spots of a zone or cell that meet the criteria of a search.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SpotGroup {
    /// `None` for a cell.
    pub(crate) zone: Option<Arc<IndexedZone>>,
    /// Mean position of the spots.
    pub(crate) position: Position,
    /// Number of spots that are offered for the whole period.
    pub(crate) free: u32,
    /// Number of spots, free or not.
    pub(crate) total: u32,
    /// Lowest price of the period; `None` if no spot is free, and for a cell whose prices are in
    /// several currencies.
    pub(crate) from_price: Option<Money>,
}

/// Order of the groups in a result. Cells have the bits of their column and row, because floats
/// have no total order.
#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum GroupKey {
    Zone(ZoneId),
    Cell(u64, u64),
}

/// The counts of one group so far.
#[derive(Default)]
struct Tally {
    zone: Option<Arc<IndexedZone>>,
    /// Sum of the positions on the unit sphere: the 180th meridian needs no special case.
    sum: [f64; 3],
    free: u32,
    total: u32,
    from_price: Option<Money>,
    /// Prices in several currencies cannot be compared.
    has_several_currencies: bool,
}

/// Counts spots one by one.
pub(super) struct Counts<'a> {
    counting: &'a Counting,
    tariffs: &'a Arc<PostedTariffs>,
    pricer: &'a mut Pricer,
    groups: FxHashMap<GroupKey, Tally>,
}

impl<'a> Counts<'a> {
    /// The pricer is for the period of the search.
    pub(super) fn new(
        counting: &'a Counting,
        tariffs: &'a Arc<PostedTariffs>,
        pricer: &'a mut Pricer,
    ) -> Self {
        Self { counting, tariffs, pricer, groups: FxHashMap::default() }
    }

    /// Counts a spot that meets the criteria. A free spot whose tariff refuses the period, or that
    /// costs too much, does not count as free.
    pub(super) fn add(&mut self, spot: &Entry, is_free: bool) {
        let price = if is_free { self.price(spot) } else { None };
        let tally = self.groups.entry(self.counting.grouping.key(spot)).or_default();
        if tally.zone.is_none() && matches!(self.counting.grouping, Grouping::Zones) {
            tally.zone = Some(Arc::clone(&spot.zone));
        }
        for (sum, each) in tally.sum.iter_mut().zip(spot.position.on_sphere()) {
            *sum += each;
        }
        tally.total += 1;
        if let Some(price) = price {
            tally.add_free(price);
        }
    }

    fn price(&mut self, spot: &Entry) -> Option<Money> {
        let (rate, currency) = (spot.rate_minor_per_hour, spot.zone.currency);
        let offer = self.pricer.offer(self.tariffs, spot.tariff_place(), rate, currency);
        let SpotOffer::Allowed(offer) = offer else { return None };
        Some(offer.price).filter(|price| self.counting.is_affordable(*price))
    }

    /// Returns the groups in the order of their keys.
    pub(super) fn finish(self) -> Vec<SpotGroup> {
        let mut groups: Vec<_> = self.groups.into_iter().collect();
        groups.sort_by(|(one, _), (other, _)| one.cmp(other));
        groups.into_iter().map(|(_, tally)| tally.into()).collect()
    }
}

impl Tally {
    fn add_free(&mut self, price: Money) {
        self.free += 1;
        match self.from_price {
            Some(lowest) if lowest.currency != price.currency => self.has_several_currencies = true,
            Some(lowest) if lowest.amount_minor <= price.amount_minor => {}
            _ => self.from_price = Some(price),
        }
    }
}

impl Counting {
    /// Returns the zones to count, if the area does not limit them.
    pub(super) fn only_zones(&self) -> Option<&HashSet<ZoneId>> {
        let has_area = !matches!(self.search.area, Area::Everywhere { .. });
        self.search.zones.as_ref().filter(|_| !has_area)
    }

    /// Returns whether the average price per hour is within the maximum. A price is rounded by at
    /// most half a minor unit, in favour of the spot.
    fn is_affordable(&self, price: Money) -> bool {
        let seconds = i128::from(self.search.period.seconds());
        self.max_per_hour.is_none_or(|max| {
            (2 * i128::from(price.amount_minor) - 1) * 1_800 <= i128::from(max) * seconds
        })
    }
}

impl Grouping {
    fn key(self, spot: &Entry) -> GroupKey {
        match self {
            Self::Zones => GroupKey::Zone(spot.zone.id),
            Self::Cells { zoom } => {
                let across = (zoom.floor() + CELLS_PER_TILE).exp2();
                let [x, y] = mercator(spot.position);
                GroupKey::Cell((x * across).floor().to_bits(), (y * across).floor().to_bits())
            }
        }
    }
}

impl From<Tally> for SpotGroup {
    fn from(tally: Tally) -> Self {
        let Tally { zone, sum: [x, y, z], free, total, from_price, has_several_currencies } = tally;
        let rounded =
            |radians: f64| (radians.to_degrees() * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE;
        let position = Position { lat: rounded(z.atan2(x.hypot(y))), lng: rounded(y.atan2(x)) };
        let from_price = from_price.filter(|_| !has_several_currencies);
        Self { zone, position, free, total, from_price }
    }
}

/// Returns the position on a Mercator map of the whole earth, from 0 in the north-west to 1.
fn mercator(position: Position) -> [f64; 2] {
    let lat = position.lat.clamp(-MAX_MERCATOR_DEGREES, MAX_MERCATOR_DEGREES).to_radians();
    let y = 0.5 - lat.tan().asinh() / std::f64::consts::TAU;
    [(position.lng + 180.0) / 360.0, y]
}

#[cfg(test)]
mod tests {
    use shared::platform::domain::money::Currency;

    use super::*;

    fn assert_near(one: f64, other: f64) {
        assert!((one - other).abs() < 1e-6, "{one} is not {other}");
    }

    #[test]
    fn mercator_map_is_a_unit_square() {
        for (lat, lng, x, y) in [
            (0.0, 0.0, 0.5, 0.5),
            (0.0, -180.0, 0.0, 0.5),
            (66.513_260_443, 0.0, 0.5, 0.25),
            (-66.513_260_443, 90.0, 0.75, 0.75),
        ] {
            let [found_x, found_y] = mercator(Position { lat, lng });
            assert_near(found_x, x);
            assert_near(found_y, y);
        }
        assert!(mercator(Position { lat: 90.0, lng: 0.0 })[1].is_finite());
    }

    #[test]
    fn prices_in_two_currencies_have_no_lowest() {
        let lowest = |prices: &[(i64, Currency)]| {
            let mut tally = Tally::default();
            for (amount_minor, currency) in prices {
                tally.add_free(Money::new(*amount_minor, *currency));
            }
            let group = SpotGroup::from(tally);
            (group.free, group.from_price.map(|price| price.amount_minor))
        };
        let (usd, eur) = (Currency::Usd, Currency::Eur);
        assert_eq!(lowest(&[]), (0, None));
        assert_eq!(lowest(&[(450, usd), (300, usd), (600, usd)]), (3, Some(300)));
        assert_eq!(lowest(&[(450, usd), (300, eur)]), (2, None));
        assert_eq!(lowest(&[(300, eur), (450, usd), (200, eur)]), (3, None));
    }

    #[test]
    fn mean_position_is_correct_across_180() {
        let mut tally = Tally::default();
        for lng in [179.9, -179.9] {
            for (sum, each) in tally.sum.iter_mut().zip(Position { lat: -16.5, lng }.on_sphere()) {
                *sum += each;
            }
        }
        let Position { lat, lng } = SpotGroup::from(tally).position;
        assert_near(lng.abs(), 180.0);
        assert!((lat + 16.5).abs() < 0.001, "{lat}");
    }
}
