//! End of a visit by an operator.

use axum::{Json as Body, extract::State};
use serde::Deserialize;
use shared::{
    Error, Result,
    platform::domain::ids::VisitId,
    visits::{domain::end_reason::EndReason, models::visit::Visit, operations::end_visit},
};
use utoipa::ToSchema;

use super::AdminVisitView;
use crate::{
    App,
    extract::{Id, Instant, Json, Permitted, permissions::ManageVisits},
    handlers::admin::note,
    problem::Problem,
};

/// The end of a visit.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct EndVisit {
    /// `operator`, `lost_ticket`, or `reset`, so that the vehicle may enter again.
    #[schema(example = "lost_ticket")]
    reason: String,
    /// Time of the departure, between arrival and now; by default now.
    #[schema(value_type = Option<DateTime<Utc>>)]
    at: Option<Instant>,
    /// Reason in words, for other operators.
    #[schema(example = "the phone is broken")]
    note: String,
}

impl EndVisit {
    fn reason(&self) -> Result<EndReason> {
        let reason = self.reason.parse::<EndReason>().ok();
        reason.filter(|reason| EndReason::BY_OPERATORS.contains(reason)).ok_or_else(|| {
            Error::field("reason", "unknown", "must be operator, lost_ticket or reset")
        })
    }
}

/// End a visit
///
/// The driver is charged for the time until `at`. Opens no barrier. The problem is `visit_over` for
/// a visit that has ended.
#[utoipa::path(post, path = "/api/v1/admin/visits/{id}/end", tag = "admin",
    security(("bearer" = ["manage_visits"])), request_body = EndVisit,
    params(("id" = uuid::Uuid, Path, description = "The visit")),
    responses((status = 200, body = AdminVisitView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn end_visit_for_driver(
    State(app): State<App>,
    operator: Permitted<ManageVisits>,
    id: Id,
    Json(body): Json<EndVisit>,
) -> Result<Body<AdminVisitView>, Problem> {
    let (reason, at, note) = (body.reason()?, body.at.map(|at| at.0), note(&body.note)?);
    let (id, audit, scope) = (VisitId(id.0), operator.audit_context(), operator.scope());
    let (tokens, terms, now) = (app.tokens.clone(), app.terms.clone(), app.now());
    let end = move |conn: &mut _| {
        scope.check(Visit::find(conn, id)?.place())?;
        let ended = end_visit(conn, id, reason, at, &note, &audit, &terms, now)?;
        Ok::<_, Error>((AdminVisitView::read(conn, id, &tokens, now)?, ended.site_id))
    };
    let (view, site_id) = app.db.write(end).await?;
    app.visit_changed(site_id, false);
    Ok(Body(view))
}
