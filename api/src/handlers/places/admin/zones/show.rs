//! A zone with the fields for operators.

use axum::{Json as Body, extract::State};
use shared::{Error, places::models::zone::Zone, platform::domain::ids::ZoneId};

use super::ManagedZone;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewPlaces},
    problem::Problem,
};

/// Show a zone
#[utoipa::path(get, path = "/api/v1/admin/zones/{id}", tag = "admin",
    security(("bearer" = ["view_places"])),
    params(("id" = Uuid, Path, description = "The zone")),
    responses((status = 200, body = ManagedZone),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_zone(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    id: Id,
) -> Result<Body<ManagedZone>, Problem> {
    let found = app.db.read(move |conn| Ok::<_, Error>(Zone::find(conn, ZoneId(id.0))?)).await?;
    operator.scope().check(found.place())?;
    Ok(Body(found.into()))
}
