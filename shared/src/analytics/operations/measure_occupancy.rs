//! Measures the occupancy of a tariff's spots by band.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::check_past_period::{MAX_STAYS, check_count};
use crate::{
    Result,
    analytics::{
        domain::open_time::open_time,
        models::{spot_time::SpotTime, tariff_spot::TariffSpot},
    },
    platform::domain::{
        ids::{SpotId, ZoneId},
        period::Period,
    },
    pricing::domain::{
        draft_evidence::ZoneEvidence, occupancy_policy::Share, posted::PublishedVersion,
    },
};

#[derive(Debug, Clone)]
pub(super) struct Measured {
    /// In the order of the requested bands.
    pub(super) shares: Vec<Share>,
    pub(super) zones: Vec<ZoneEvidence>,
}

/// Sums the time in which spots were reserved, and in which they were in service and open, inside
/// of each band of a version.
pub(super) fn measure_occupancy(
    conn: &mut PgConnection,
    version: &PublishedVersion,
    bands: &[usize],
    spots: &[TariffSpot],
    period: Period,
) -> Result<Measured> {
    let services: HashMap<SpotId, (ZoneId, Period)> = spots
        .iter()
        .filter_map(|spot| Some((spot.id, (spot.zone_id, spot.service(period)?))))
        .collect();
    let ids: Vec<SpotId> = services.keys().copied().collect();
    let limit = i64::try_from(MAX_STAYS).unwrap_or(i64::MAX).saturating_add(1);
    let stays = SpotTime::stays(conn, &ids, period, limit)?;
    check_count(stays.len())?;
    let mut closures: HashMap<SpotId, Vec<Period>> = HashMap::new();
    for closure in SpotTime::closures(conn, &ids, period)? {
        closures.entry(closure.spot_id).or_default().extend(closure.period());
    }
    let mut clock = BandClock { version, bands, known: HashMap::new() };
    let mut shares = vec![Share::default(); bands.len()];
    let mut zones: BTreeMap<ZoneId, ZoneEvidence> = BTreeMap::new();
    for (spot, (zone_id, service)) in &services {
        let zone = ZoneEvidence { zone_id: *zone_id, spots: 0, stays: 0 };
        zones.entry(*zone_id).or_insert(zone).spots += 1;
        for open in open_time(*service, closures.remove(spot).unwrap_or_default()) {
            for (share, seconds) in shares.iter_mut().zip(clock.seconds(open)) {
                share.available_seconds += seconds;
            }
        }
    }
    for stay in &stays {
        let Some((zone_id, _)) = services.get(&stay.spot_id) else { continue };
        if let Some(zone) = zones.get_mut(zone_id) {
            zone.stays += 1;
        }
        let Some(period) = stay.period() else { continue };
        for (share, seconds) in shares.iter_mut().zip(clock.seconds(period)) {
            share.occupied_seconds += seconds;
        }
    }
    Ok(Measured { shares, zones: zones.into_values().collect() })
}

/// Seconds of periods in each band. Most spots are open at the same time, so results are kept.
struct BandClock<'a> {
    version: &'a PublishedVersion,
    bands: &'a [usize],
    known: HashMap<(DateTime<Utc>, DateTime<Utc>), Vec<i64>>,
}

impl BandClock<'_> {
    fn seconds(&mut self, period: Period) -> &[i64] {
        let Self { version, bands, known } = self;
        known.entry((period.starts_at(), period.ends_at())).or_insert_with(|| {
            let in_band =
                |band: &usize| version.tariff.seconds_in_band(version.time_zone, *band, period);
            bands.iter().map(in_band).collect()
        })
    }
}
