//! Creation of a site.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    places::operations,
    platform::domain::{ids::CityId, text::TextRule},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{SiteView, UpdateSite};
use crate::{
    App,
    extract::{Json, Permitted, permissions::ManagePlaces},
    handlers::admin::line,
    problem::Problem,
};

/// A site to create.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateSite {
    city_id: Uuid,
    /// Identifier in imports; generated if omitted.
    source_ref: Option<String>,
    /// `lot`, `garage`, `depot` or `yard`.
    #[schema(example = "garage")]
    kind: String,
    #[schema(example = "Bryant Park Garage")]
    name: String,
    #[schema(example = 40.7536)]
    lat: f64,
    #[schema(example = -73.9832)]
    lng: f64,
    /// Ring of 3 to 500 different positions, each `[lng, lat]`.
    boundary: Option<Vec<Vec<f64>>>,
    /// Person or office, as free text.
    contact: Option<String>,
    address: Option<String>,
    region: Option<String>,
    country: Option<String>,
    postcode: Option<String>,
    /// Instructions for drivers on their way; may have several lines.
    arrival_instructions: Option<String>,
    /// Instructions for drivers when no spot is free; may have several lines.
    full_instructions: Option<String>,
    /// `public` (default), or `members` if only members of organizations may reserve.
    access: Option<String>,
    /// `open` (default), `barrier`, `code`, `plate` or `attendant`.
    entry_mode: Option<String>,
}

/// Create a site
#[utoipa::path(post, path = "/api/v1/admin/sites", tag = "admin",
    security(("bearer" = ["manage_places"])),
    request_body = CreateSite,
    responses((status = 201, body = SiteView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_site(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    Json(body): Json<CreateSite>,
) -> Result<(StatusCode, Body<SiteView>), Problem> {
    operator.scope().check_city(CityId(body.city_id))?;
    let source_ref =
        body.source_ref.map(|text| line("source_ref", &text, TextRule::REFERENCE)).transpose()?;
    let values = UpdateSite {
        kind: Some(body.kind),
        name: Some(body.name),
        lat: Some(body.lat),
        lng: Some(body.lng),
        boundary: body.boundary,
        contact: body.contact,
        address: body.address,
        region: body.region,
        country: body.country,
        postcode: body.postcode,
        arrival_instructions: body.arrival_instructions,
        full_instructions: body.full_instructions,
        access: body.access,
        entry_mode: body.entry_mode,
    };
    let city_id = CityId(body.city_id);
    let new = operations::CreateSite { city_id, source_ref, values: values.validate()? };
    let (audit, now) = (operator.audit_context(), app.now());
    let created =
        app.db.write(move |conn| operations::create_site(conn, &new, &audit, now)).await?;
    Ok((StatusCode::CREATED, Body(created.into())))
}
