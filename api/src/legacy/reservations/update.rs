//! Extends, shortens or ends a stay.

use axum::{Json, extract::State};
use serde::Deserialize;
use shared::reservations::operations::{AmendReservation, amend_reservation};
use utoipa::ToSchema;

use crate::{
    App,
    handlers::reservations::counted,
    legacy::{
        LegacyErrorResponse,
        access::{LegacyReservationAccess, OfGuest, OfUser, find},
        body::{Body, Field, Wrapped},
        error_response::LegacyError,
        views::LegacyReservation,
    },
};

/// Request to change the end of a stay.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LegacyUpdate {
    reservation: UpdateFields,
}

#[derive(Deserialize, ToSchema)]
struct UpdateFields {
    /// RFC 3339; truncated to the minute. A time in the past ends the stay now, or cancels a stay
    /// that has not begun.
    #[serde(default)]
    #[schema(value_type = String, format = DateTime, required = true,
        example = "2026-11-21T02:35:00.000Z")]
    end_time: Field,
}

impl Wrapped for LegacyUpdate {
    const WRAPPER: &'static str = "reservation";
}

/// Extend, shorten or end, as the original did
#[utoipa::path(patch, path = "/update-reservation-auth/{id}/", tag = "legacy",
    request_body = LegacyUpdate,
    security(("token" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = LegacyReservation), (status = "4XX", body = LegacyError)))]
pub(crate) async fn update_reservation_as_user(
    State(app): State<App>,
    OfUser(access): OfUser,
    Body(body): Body<LegacyUpdate>,
) -> Result<Json<LegacyReservation>, LegacyErrorResponse> {
    update(&app, access, body).await
}

/// Extend, shorten or end as a guest, as the original did
#[utoipa::path(patch, path = "/update-reservation-unauth/{id}/{email}/", tag = "legacy",
    request_body = LegacyUpdate,
    params(("id" = uuid::Uuid, Path, description = "The reservation"),
        ("email" = String, Path, description = "The address that it was made with",
        example = "ann@example.com")),
    responses((status = 200, body = LegacyReservation), (status = "4XX", body = LegacyError)))]
pub(crate) async fn update_reservation_as_guest(
    State(app): State<App>,
    OfGuest(access): OfGuest,
    Body(body): Body<LegacyUpdate>,
) -> Result<Json<LegacyReservation>, LegacyErrorResponse> {
    update(&app, access, body).await
}

async fn update(
    app: &App,
    access: LegacyReservationAccess,
    body: LegacyUpdate,
) -> Result<Json<LegacyReservation>, LegacyErrorResponse> {
    let access = access.require_active(app)?;
    let ends_at = body
        .reservation
        .end_time
        .minute()
        .map_err(|text| LegacyErrorResponse::field("end_time", text))?;
    let (id, principal, now, terms) =
        (access.reservation().id, access.principal, app.now(), app.terms.clone());
    let request = AmendReservation {
        id,
        principal,
        ends_at,
        revision: None,
        rate: None,
        quote_id: None,
        total: None,
        key: None,
    };
    let amended = app.db.write(move |conn| amend_reservation(conn, &request, &terms, now)).await;
    counted(app, amended).await?;
    Ok(Json(find(app, id, principal).await?.into()))
}
