//! Prices and free spots of sites, from the search.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use shared::{
    Result,
    places::domain::position::Position,
    platform::{
        db::PgConnection,
        domain::{
            ids::{SiteId, SpotId, ZoneId},
            money::Money,
            period::Period,
        },
    },
    pricing::models::posted,
    reservations::models::{
        indexed_spot::IndexedSpot,
        spot_search::{Area, SpotSearch},
    },
    visits::domain::site_count::SiteCount,
};
use uuid::Uuid;

use super::FreeOf;
use crate::{
    App,
    search::{
        Allowed, Counting, Entry, Grouping, OfferTerms, Offered, Pricer, SpotOffer,
        required_attributes,
    },
};

/// Maximum distance of a spot from the position of its site, in metres.
const MAX_DISTANCE_M: f64 = 2_000.0;

/// Counts of free spots of sites for a period.
#[derive(Default)]
pub(super) struct SiteOffers {
    by_zone: HashMap<Uuid, FreeOf>,
    lowest_prices: HashMap<SiteId, Money>,
}

impl SiteOffers {
    pub(super) fn free_of(&self, zone_id: Uuid) -> FreeOf {
        self.by_zone.get(&zone_id).copied().unwrap_or_default()
    }

    pub(super) fn lowest_price(&self, id: SiteId) -> Option<Money> {
        self.lowest_prices.get(&id).copied()
    }
}

/// Returns the zones of a site.
pub(in crate::handlers) fn zones_of(count: &SiteCount) -> impl Iterator<Item = ZoneId> {
    count.levels.iter().map(|level| level.zone_id)
}

/// Counts the spots of zones that are offered for the period.
///
/// # Errors
/// As `Search::count`.
pub(super) async fn count_offers(
    app: &App,
    zones: HashSet<ZoneId>,
    period: Period,
    terms: OfferTerms,
) -> Result<SiteOffers> {
    if zones.is_empty() {
        return Ok(SiteOffers::default());
    }
    let search = SpotSearch {
        area: Area::Everywhere { center: Position { lat: 0.0, lng: 0.0 } },
        period,
        attributes: required_attributes(terms.class),
        zones: Some(zones),
        street_only: false,
        after: None,
        limit: i64::MAX,
        now: app.now(),
    };
    let grouping = Grouping::Zones;
    let groups =
        app.search.count("sites", Counting { search, terms, grouping, max_per_hour: None }).await?;
    let mut offers = SiteOffers::default();
    for group in groups.iter() {
        let Some(zone) = &group.zone else { continue };
        let free_of = FreeOf { free: group.free.into(), total: group.total.into() };
        offers.by_zone.insert(zone.id.0, free_of);
        if let Some((site, price)) = zone.site_id.zip(group.from_price) {
            let lowest = offers.lowest_prices.entry(site).or_insert(price);
            if price.amount_minor < lowest.amount_minor {
                *lowest = price;
            }
        }
    }
    Ok(offers)
}

/// Returns the free spots of a site that are offered for the period, nearest to its position
/// first.
///
/// # Errors
/// As `Search::find`.
pub(in crate::handlers) async fn free_spots_of_site(
    app: &App,
    center: Position,
    zones: HashSet<ZoneId>,
    period: Period,
    terms: OfferTerms,
    limit: i64,
) -> Result<Vec<Offered<Allowed>>> {
    let search = SpotSearch {
        area: Area::Circle { center, radius_m: MAX_DISTANCE_M },
        period,
        attributes: required_attributes(terms.class),
        zones: Some(zones),
        street_only: false,
        after: None,
        limit,
        now: app.now(),
    };
    Ok(app.search.find(&search, terms).await?.offers.spots)
}

/// Returns the offer for an ordinary spot of the zones, free or not; `None` without spots.
pub(in crate::handlers) fn ordinary_offer(
    conn: &mut PgConnection,
    zones: &[ZoneId],
    period: Period,
    terms: OfferTerms,
    now: DateTime<Utc>,
) -> Result<Option<SpotOffer>> {
    match IndexedSpot::of_zones(conn, zones, 1, now)?.pop() {
        Some(spot) => offer_of(conn, spot, period, terms, now).map(Some),
        None => Ok(None),
    }
}

/// Returns the offer for a spot, free or not; `None` if it is not in service.
pub(in crate::handlers) fn spot_offer(
    conn: &mut PgConnection,
    id: SpotId,
    period: Period,
    terms: OfferTerms,
    now: DateTime<Utc>,
) -> Result<Option<SpotOffer>> {
    match IndexedSpot::of_ids(conn, &[id.0], now)?.pop() {
        Some(spot) => offer_of(conn, spot, period, terms, now).map(Some),
        None => Ok(None),
    }
}

fn offer_of(
    conn: &mut PgConnection,
    spot: IndexedSpot,
    period: Period,
    terms: OfferTerms,
    now: DateTime<Utc>,
) -> Result<SpotOffer> {
    let tariffs = Arc::new(posted::load_for_spots(conn, &[spot.id])?);
    let (rate, currency, entry) = (spot.rate_minor_per_hour, spot.zone.currency, Entry::from(spot));
    let mut pricer = Pricer::new(period, terms, now);
    Ok(pricer.offer(&tariffs, entry.tariff_place(), rate, currency))
}

/// Returns the tariff of an offer in words; empty without an offer.
pub(in crate::handlers) fn rules_of(offer: Option<&SpotOffer>) -> String {
    match offer {
        Some(SpotOffer::Allowed(offer)) => offer.rules.clone(),
        Some(SpotOffer::Refused(offer)) => offer.rules.clone(),
        None => String::new(),
    }
}
