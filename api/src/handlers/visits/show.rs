//! Shows a visit.

use axum::{Json as Body, extract::State};
use shared::platform::domain::ids::VisitId;

use super::view::{VisitView, visit_view};
use crate::{
    App,
    extract::{AcceptLanguage, Id, ReservationAccess},
    problem::Problem,
};

/// Show a visit
///
/// Accessible to the user of its reservation, or with the guest's token.
#[utoipa::path(get, path = "/api/v1/visits/{id}", tag = "visits",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The visit")),
    responses((status = 200, body = VisitView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_visit(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    AcceptLanguage(language): AcceptLanguage,
    id: Id,
) -> Result<Body<VisitView>, Problem> {
    Ok(Body(visit_view(&app, VisitId(id.0), principal, language).await?))
}
