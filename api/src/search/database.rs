//! The search in the database: pages of the statement, of which the offered spots are kept.

use std::sync::Arc;

use diesel::{PgConnection, QueryResult};
use shared::{
    Error, Result,
    platform::domain::{
        ids::{SpotId, ZoneId},
        version::Version,
    },
    pricing::{domain::posted::PostedTariffs, models::posted},
    reservations::models::{
        indexed_spot::IndexedSpot,
        spot_search::{After, Area, FreeSpot, SearchPage, SpotSearch},
    },
};

use super::{
    Entry,
    counts::{Counting, SpotGroup},
    index::SpotIndex,
    offers::{Collector, Offers},
    pricer::{OfferTerms, Pricer, SpotOffer},
};

/// Maximum number of statements of a search. Only spots that their tariffs refuse require more than
/// one.
const MAX_ROUNDS: usize = 5;
/// Maximum number of spots that are read to count them.
const MAX_COUNTED: i64 = 20_000;
/// Minimum number of spots that each statement after the first one reads.
const MIN_BATCH: i64 = 200;

/// Returns a page of free spots, and the version that it reflects, or an earlier one.
pub(super) fn find(
    conn: &mut PgConnection,
    search: SpotSearch,
    terms: OfferTerms,
) -> QueryResult<(Version, Offers)> {
    let mut pricer = Pricer::new(search.period, terms, search.now);
    let mut offers = Collector::new(&search, &mut pricer);
    let SearchPage { version, has_tariffs, mut spots } = search.clone().run_at_version(conn)?;
    let mut batch = search;
    let mut round = 1;
    let stopped_at = loop {
        let last =
            spots.last().map(|found| After { distance_m: found.distance_m, id: found.spot.id });
        let is_complete = i64::try_from(spots.len()).is_ok_and(|count| count < batch.limit);
        let tariffs = tariffs_of(conn, &spots, has_tariffs)?;
        for FreeSpot { spot, distance_m } in spots {
            offers.add(&tariffs, distance_m, &Arc::new(Entry::from(spot)));
        }
        if is_complete || offers.is_full() {
            break None;
        }
        if round == MAX_ROUNDS {
            break last;
        }
        round += 1;
        batch = SpotSearch { after: last, limit: batch.limit.max(MIN_BATCH), ..batch };
        spots = batch.clone().run(conn)?;
    };
    Ok((version, offers.finish(stopped_at)))
}

/// Returns very many free spots, in no order.
pub(super) fn find_all(
    conn: &mut PgConnection,
    search: SpotSearch,
    terms: OfferTerms,
) -> QueryResult<Vec<Arc<Entry>>> {
    let mut pricer = Pricer::new(search.period, terms, search.now);
    let found = search.run(conn)?;
    let tariffs = Arc::new(posted::load_all(conn)?);
    let entries = found.into_iter().map(|found| Arc::new(Entry::from(found.spot)));
    let allowed = entries.filter(|spot| {
        let (rate, currency) = (spot.rate_minor_per_hour, spot.zone.currency);
        let offer = pricer.offer(&tariffs, spot.tariff_place(), rate, currency);
        matches!(offer, SpotOffer::Allowed(_))
    });
    Ok(allowed.collect())
}

/// Counts the free spots of each group.
///
/// # Errors
/// `Unavailable` if there are more than [`MAX_COUNTED`] spots: only the read model counts those.
pub(super) fn count(conn: &mut PgConnection, counting: &Counting) -> Result<Vec<SpotGroup>> {
    let SpotSearch { area, now, .. } = counting.search;
    let mut index = SpotIndex::default();
    let mut add = |spots: Vec<IndexedSpot>| {
        if i64::try_from(spots.len()).is_ok_and(|count| count > MAX_COUNTED) {
            return Err(Error::Unavailable("the index of spots"));
        }
        // A zone on both sides of the 180th meridian is read twice.
        for spot in spots {
            index.set(spot.id, Some(spot));
        }
        Ok(())
    };
    if let Some(zones) = counting.only_zones() {
        let zones: Vec<ZoneId> = zones.iter().copied().collect();
        add(IndexedSpot::of_zones(conn, &zones, MAX_COUNTED + 1, now)?)?;
    } else {
        let parts = if let Area::Box(bounds) = area { bounds.parts() } else { vec![area.bounds()] };
        for part in parts {
            add(IndexedSpot::of_zones_in(conn, part, MAX_COUNTED + 1, now)?)?;
        }
    }
    index.post(Arc::new(posted::load_all(conn)?));
    Ok(index.count(counting))
}

fn tariffs_of(
    conn: &mut PgConnection,
    spots: &[FreeSpot],
    has_tariffs: bool,
) -> QueryResult<Arc<PostedTariffs>> {
    if !has_tariffs {
        return Ok(Arc::default());
    }
    let ids: Vec<SpotId> = spots.iter().map(|found| found.spot.id).collect();
    Ok(Arc::new(posted::load_for_spots(conn, &ids)?))
}
