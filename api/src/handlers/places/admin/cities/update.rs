//! Change of a city.

use axum::{Json as Body, extract::State};
use chrono_tz::Tz;
use serde::Deserialize;
use shared::{
    Error,
    places::models::city::CityChanges,
    platform::domain::{ids::CityId, money::Currency, text::TextRule},
    reservations::operations,
};
use utoipa::ToSchema;

use super::{CityView, currency, slug, time_zone};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageCities},
    handlers::admin::{checked, errors},
    problem::Problem,
};

/// Fields to change. An omitted field keeps its value.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct UpdateCity {
    slug: Option<String>,
    name: Option<String>,
    time_zone: Option<String>,
    /// Can be changed only while there are no held or confirmed reservations and no charges.
    currency: Option<String>,
}

/// Change a city
///
/// The currency can be changed only while there are no held or confirmed reservations and no
/// charges, because amounts are never converted.
#[utoipa::path(patch, path = "/api/v1/admin/cities/{id}", tag = "admin",
    security(("bearer" = ["manage_cities"])), request_body = UpdateCity,
    params(("id" = Uuid, Path, description = "The city")),
    responses((status = 200, body = CityView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn update_city(
    State(app): State<App>,
    operator: Permitted<ManageCities>,
    id: Id,
    Json(body): Json<UpdateCity>,
) -> Result<Body<CityView>, Problem> {
    operator.scope().check_city(CityId(id.0))?;
    let mut wrong = Vec::new();
    let changes = CityChanges {
        slug: body.slug.and_then(|text| errors(&mut wrong, slug(&text))),
        name: body.name.and_then(|text| errors(&mut wrong, checked("name", &text, TextRule::NAME))),
        time_zone: body
            .time_zone
            .and_then(|text| errors(&mut wrong, time_zone(&text)))
            .map(Tz::name),
        currency: body
            .currency
            .and_then(|text| errors(&mut wrong, currency(&text)))
            .map(Currency::code),
    };
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong).into());
    }
    let (audit, now, id) = (operator.audit_context(), app.now(), CityId(id.0));
    let changed =
        app.db.write(move |conn| operations::update_city(conn, id, &changes, &audit, now)).await?;
    Ok(Body(changed.into()))
}
