//! Quotes an extension of a stay.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    platform::domain::{ids::ReservationId, money::Money},
    reservations::operations::{self, ExtensionOffer},
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

impl From<ExtensionOffer> for ExtensionView {
    fn from(extension: ExtensionOffer) -> Self {
        let ExtensionOffer { reservation, added, offer, latest_end, .. } = extension;
        let (currency, price) = (reservation.currency, offer.price.total);
        Self {
            ends_at: added.ends_at(),
            rate: Money::new(offer.rate_minor_per_hour.into(), currency).into(),
            added: price.into(),
            estimate: Money::new(reservation.agreed_minor + price.amount_minor, currency).into(),
            latest_end,
        }
    }
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
    let quoted = app
        .db
        .read(move |conn| operations::quote_extension(conn, id, principal, ends_at, &terms, now));
    Ok(Json(quoted.await?.into()))
}
