//! The public history of a zone's prices, with their reasons.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    analytics::models::price_change::{PriceChange, price_history},
    places::models::{city::City, zone::Zone},
    platform::domain::{
        ids::{TariffVersionId, ZoneId},
        language::Language,
    },
    pricing::domain::{draft_evidence::DraftEvidence, posted::PublishedVersion},
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::{self, Cursor, CursorTime},
    extract::{AcceptLanguage, Id, Limit, Params},
    problem::Problem,
    views::{EvidenceView, YieldEvidenceView, ZoneView},
};

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
    /// Latest first.
    changes: Vec<PriceChangeView>,
    /// Pass as `cursor` to get earlier versions; `null` on the last page.
    next_cursor: Option<String>,
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
    /// Present occupancy by which a yield policy published the version, which applies to stays that
    /// begin now, not to stays that are booked ahead; `null` for other versions.
    yield_evidence: Option<YieldEvidenceView>,
    /// The version with the operator's own rates, from which a policy computed those of this
    /// version, or which this version restores; `null` if an operator set the rates of this
    /// version.
    base_version: Option<BaseVersionView>,
}

/// The version of a tariff with the operator's own rates. Stays that are booked ahead have it while
/// a version by a yield policy is in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BaseVersionView {
    /// Number of the version.
    number: i32,
    /// Time from which the version was in force at first.
    effective_from: DateTime<Utc>,
    /// The version in words.
    #[schema(example = "At all times: $4.00 / h.")]
    rules: String,
}

impl BaseVersionView {
    fn new(version: &PublishedVersion, language: Language) -> Self {
        let PublishedVersion { number, effective_from, .. } = version;
        let rules = version.rules_in(language).into_owned();
        Self { number: *number, effective_from: *effective_from, rules }
    }
}

impl PriceHistory {
    fn new(
        zone: Zone,
        city: &City,
        changes: Vec<PriceChange>,
        next_cursor: Option<String>,
        language: Language,
    ) -> Result<Self> {
        let view = |change| PriceChangeView::new(change, language);
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
            changes: changes.into_iter().map(view).collect::<Result<_>>()?,
            next_cursor,
        })
    }
}

impl PriceChangeView {
    fn new(change: PriceChange, language: Language) -> Result<Self> {
        let evidence = change.evidence.map(serde_json::from_value::<DraftEvidence>);
        let evidence = evidence.transpose().map_err(|error| {
            let (tariff, number) = (change.tariff_id, change.number);
            Error::Internal(format!("evidence of tariff {tariff}, version {number}: {error}"))
        })?;
        let times = change.version.tariff.band_times(language);
        Ok(Self {
            tariff_id: change.tariff_id.0,
            tariff_name: change.tariff_name,
            number: change.number,
            effective_from: change.effective_from,
            rules: change.version.rules_in(language).into_owned(),
            evidence: evidence.map(|evidence| EvidenceView::new(evidence, &times)),
            yield_evidence: change.yield_evidence.map(Into::into),
            base_version: change.base.map(|base| BaseVersionView::new(&base, language)),
        })
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ShowPriceHistory {
    /// 1 to 200, default 200
    #[serde(default)]
    #[param(inline)]
    limit: Limit<200, 200>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<(CursorTime, Uuid)>>,
}

/// Show the price history of a zone
///
/// Returns the versions of the tariffs assigned to the zone, its spots, its site or its city,
/// latest first. Versions that follow from measured occupancy have their evidence and their base
/// version, from which the rates can be computed again. A zone without tariffs has no history.
/// Rules are in words of the language of `Accept-Language`. Cacheable for five minutes.
#[utoipa::path(get, path = "/api/v1/zones/{id}/price-history", tag = "spots",
    params(("id" = Uuid, Path, description = "The zone"), ShowPriceHistory),
    responses((status = 200, body = PriceHistory),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_price_history(
    State(app): State<App>,
    language: AcceptLanguage,
    id: Id,
    Params(query): Params<ShowPriceHistory>,
) -> Result<([(HeaderName, &'static str); 1], Json<PriceHistory>), Problem> {
    let (id, limit) = (ZoneId(id.0), query.limit.0);
    let after = query.cursor.map(|Cursor((since, id))| (since.0, TariffVersionId(id)));
    let found = app.db.read(move |conn| {
        let zone = Zone::find(conn, id)?;
        let city = City::find(conn, zone.city_id)?;
        let mut changes = price_history(conn, id, after, limit + 1)?;
        // One row more than a page was read, to detect whether there is a next page.
        let page = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = changes.len() > page;
        changes.truncate(page);
        let last = changes.last().filter(|_| has_more);
        let next_cursor =
            last.and_then(|last| cursor::write(&(last.effective_from, last.version_id.0)));
        PriceHistory::new(zone, &city, changes, next_cursor, language.or_english())
    });
    Ok(([(header::CACHE_CONTROL, "public, max-age=300")], Json(found.await?)))
}
