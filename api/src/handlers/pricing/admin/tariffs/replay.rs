//! Prices of past stays under another document.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    Error, Result,
    analytics::{
        domain::{
            elasticity::{Elasticity, ExpectedFigures as Expectation, InvalidElasticity},
            replay::{Replay, ReplayFigures},
        },
        operations,
    },
    platform::{
        db::PgConnection,
        domain::ids::{TariffDraftId, TariffId},
    },
    pricing::models::{tariff::TariffRecord, tariff_draft::TariffDraft},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Instant, Json, Permitted, permissions::ManageTariffs},
    problem::Problem,
};

/// A replay: a document or a draft of the tariff, and a past period of at most a year.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ReplayTariff {
    /// Prices and rules to compare with; not beside `draft_id`.
    #[schema(value_type = Option<Object>)]
    document: Option<Value>,
    draft_id: Option<Uuid>,
    /// Stays that began from here on.
    #[schema(value_type = String, format = DateTime)]
    from: Instant,
    /// Exclusive; not in the future.
    #[schema(value_type = String, format = DateTime)]
    to: Instant,
    /// Relative change of demand per relative change of the price, for `expected`: from -5 to 0,
    /// with at most three decimals. By default, no change of demand is assumed.
    #[schema(example = -0.3)]
    elasticity: Option<f64>,
}

/// Prices of past stays and those under the document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReplayView {
    /// ISO 4217 currency of all amounts, which are in minor units.
    #[schema(example = "USD")]
    currency: &'static str,
    /// Zones with stays, by street.
    zones: Vec<ReplayZoneView>,
    totals: ReplayFiguresView,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReplayZoneView {
    zone_id: Uuid,
    #[schema(example = "West 43 Street")]
    street: String,
    #[serde(flatten)]
    figures: ReplayFiguresView,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReplayFiguresView {
    stays: i64,
    /// Price of the stays as they were accepted.
    before_minor: i64,
    /// Price of the same stays under the document.
    after_minor: i64,
    /// Stays that become dearer.
    dearer: i64,
    /// Stays that become cheaper.
    cheaper: i64,
    /// Stays whose price a cap of the document lowers.
    caps_hit: i64,
    /// Stays that the document does not allow.
    refused: i64,
    /// `null` without an elasticity.
    expected: Option<ExpectedFigures>,
}

/// Expected stays and revenue under the document, if demand follows the elasticity: each stay
/// counts `1 + elasticity × (after - before) / before` times, at least 0 times; a free stay once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExpectedFigures {
    /// Number of stays, rounded to hundredths.
    #[schema(example = 92.5)]
    stays: f64,
    revenue_minor: i64,
}

/// The origin of the document.
#[derive(Debug)]
enum Source {
    Document(Value),
    Draft(TariffDraftId),
}

impl Source {
    fn new(document: Option<Value>, draft_id: Option<Uuid>) -> Result<Self> {
        match (document, draft_id) {
            (Some(document), None) => Ok(Self::Document(document)),
            (None, Some(id)) => Ok(Self::Draft(TariffDraftId(id))),
            (Some(_), Some(_)) => {
                let message = "cannot be given beside document";
                Err(Error::field("draft_id", "conflicting", message))
            }
            (None, None) => Err(Error::field("document", "required", "or draft_id must be given")),
        }
    }

    fn document(self, conn: &mut PgConnection, tariff_id: TariffId) -> Result<Value> {
        let id = match self {
            Self::Document(document) => return Ok(document),
            Self::Draft(id) => id,
        };
        let unknown =
            || Error::field("draft_id", "unknown", "must be the id of a draft of the tariff");
        let draft = TariffDraft::find(conn, id).map_err(|error| match error.into() {
            Error::NotFound => unknown(),
            other => other,
        })?;
        if draft.tariff_id == tariff_id { Ok(draft.document) } else { Err(unknown()) }
    }
}

impl From<Replay> for ReplayView {
    fn from(replay: Replay) -> Self {
        let zones = replay.zones.into_iter().map(|zone| ReplayZoneView {
            zone_id: zone.zone_id.0,
            street: zone.street,
            figures: zone.figures.into(),
        });
        Self {
            currency: replay.currency.code(),
            zones: zones.collect(),
            totals: replay.totals.into(),
        }
    }
}

impl From<ReplayFigures> for ReplayFiguresView {
    fn from(figures: ReplayFigures) -> Self {
        Self {
            stays: figures.stays,
            before_minor: figures.before_minor,
            after_minor: figures.after_minor,
            dearer: figures.dearer,
            cheaper: figures.cheaper,
            caps_hit: figures.caps_hit,
            refused: figures.refused,
            expected: figures.expected.map(ExpectedFigures::from),
        }
    }
}

impl From<Expectation> for ExpectedFigures {
    fn from(expected: Expectation) -> Self {
        Self {
            stays: f64::from(expected.stays_hundredths()) / 100.0,
            revenue_minor: expected.revenue_minor(),
        }
    }
}

fn elasticity(number: f64) -> Result<Elasticity> {
    // The text of a number has no exponent, and the fewest decimals that identify it.
    let parsed: Result<Elasticity, InvalidElasticity> = number.to_string().parse();
    parsed.map_err(|error| Error::field("elasticity", "invalid", error.to_string()))
}

/// Replay past stays
///
/// Compares what completed stays cost with their prices under a document: stays that were priced by
/// the tariff, and stays on spots to which it applies now or later. Each stay is assumed to be the
/// same; drivers who would stay shorter or elsewhere are estimated only in `expected`, if an
/// elasticity is given. Nothing is stored.
#[utoipa::path(post, path = "/api/v1/admin/tariffs/{id}/replay", tag = "admin",
    security(("bearer" = ["manage_tariffs"])), request_body = ReplayTariff,
    params(("id" = Uuid, Path, description = "The tariff")),
    responses((status = 200, body = ReplayView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn replay_tariff(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    id: Id,
    Json(body): Json<ReplayTariff>,
) -> Result<Body<ReplayView>, Problem> {
    let source = Source::new(body.document, body.draft_id)?;
    let elasticity = body.elasticity.map(elasticity).transpose()?;
    let (scope, now, id) = (operator.scope(), app.now(), TariffId(id.0));
    let (from, to) = (body.from.0, body.to.0);
    let replayed = app.db.read(move |conn| {
        scope.check(TariffRecord::find(conn, id)?.place())?;
        let document = source.document(conn, id)?;
        let request = operations::ReplayTariff { tariff_id: id, document, from, to, elasticity };
        operations::replay(conn, &request, now)
    });
    Ok(Body(replayed.await?.into()))
}
