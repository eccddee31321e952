//! Creation of a city.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    places::operations::{self, CreateCity as NewCity},
    platform::domain::text::TextRule,
};
use utoipa::ToSchema;

use super::{CityView, currency, slug, time_zone};
use crate::{
    App,
    extract::{Json, Permitted, permissions::CreateCities},
    handlers::admin::{checked, errors},
    problem::Problem,
};

/// A city to create.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateCity {
    /// Words of lower-case letters and digits, separated by `-`.
    #[schema(example = "new-york")]
    slug: String,
    #[schema(example = "New York")]
    name: String,
    /// IANA time zone.
    #[schema(example = "America/New_York")]
    time_zone: String,
    /// ISO 4217: `CAD`, `EUR`, `GBP`, `JPY` or `USD`.
    #[schema(example = "USD")]
    currency: String,
}

/// Add a city
#[utoipa::path(post, path = "/api/v1/admin/cities", tag = "admin",
    security(("bearer" = ["create_cities"])), request_body = CreateCity,
    responses((status = 201, body = CityView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_city(
    State(app): State<App>,
    operator: Permitted<CreateCities>,
    Json(body): Json<CreateCity>,
) -> Result<(StatusCode, Body<CityView>), Problem> {
    let mut wrong = Vec::new();
    let slug = errors(&mut wrong, slug(&body.slug));
    let name = errors(&mut wrong, checked("name", &body.name, TextRule::NAME));
    let time_zone = errors(&mut wrong, time_zone(&body.time_zone));
    let currency = errors(&mut wrong, currency(&body.currency));
    let (Some(slug), Some(name), Some(time_zone), Some(currency)) =
        (slug, name, time_zone, currency)
    else {
        return Err(Error::Invalid(wrong).into());
    };
    let new = NewCity { slug, name, time_zone, currency };
    let (audit, now) = (operator.audit_context(), app.now());
    let created =
        app.db.write(move |conn| operations::create_city(conn, &new, &audit, now)).await?;
    Ok((StatusCode::CREATED, Body(created.into())))
}
