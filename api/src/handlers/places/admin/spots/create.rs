//! Creation of a spot.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    places::{
        domain::position::Position,
        models::{place, spot_details::NewSpot},
        operations,
    },
    platform::domain::{ids::ZoneId, text::TextRule},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ManagedSpot, UpdateSpot};
use crate::{
    App,
    extract::{Json, Permitted, permissions::ManagePlaces},
    handlers::admin::line,
    problem::Problem,
};

/// A spot to create.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateSpot {
    zone_id: Uuid,
    /// Identifier in imports; generated if omitted.
    source_ref: Option<String>,
    #[schema(example = "B14")]
    label: String,
    lat: f64,
    lng: f64,
    /// Hourly rate in minor units of the city's currency.
    #[schema(example = 450)]
    rate_minor_per_hour: i32,
    /// `accessible`, `charger`, `motorcycle`, `permit_only`, `scooter`, `wide`.
    #[serde(default)]
    attributes: Vec<String>,
    hours: Option<String>,
}

/// Create a spot
#[utoipa::path(post, path = "/api/v1/admin/spots", tag = "admin",
    security(("bearer" = ["manage_places"])), request_body = CreateSpot,
    responses((status = 201, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_spot(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    Json(body): Json<CreateSpot>,
) -> Result<(StatusCode, Body<ManagedSpot>), Problem> {
    let source_ref =
        body.source_ref.map(|text| line("source_ref", &text, TextRule::REFERENCE)).transpose()?;
    let position = Position { lat: body.lat, lng: body.lng };
    let changes = UpdateSpot {
        label: Some(body.label),
        lat: Some(body.lat),
        lng: Some(body.lng),
        rate_minor_per_hour: Some(body.rate_minor_per_hour),
        attributes: Some(body.attributes),
        hours: body.hours,
    };
    let valid = changes.validate()?;
    let new = NewSpot {
        zone_id: ZoneId(body.zone_id),
        source_ref,
        label: valid.label.unwrap_or_default(),
        position,
        rate_minor_per_hour: valid.rate_minor_per_hour.unwrap_or_default(),
        attributes: valid.attributes.unwrap_or_default(),
        hours: valid.hours.flatten(),
    };
    let (audit, now, scope) = (operator.audit_context(), app.now(), operator.scope());
    let created = app.db.write(move |conn| {
        // Before the operation, whose errors would tell about a foreign zone. It refuses an
        // unknown one.
        if let Some(place) = place::find_of_zone(conn, new.zone_id)? {
            scope.check(place)?;
        }
        operations::create_spot(conn, &new, &audit, now)
    });
    Ok((StatusCode::CREATED, Body(created.await?.into())))
}
