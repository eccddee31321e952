//! The search in the database: pages of the statement, of which the offered spots are kept.

use std::sync::Arc;

use diesel::{PgConnection, QueryResult};
use shared::{
    platform::domain::{ids::SpotId, version::Version},
    pricing::{domain::posted::PostedTariffs, models::posted},
    reservations::models::spot_search::{After, FreeSpot, SearchPage, SpotSearch},
};

use super::{
    Entry,
    offers::{Collector, Offers},
    pricer::{OfferTerms, Pricer, SpotOffer},
};

/// Maximum number of statements of a search. Only spots that their tariffs refuse require more than
/// one.
const MAX_ROUNDS: usize = 5;
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
            offers.add(&tariffs, distance_m, Arc::new(Entry::from(spot)));
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
    let tariffs = posted::load_all(conn)?;
    let entries = found.into_iter().map(|found| Arc::new(Entry::from(found.spot)));
    let allowed = entries.filter(|spot| {
        let (rate, currency) = (spot.rate_minor_per_hour, spot.zone.currency);
        let offer = pricer.offer(&tariffs, spot.tariff_place(), rate, currency);
        matches!(offer, SpotOffer::Allowed(_))
    });
    Ok(allowed.collect())
}

fn tariffs_of(
    conn: &mut PgConnection,
    spots: &[FreeSpot],
    has_tariffs: bool,
) -> QueryResult<PostedTariffs> {
    if !has_tariffs {
        return Ok(PostedTariffs::default());
    }
    let ids: Vec<SpotId> = spots.iter().map(|found| found.spot.id).collect();
    posted::load_for_spots(conn, &ids)
}
