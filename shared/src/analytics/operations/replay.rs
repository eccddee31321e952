//! Prices past stays under another tariff document.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::Value;

use super::check_past_period::{MAX_STAYS, check_count, check_past_period};
use crate::{
    Result,
    analytics::{
        domain::{
            elasticity::Elasticity,
            replay::{Replay, ReplayFigures, ReplayZone},
        },
        models::{past_stay::PastStay, tariff_spot::TariffSpot},
    },
    places::models::city::City,
    platform::domain::ids::{TariffId, TariffVersionId, ZoneId},
    pricing::{
        domain::posted::PublishedVersion, models::tariff::TariffRecord, operations::check_document,
    },
};

/// A replay of the stays that began in `[from, to)`.
#[derive(Debug, Clone)]
pub struct ReplayTariff {
    pub tariff_id: TariffId,
    pub document: Value,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    /// Assumed elasticity of demand, for the expected figures.
    pub elasticity: Option<Elasticity>,
}

/// Compares the prices of completed stays with those under a document: of stays that were priced
/// by the tariff, and of all stays on spots to which it applies now or later for the class of the
/// vehicle. Each stay is assumed to be the same under the document; with an elasticity, expected
/// figures are returned too. Nothing is stored.
///
/// # Errors
/// `NotFound`; `Invalid` when the document is not valid (`check_document`), or the period is not
/// over, is longer than a year or has too many stays.
pub fn replay(
    conn: &mut PgConnection,
    request: &ReplayTariff,
    now: DateTime<Utc>,
) -> Result<Replay> {
    let tariff = TariffRecord::find(conn, request.tariff_id)?;
    let city = City::find(conn, tariff.city_id)?;
    let period = check_past_period(request.from, request.to, now)?;
    let version = Arc::new(PublishedVersion {
        id: TariffVersionId::new(),
        tariff_id: tariff.id,
        number: 0,
        effective_from: period.starts_at(),
        time_zone: city.time_zone,
        base_version_id: None,
        by_yield: false,
        tariff: check_document(&request.document, city.currency)?,
        rules: String::new(),
    });
    let spots = TariffSpot::of_tariff(conn, tariff.id, now)?;
    let limit = i64::try_from(MAX_STAYS).unwrap_or(i64::MAX).saturating_add(1);
    let stays = PastStay::of_tariff(conn, &tariff, &spots, period, limit)?;
    check_count(stays.len())?;
    let elasticity = request.elasticity;
    let mut totals = ReplayFigures::empty(elasticity);
    let mut zones: BTreeMap<(String, ZoneId), ReplayFigures> = BTreeMap::new();
    for PastStay { zone_id, street, accepted } in stays {
        let figures = ReplayFigures::of(&accepted, &version, city.currency, elasticity);
        let Some(figures) = figures else { continue };
        totals += figures;
        let of_zone = zones.entry((street, zone_id));
        *of_zone.or_insert_with(|| ReplayFigures::empty(elasticity)) += figures;
    }
    let zones = zones.into_iter().map(|((street, zone_id), figures)| ReplayZone {
        zone_id,
        street,
        figures,
    });
    Ok(Replay { currency: city.currency, zones: zones.collect(), totals })
}
