//! End of an assignment.

use axum::{Json as Body, extract::State};
use shared::{
    Error,
    identity::domain::scope::GrantPlace,
    platform::domain::ids::TariffAssignmentId,
    pricing::{
        models::{assignment_details::AssignmentDetails, tariff_assignment::TariffAssignment},
        operations,
    },
};

use super::AssignmentView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ManageTariffs},
    problem::Problem,
};

/// End an assignment of a tariff
///
/// An assignment that has not begun never applies. Accepted quotes and reservations keep their
/// price. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/tariff-assignments/{id}/end", tag = "admin",
    security(("bearer" = ["manage_tariffs"])),
    params(("id" = Uuid, Path, description = "The assignment")),
    responses((status = 200, body = AssignmentView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn end_tariff_assignment(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    id: Id,
) -> Result<Body<AssignmentView>, Problem> {
    let (scope, audit, now, id) =
        (operator.scope(), operator.audit_context(), app.now(), TariffAssignmentId(id.0));
    let ended = app.db.write(move |conn| {
        // As for the tariff itself, a role in the site of the place is not enough.
        scope.check(GrantPlace::City(TariffAssignment::find(conn, id)?.city_id))?;
        operations::end_assignment(conn, id, &audit, now)?;
        Ok::<_, Error>(AssignmentDetails::find(conn, id)?)
    });
    Ok(Body(AssignmentView::new(&ended.await?, now)))
}
