//! Creation of a zone.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    identity::domain::scope::GrantPlace,
    places::operations,
    platform::domain::{
        ids::{CityId, SiteId},
        text::TextRule,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ManagedZone, UpdateZone};
use crate::{
    App,
    extract::{Json, Permitted, permissions::ManagePlaces},
    handlers::admin,
    problem::Problem,
};

/// A zone to create.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateZone {
    city_id: Uuid,
    /// Identifier in imports.
    #[schema(example = "w43-n")]
    source_ref: String,
    /// Street; for a zone of a site, the name that drivers see.
    #[schema(example = "West 43 Street")]
    street: String,
    from_street: Option<String>,
    to_street: Option<String>,
    /// `N`, `NE`, `E`, `SE`, `S`, `SW`, `W`, `NW`, `M` or `unknown`.
    side: Option<String>,
    /// Kerb: 2 to 500 positions, each `[lng, lat]`. Required without a boundary.
    line: Option<Vec<Vec<f64>>>,
    /// Site of the zone, in the same city; omitted for a street.
    site_id: Option<Uuid>,
    /// Level in a garage, such as `2` or `P1`.
    level: Option<String>,
    /// Ring of 3 to 500 different positions, each `[lng, lat]`.
    boundary: Option<Vec<Vec<f64>>>,
}

/// Create a zone
#[utoipa::path(post, path = "/api/v1/admin/zones", tag = "admin",
    security(("bearer" = ["manage_places"])), request_body = CreateZone,
    responses((status = 201, body = ManagedZone),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_zone(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    Json(body): Json<CreateZone>,
) -> Result<(StatusCode, Body<ManagedZone>), Problem> {
    let place = GrantPlace::new(Some(CityId(body.city_id)), body.site_id.map(SiteId));
    operator.scope().check(place)?;
    let source_ref = admin::line("source_ref", &body.source_ref, TextRule::REFERENCE)?;
    let CreateZone { city_id, street, from_street, to_street, side, line, .. } = body;
    let values = UpdateZone {
        street: Some(street),
        from_street,
        to_street,
        side,
        line,
        site_id: body.site_id,
        level: body.level,
        boundary: body.boundary,
    };
    let values = values.validate()?;
    if values.new_line().is_none() {
        return Err(Error::field("line", "required", "or boundary must be given").into());
    }
    let new = operations::CreateZone { city_id: CityId(city_id), source_ref, values };
    let (audit, now) = (operator.audit_context(), app.now());
    let created =
        app.db.write(move |conn| operations::create_zone(conn, &new, &audit, now)).await?;
    Ok((StatusCode::CREATED, Body(created.into())))
}
