//! Departure of a vehicle whose visit has ended.

use axum::{Json as Body, extract::State};
use shared::{
    Error,
    platform::domain::ids::VisitId,
    visits::{models::visit::Visit, operations::depart},
};

use super::AdminVisitView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageVisits},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Record a departure
///
/// Marks the vehicle of a visit that has ended as gone: an overdue visit then counts as ended.
/// Idempotent. End an open visit instead.
#[utoipa::path(post, path = "/api/v1/admin/visits/{id}/depart", tag = "admin",
    security(("bearer" = ["manage_visits"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The visit")),
    responses((status = 200, body = AdminVisitView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn record_departure(
    State(app): State<App>,
    operator: Permitted<ManageVisits>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<AdminVisitView>, Problem> {
    let (id, audit, note) = (VisitId(id.0), operator.audit_context(), note(&body.note)?);
    let (scope, tokens, now) = (operator.scope(), app.tokens.clone(), app.now());
    let record = move |conn: &mut _| {
        scope.check(Visit::find(conn, id)?.place())?;
        let visit = depart(conn, id, &note, &audit, now)?;
        Ok::<_, Error>((AdminVisitView::read(conn, id, &tokens, now)?, visit.site_id))
    };
    let (view, site_id) = app.db.write(record).await?;
    app.visit_changed(site_id, false);
    Ok(Body(view))
}
