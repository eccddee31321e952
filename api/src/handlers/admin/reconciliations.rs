//! What the daily comparisons with Stripe have found.

use axum::{Json, extract::State};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use shared::{Error, billing::models::reconciliation::Reconciliation};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{App, extract::Operator, problem::Problem};

/// A comparison of Stripe's books with ours.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReconciliationView {
    id: Uuid,
    /// The day, in UTC; `null` when a person asked.
    day: Option<NaiveDate>,
    since: DateTime<Utc>,
    started_at: DateTime<Utc>,
    /// `null` while it is under way.
    finished_at: Option<DateTime<Utc>>,
    /// How many objects of Stripe were compared.
    compared: i32,
    /// What differed: `kind`, `reference` and `detail` of each.
    #[schema(value_type = Vec<Object>)]
    differences: Value,
}

/// The latest comparisons, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reconciliations {
    reconciliations: Vec<ReconciliationView>,
}

/// List comparisons with Stripe
///
/// The latest 31.
#[utoipa::path(get, path = "/api/v1/admin/reconciliations", tag = "admin",
    security(("bearer" = [])),
    responses((status = 200, body = Reconciliations),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_reconciliations(
    State(app): State<App>,
    _: Operator,
) -> Result<Json<Reconciliations>, Problem> {
    let found = app.db.read(|conn| Ok::<_, Error>(Reconciliation::latest(conn, 31)?)).await?;
    let view = |found: Reconciliation| {
        let Reconciliation { id, day, since, started_at, finished_at, compared, differences } =
            found;
        ReconciliationView { id, day, since, started_at, finished_at, compared, differences }
    };
    Ok(Json(Reconciliations { reconciliations: found.into_iter().map(view).collect() }))
}
