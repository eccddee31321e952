//! Creation of a tariff.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    platform::domain::{ids::CityId, text::TextRule},
    pricing::operations,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::TariffView;
use crate::{
    App,
    extract::{Json, Permitted, permissions::ManageTariffs},
    handlers::admin::line,
    problem::Problem,
};

/// A tariff to create.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateTariff {
    city_id: Uuid,
    /// Unique in the city.
    #[schema(example = "Midtown meters")]
    name: String,
}

/// Create a tariff
///
/// It has no effect before a version is published and the tariff is assigned to a place.
#[utoipa::path(post, path = "/api/v1/admin/tariffs", tag = "admin",
    security(("bearer" = ["manage_tariffs"])),
    request_body = CreateTariff,
    responses((status = 201, body = TariffView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_tariff(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    Json(body): Json<CreateTariff>,
) -> Result<(StatusCode, Body<TariffView>), Problem> {
    let city_id = CityId(body.city_id);
    operator.scope().check_city(city_id)?;
    let name = line("name", &body.name, TextRule::NAME)?;
    let (audit, now) = (operator.audit_context(), app.now());
    let created = app.db.write(move |conn| {
        let tariff = operations::create_tariff(conn, city_id, &name, &audit, now)?;
        TariffView::load(conn, tariff, now)
    });
    Ok((StatusCode::CREATED, Body(created.await?)))
}
