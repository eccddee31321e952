//! Results of the reconciliation with Stripe.

use axum::{Json, extract::State};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use shared::{Error, billing::models::reconciliation::Reconciliation};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Permitted, permissions::ViewReconciliations},
    problem::Problem,
};

/// A reconciliation of the ledger with Stripe.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReconciliationView {
    id: Uuid,
    /// Day in UTC; `null` for a reconciliation started by an operator.
    day: Option<NaiveDate>,
    since: DateTime<Utc>,
    started_at: DateTime<Utc>,
    /// `null` while it is running.
    finished_at: Option<DateTime<Utc>>,
    /// Number of Stripe objects compared.
    compared: i32,
    /// Differences found, each with `kind`, `reference` and `detail`.
    #[schema(value_type = Vec<Object>)]
    differences: Value,
}

/// The latest reconciliations, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reconciliations {
    reconciliations: Vec<ReconciliationView>,
}

/// List reconciliations with Stripe
///
/// Returns the latest 31.
#[utoipa::path(get, path = "/api/v1/admin/reconciliations", tag = "admin",
    security(("bearer" = ["view_reconciliations"])),
    responses((status = 200, body = Reconciliations),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_reconciliations(
    State(app): State<App>,
    _: Permitted<ViewReconciliations>,
) -> Result<Json<Reconciliations>, Problem> {
    let found = app.db.read(|conn| Ok::<_, Error>(Reconciliation::latest(conn, 31)?)).await?;
    let view = |found: Reconciliation| {
        let Reconciliation { id, day, since, started_at, finished_at, compared, differences } =
            found;
        ReconciliationView { id, day, since, started_at, finished_at, compared, differences }
    };
    Ok(Json(Reconciliations { reconciliations: found.into_iter().map(view).collect() }))
}
