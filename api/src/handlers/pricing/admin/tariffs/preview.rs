//! Rules and typical prices of a tariff document before its publication.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    Error, Result,
    places::models::city::City,
    platform::{
        domain::{
            ids::{CityId, TariffId, TariffVersionId},
            language::Language,
        },
        error::Refused,
    },
    pricing::{
        domain::{
            offers::{Offer, offer},
            posted::PublishedVersion,
        },
        operations::check_document,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::typical_stays::{TypicalStay, typical_stays};
use crate::{
    App,
    extract::{Json, Permitted, permissions::ManageTariffs},
    problem::Problem,
    views::{LineView, MoneyView},
};

/// A document to preview.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct PreviewTariff {
    city_id: Uuid,
    #[schema(value_type = Object)]
    document: Value,
}

/// The effects of a document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TariffPreview {
    /// The document in words.
    #[schema(example = "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.")]
    rules: String,
    /// Ten typical stays in the city, each on its next date.
    stays: Vec<PreviewStay>,
}

/// A stay with its price, or the reason for its refusal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PreviewStay {
    /// Vehicle, unless it is a car, day, time and length.
    #[schema(example = "Weekday 10 AM, 1 h")]
    label: &'static str,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// `null` if the document refuses the stay.
    price: Option<MoneyView>,
    /// `null` if the document allows the stay.
    refusal: Option<RefusalView>,
    /// The amounts add up to the price.
    lines: Vec<LineView>,
}

/// The reason why a tariff refuses a stay.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefusalView {
    /// `class_not_admitted`, `permit_required`, `closed`, `max_stay`, `band_change` or
    /// `rules_unknown`.
    #[schema(example = "max_stay")]
    code: &'static str,
    text: String,
    /// Latest end of a stay with the same start; `null` if the start is refused.
    allowed_until: Option<DateTime<Utc>>,
    /// Next start of a stay of the same length; `null` if there is none in the next days.
    allowed_from: Option<DateTime<Utc>>,
}

impl From<Refused> for RefusalView {
    fn from(refused: Refused) -> Self {
        let Refused { code, text, allowed_until, allowed_from } = refused;
        Self { code, text, allowed_until, allowed_from }
    }
}

impl PreviewStay {
    fn new(version: &PublishedVersion, stay: TypicalStay) -> Self {
        let TypicalStay { label, class, period } = stay;
        let offer = offer(version, class, period, period.length(), Language::English);
        let (price, refusal, lines) = match offer {
            Offer::Allowed { price, .. } => {
                let line = |line| LineView::new(line, price.total.currency);
                (Some(price.total.into()), None, price.lines.iter().map(line).collect())
            }
            Offer::Refused(refused) => (None, Some(refused.into()), Vec::new()),
        };
        let (starts_at, ends_at) = (period.starts_at(), period.ends_at());
        Self { label, starts_at, ends_at, price, refusal, lines }
    }
}

impl TariffPreview {
    fn new(city: &City, document: &Value, now: DateTime<Utc>) -> Result<Self> {
        let tariff = check_document(document, city.currency)?;
        let version = PublishedVersion {
            id: TariffVersionId::new(),
            tariff_id: TariffId::new(),
            number: 1,
            effective_from: now,
            time_zone: city.time_zone,
            base_version_id: None,
            by_yield: false,
            rules: tariff.words(),
            tariff,
        };
        let stays = typical_stays(city.time_zone, now)
            .into_iter()
            .map(|stay| PreviewStay::new(&version, stay))
            .collect();
        Ok(Self { rules: version.rules, stays })
    }
}

/// Preview a tariff
///
/// Returns the document in words, and the prices of ten typical stays of vehicles without a permit.
/// Nothing is stored.
#[utoipa::path(post, path = "/api/v1/admin/tariffs/preview", tag = "admin",
    security(("bearer" = ["manage_tariffs"])), request_body = PreviewTariff,
    responses((status = 200, body = TariffPreview),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn preview_tariff(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    Json(body): Json<PreviewTariff>,
) -> Result<Body<TariffPreview>, Problem> {
    let (city_id, now) = (CityId(body.city_id), app.now());
    operator.scope().check_city(city_id)?;
    let preview = app.db.read(move |conn| {
        let city = City::find(conn, city_id).map_err(|error| match error.into() {
            Error::NotFound => Error::field("city_id", "unknown", "must be the id of a city"),
            other => other,
        })?;
        TariffPreview::new(&city, &body.document, now)
    });
    Ok(Body(preview.await?))
}
