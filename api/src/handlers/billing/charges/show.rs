//! Shows a charge.

use axum::{Json, extract::State};
use serde::Serialize;
use shared::{
    Error, billing::models::charge::Charge, places::models::city::City,
    platform::domain::ids::ChargeId, reservations::models::reservation_details::ReservationDetails,
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
    /// The reservation that is charged; `null` for a charge of another subject, as are the other
    /// details of the stay.
    reservation_id: Option<uuid::Uuid>,
    /// Label at the kerb.
    #[schema(example = "B14")]
    spot: Option<String>,
    city: String,
    time_zone: String,
    starts_at: Option<chrono::DateTime<chrono::Utc>>,
    ends_at: Option<chrono::DateTime<chrono::Utc>>,
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
    owed(&app, charge.id).await
}

/// Returns the charge as it is now, with the stay that it is for.
pub(super) async fn owed(app: &App, id: ChargeId) -> Result<Json<OwedView>, Problem> {
    let found = app.db.read(move |conn| {
        let charge = Charge::find(conn, id)?;
        let details =
            charge.reservation_id.map(|id| ReservationDetails::find(conn, id)).transpose()?;
        let city = City::find(conn, charge.city_id)?;
        Ok::<_, Error>((charge, details, city))
    });
    let (charge, details, city) = found.await?;
    let charge = ChargeView::new(charge).ok_or(Error::NotFound)?;
    let (reservation, place) = details.map(|details| (details.reservation, details.place)).unzip();
    let period = reservation.as_ref().map(|reservation| reservation.period);
    Ok(Json(OwedView {
        charge,
        reservation_id: reservation.as_ref().map(|reservation| reservation.id.0),
        spot: place.map(|place| place.label),
        city: city.name,
        time_zone: city.time_zone.name().to_owned(),
        starts_at: period.map(|period| period.starts_at()),
        ends_at: period.map(|period| period.ends_at()),
        card: reservation.as_ref().and_then(CardView::of),
    }))
}
