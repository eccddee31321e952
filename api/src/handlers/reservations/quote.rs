//! Quotes an extension of a stay.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    places::models::{spot::Spot, terms::at_spot},
    platform::domain::{ids::ReservationId, money::Money},
    reservations::{
        models::reservation::Reservation,
        operations::{
            added_time, check_free, check_reserved_ahead, check_source, check_vehicle,
            price_extension, validated_period,
        },
    },
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    App,
    extract::{Id, Instant, Params, ReservationAccess},
    problem::Problem,
    views::MoneyView,
};

/// Quote for a new end.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExtensionView {
    ends_at: DateTime<Utc>,
    /// First price per hour of the added time. Send it with the extension, which is then refused if
    /// the rate has changed.
    rate: MoneyView,
    /// Price of the added time.
    added: MoneyView,
    /// Price of the whole period.
    estimate: MoneyView,
    /// Latest possible end before the next reservation of the spot; `null` if there is none.
    latest_end: Option<DateTime<Utc>>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct QuoteExtension {
    /// The new end, RFC 3339
    #[param(value_type = String)]
    ends_at: Instant,
}

/// Quote an extension
///
/// The added time is priced by the rules in force at its start; the existing period keeps its
/// price. An end that *Extend or shorten* would refuse is refused with the same problem. The price
/// is not guaranteed: *Create a quote of an extension* does that.
#[utoipa::path(get, path = "/api/v1/reservations/{id}/extension", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation"), QuoteExtension),
    responses((status = 200, body = ExtensionView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn quote_extension(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    id: Id,
    Params(query): Params<QuoteExtension>,
) -> Result<Json<ExtensionView>, Problem> {
    let (id, ends_at) = (ReservationId(id.0), query.ends_at.0);
    let (terms, now) = (app.terms.clone(), app.now());
    let found = app.db.read(move |conn| {
        let reservation = Reservation::of_principal(conn, id, principal)?;
        let terms = at_spot(conn, &terms, reservation.spot_id)?;
        let new_period = validated_period(&reservation, ends_at, &terms, now)?;
        let added = added_time(&reservation, new_period)?;
        check_free(conn, &reservation, new_period, &terms, now)?;
        let spot = Spot::find(conn, reservation.spot_id)?;
        check_vehicle(conn, &reservation, &spot, new_period)?;
        let starts_at = reservation.period.starts_at();
        check_reserved_ahead(conn, &spot, starts_at, added, &terms, now)?;
        let offer = price_extension(conn, &reservation, new_period, &terms, now)?;
        check_source(reservation.payment_source, offer.rate_minor_per_hour, reservation.currency)?;
        let next = reservation.next_start(conn, terms.buffer, now)?;
        Ok::<_, Error>((reservation, new_period.ends_at(), offer, next))
    });
    let (reservation, ends_at, offer, latest_end) = found.await?;
    let (currency, added) = (reservation.currency, offer.price.total);
    Ok(Json(ExtensionView {
        ends_at,
        rate: Money::new(offer.rate_minor_per_hour.into(), currency).into(),
        added: added.into(),
        estimate: Money::new(reservation.agreed_minor + added.amount_minor, currency).into(),
        latest_end,
    }))
}
