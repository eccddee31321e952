//! Garages and lots for drivers: a list for maps and searches, and one site with its levels.

mod list;
mod nearby;
mod offers;
mod show;

use serde::Serialize;
use shared::{
    places::{
        domain::{site_rules::next_state, terms::Terms},
        models::site_on_map::SiteOnMap,
    },
    platform::domain::money::Money,
    visits::domain::site_count::SiteCount,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::MoneyView;

pub(in crate::handlers) use list::*;
pub(in crate::handlers) use nearby::nearby_sites;
pub(in crate::handlers) use offers::{
    free_spots_of_site, ordinary_offer, rules_of, spot_offer, zones_of,
};
pub(in crate::handlers) use show::*;

/// A level or an area of a site.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LevelCountView {
    zone_id: Uuid,
    #[schema(example = "Garage 45, level 1")]
    name: String,
    /// `null` without levels.
    #[schema(example = "1")]
    level: Option<String>,
    /// Number of free spots.
    free: i64,
    total: i64,
    /// `free`, `few` or `full`.
    #[schema(example = "free")]
    state: &'static str,
}

/// A garage or lot.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SiteListItem {
    id: Uuid,
    city_id: Uuid,
    #[schema(example = "Garage 45")]
    name: String,
    /// `lot`, `garage`, `depot` or `yard`.
    #[schema(example = "garage")]
    kind: &'static str,
    /// Latitude in degrees.
    lat: f64,
    /// Longitude in degrees.
    lng: f64,
    /// Great-circle distance in metres from the given position; `null` without one.
    distance_m: Option<i64>,
    address: String,
    /// IANA time zone of the city.
    #[schema(example = "America/New_York")]
    time_zone: String,
    /// `public`, or `members` if only members of organizations may enter.
    #[schema(example = "public")]
    access: &'static str,
    /// `open`, `barrier`, `code`, `plate` or `attendant`.
    #[schema(example = "code")]
    entry_mode: &'static str,
    /// `true` if a driver may park on any spot: then spots are not shown.
    unnumbered: bool,
    /// `true` if guests may reserve. Entering without a reservation always needs an account.
    guests_allowed: bool,
    /// `free`, `few` or `full`.
    #[schema(example = "few")]
    state: &'static str,
    /// Number of free spots, of all kinds.
    #[schema(example = 12)]
    free: i64,
    total: i64,
    /// Lowest price of the period; `null` if no spot is offered for it.
    from_price: Option<MoneyView>,
    /// Levels and areas, by name.
    levels: Vec<LevelCountView>,
}

/// Free and all spots of a level or of a site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct FreeOf {
    pub(super) free: i64,
    pub(super) total: i64,
}

impl SiteListItem {
    /// Creates a view of the site as it is now.
    pub(in crate::handlers) fn new(site: &SiteOnMap, count: &SiteCount, defaults: &Terms) -> Self {
        let levels = count.levels.iter().map(|level| LevelCountView {
            zone_id: level.zone_id.0,
            name: level.name.clone(),
            level: level.level.clone(),
            free: level.free(),
            total: level.total,
            state: level.state(&count.rules).as_str(),
        });
        Self {
            id: site.id.0,
            city_id: site.city_id.0,
            name: site.name.clone(),
            kind: site.kind.as_str(),
            lat: site.lat,
            lng: site.lng,
            distance_m: None,
            address: site.address.clone(),
            time_zone: site.time_zone.clone(),
            access: site.access.as_str(),
            entry_mode: site.entry_mode.as_str(),
            unnumbered: count.rules.is_unnumbered(),
            guests_allowed: site.guests_allowed.unwrap_or(defaults.guests_allowed),
            state: count.state().as_str(),
            free: count.free(),
            total: count.total,
            from_price: None,
            levels: levels.collect(),
        }
    }

    /// Sets the distance, in metres.
    pub(in crate::handlers) fn at_distance(self, distance_m: Option<f64>) -> Self {
        Self { distance_m: distance_m.map(whole_metres), ..self }
    }

    /// Sets the lowest price of the period.
    fn with_lowest_price(self, from_price: Option<Money>) -> Self {
        Self { from_price: from_price.map(MoneyView::from), ..self }
    }

    /// Replaces the counts by those of a later period. There is no earlier state then.
    fn later(mut self, count: &SiteCount, free_of: impl Fn(Uuid) -> FreeOf) -> Self {
        let mut whole = FreeOf::default();
        for level in &mut self.levels {
            let FreeOf { free, total } = free_of(level.zone_id);
            level.state = next_state(&count.rules, None, free, total).as_str();
            (level.free, level.total) = (free, total);
            whole = FreeOf { free: whole.free + free, total: whole.total + total };
        }
        let state = next_state(&count.rules, None, whole.free, whole.total).as_str();
        Self { state, free: whole.free, total: whole.total, ..self }
    }
}

/// Rounds a distance on the earth, in metres.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "at most half the circumference of the earth"
)]
fn whole_metres(distance_m: f64) -> i64 {
    distance_m.round() as i64
}
