//! Shows a charge.

use axum::{Json, extract::State};
use serde::Serialize;
use shared::{
    Error,
    platform::domain::ids::{ChargeId, ReservationId},
    reservations::models::reservation_details::ReservationDetails,
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{ChargeAccess, Id},
    problem::Problem,
    views::{CardView, ChargeView},
};

/// A charge with the details needed to pay it.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwedView {
    charge: ChargeView,
    reservation_id: uuid::Uuid,
    /// Label at the kerb.
    #[schema(example = "B14")]
    spot: String,
    city: String,
    time_zone: String,
    starts_at: chrono::DateTime<chrono::Utc>,
    ends_at: chrono::DateTime<chrono::Utc>,
    /// Card of the reservation.
    card: Option<CardView>,
}

/// Show a charge
///
/// Accessible with access to its reservation, or with a payment link.
#[utoipa::path(get, path = "/api/v1/charges/{id}", tag = "charges", security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The charge")),
    responses((status = 200, body = OwedView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_charge(
    State(app): State<App>,
    access: ChargeAccess,
    id: Id,
) -> Result<Json<OwedView>, Problem> {
    let charge = access.charge(&app, ChargeId(id.0)).await?;
    owed(&app, charge.reservation_id).await
}

/// Returns the current charge of a reservation.
pub(super) async fn owed(app: &App, id: ReservationId) -> Result<Json<OwedView>, Problem> {
    let details =
        app.db.read(move |conn| Ok::<_, Error>(ReservationDetails::find(conn, id)?)).await?;
    let ReservationDetails { reservation, place, charge, .. } = details;
    let charge = charge.and_then(ChargeView::new).ok_or(Error::NotFound)?;
    Ok(Json(OwedView {
        charge,
        reservation_id: reservation.id.0,
        spot: place.label,
        city: place.city,
        time_zone: place.time_zone.name().to_owned(),
        starts_at: reservation.period.starts_at(),
        ends_at: reservation.period.ends_at(),
        card: CardView::of(&reservation),
    }))
}
