//! The public history of a zone's prices, with their reasons.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error, Result,
    analytics::models::price_change::{PriceChange, price_history},
    places::models::{city::City, zone::Zone},
    platform::domain::ids::ZoneId,
    pricing::domain::draft_evidence::DraftEvidence,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::Id,
    problem::Problem,
    views::{EvidenceView, ZoneView},
};

const MAX_CHANGES: i64 = 200;

/// The versions of tariffs that apply, applied or will apply in a zone.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PriceHistory {
    zone: ZoneView<'static>,
    /// IANA time zone of the city.
    #[schema(example = "America/New_York")]
    time_zone: &'static str,
    /// ISO 4217 currency of all rates.
    #[schema(example = "USD")]
    currency: &'static str,
    /// The 200 latest versions, latest first.
    changes: Vec<PriceChangeView>,
}

/// A version of a tariff that applies, applied or will apply in a zone.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PriceChangeView {
    tariff_id: Uuid,
    #[schema(example = "Midtown meters")]
    tariff_name: String,
    /// Number of the version.
    number: i32,
    /// Time from which the version applies in the zone.
    effective_from: DateTime<Utc>,
    /// The version in words.
    #[schema(example = "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.")]
    rules: String,
    /// Measured occupancy from which the rates follow; `null` if the operator set them.
    evidence: Option<EvidenceView>,
}

impl PriceHistory {
    fn new(zone: Zone, city: &City, changes: Vec<PriceChange>) -> Result<Self> {
        Ok(Self {
            zone: ZoneView {
                id: zone.id.0,
                street: zone.street.into(),
                from_street: zone.from_street.into(),
                to_street: zone.to_street.into(),
                side: zone.side.into(),
            },
            time_zone: city.time_zone.name(),
            currency: city.currency.code(),
            changes: changes.into_iter().map(PriceChangeView::new).collect::<Result<_>>()?,
        })
    }
}

impl PriceChangeView {
    fn new(change: PriceChange) -> Result<Self> {
        let evidence = change.evidence.map(serde_json::from_value::<DraftEvidence>);
        let evidence = evidence.transpose().map_err(|error| {
            let (tariff, number) = (change.tariff_id, change.number);
            Error::Internal(format!("evidence of tariff {tariff}, version {number}: {error}"))
        })?;
        Ok(Self {
            tariff_id: change.tariff_id.0,
            tariff_name: change.tariff_name,
            number: change.number,
            effective_from: change.effective_from,
            rules: change.rules,
            evidence: evidence.map(|evidence| EvidenceView::new(evidence, &change.band_times)),
        })
    }
}

/// Show the price history of a zone
///
/// Returns the versions of the tariffs assigned to the zone, its spots, its site or its city,
/// latest first. Versions that were drafted from measured occupancy have their evidence, from which
/// the rates can be computed again. A zone without tariffs has no history. Cacheable for five
/// minutes.
#[utoipa::path(get, path = "/api/v1/zones/{id}/price-history", tag = "spots",
    params(("id" = Uuid, Path, description = "The zone")),
    responses((status = 200, body = PriceHistory),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_price_history(
    State(app): State<App>,
    id: Id,
) -> Result<([(HeaderName, &'static str); 1], Json<PriceHistory>), Problem> {
    let id = ZoneId(id.0);
    let found = app.db.read(move |conn| {
        let zone = Zone::find(conn, id)?;
        let city = City::find(conn, zone.city_id)?;
        let changes = price_history(conn, id, MAX_CHANGES)?;
        PriceHistory::new(zone, &city, changes)
    });
    Ok(([(header::CACHE_CONTROL, "public, max-age=300")], Json(found.await?)))
}
