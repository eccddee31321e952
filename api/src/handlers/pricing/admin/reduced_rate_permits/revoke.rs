//! Revocation of a reduced-rate permit.

use axum::{Json as Body, extract::State};
use shared::{
    Error,
    platform::domain::ids::ReducedRatePermitId,
    pricing::{
        models::reduced_rate_permit::{ListedPermit, ReducedRatePermit},
        operations,
    },
};

use super::ReducedRatePermitView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ManagePermits},
    problem::Problem,
};

/// Revoke a reduced-rate permit
///
/// Accepted quotes and reservations keep their price. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/reduced-rate-permits/{id}/revoke", tag = "admin",
    security(("bearer" = ["manage_permits"])),
    params(("id" = Uuid, Path, description = "The permit")),
    responses((status = 200, body = ReducedRatePermitView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn revoke_reduced_rate_permit(
    State(app): State<App>,
    operator: Permitted<ManagePermits>,
    id: Id,
) -> Result<Body<ReducedRatePermitView>, Problem> {
    let (scope, audit, now, id) =
        (operator.scope(), operator.audit_context(), app.now(), ReducedRatePermitId(id.0));
    let revoked = app.db.write(move |conn| {
        scope.check(ReducedRatePermit::find(conn, id)?.place())?;
        operations::revoke_reduced_rate_permit(conn, id, &audit, now)?;
        Ok::<_, Error>(ListedPermit::find(conn, id)?)
    });
    Ok(Body(revoked.await?.into()))
}
