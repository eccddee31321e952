//! Resolution of an incident.

use axum::{Json as Body, extract::State};
use shared::{
    Error,
    equipment::{models::incident::ListedIncident, operations::resolve_incident as resolve},
    platform::domain::ids::IncidentId,
};

use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageVisits},
    handlers::{
        admin::{Reason, note},
        equipment::views::IncidentView,
    },
    problem::Problem,
};

/// Resolve an incident
///
/// Idempotent: the first resolution stays.
#[utoipa::path(post, path = "/api/v1/admin/incidents/{id}/resolve", tag = "admin",
    security(("bearer" = ["manage_visits"])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The incident")),
    responses((status = 200, body = IncidentView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn resolve_incident(
    State(app): State<App>,
    operator: Permitted<ManageVisits>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<IncidentView>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), IncidentId(id.0));
    let scope = operator.scope();
    let resolved = app.db.write(move |conn| {
        scope.check(ListedIncident::find(conn, id)?.incident.place())?;
        resolve(conn, id, &note, &audit, now)?;
        Ok::<_, Error>(ListedIncident::find(conn, id)?)
    });
    Ok(Body(resolved.await?.into()))
}
