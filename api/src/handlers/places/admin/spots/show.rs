//! A spot with the fields for operators.

use axum::{Json as Body, extract::State};
use shared::{Error, places::models::spot_details::SpotDetails, platform::domain::ids::SpotId};

use super::ManagedSpot;
use crate::{
    App,
    extract::{Id, Operator},
    problem::Problem,
};

/// Show a spot
#[utoipa::path(get, path = "/api/v1/admin/spots/{id}", tag = "admin", security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The spot")),
    responses((status = 200, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_spot(
    State(app): State<App>,
    _: Operator,
    id: Id,
) -> Result<Body<ManagedSpot>, Problem> {
    let found =
        app.db.read(move |conn| Ok::<_, Error>(SpotDetails::find(conn, SpotId(id.0))?)).await?;
    Ok(Body(found.into()))
}
