//! Quotes a stay.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error, Result,
    identity::{domain::vehicle::VehicleClass, models::vehicle::Vehicle},
    platform::{
        config::limits::Limit,
        db::PgConnection,
        domain::ids::{SpotId, UserId, VehicleId},
    },
    reservations::operations,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{end_required, requested_end, stay_scopes};
use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, CurrentUser, Instant, Json},
    problem::Problem,
    views::QuoteView,
};

/// A stay to price. Give `ends_at` or `duration_seconds`.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateQuote {
    spot_id: Uuid,
    /// `car` (default), `motorcycle`, `scooter`, `van` or `truck`.
    #[schema(example = "car")]
    vehicle_class: Option<String>,
    /// Alternative to `vehicle_class`: one of your saved vehicles.
    vehicle_id: Option<Uuid>,
    /// Start, by default at most 14 days ahead; defaults to now.
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Instant>,
    /// End: 5 minutes to 24 hours after the start, unless the place has other terms.
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Instant>,
    /// Alternative to `ends_at`.
    #[schema(example = 3600)]
    duration_seconds: Option<u32>,
}

/// The vehicle whose class determines the price.
#[derive(Clone, Copy)]
enum QuotedVehicle {
    Class(VehicleClass),
    Saved(UserId, VehicleId),
}

impl CreateQuote {
    fn vehicle(&self, user: Option<CurrentUser>) -> Result<QuotedVehicle> {
        match (&self.vehicle_class, self.vehicle_id, user) {
            (None, None, _) => Ok(QuotedVehicle::Class(VehicleClass::Car)),
            (Some(class), None, _) => {
                let class = class.parse().map_err(|_| {
                    let known: Vec<_> =
                        VehicleClass::ALL.iter().map(|class| class.as_str()).collect();
                    let message = format!("must be one of {}", known.join(", "));
                    Error::field("vehicle_class", "unknown", message)
                })?;
                Ok(QuotedVehicle::Class(class))
            }
            (None, Some(id), Some(user)) => Ok(QuotedVehicle::Saved(user.id, VehicleId(id))),
            (None, Some(_), None) => Err(unknown_vehicle()),
            (Some(_), Some(_), _) => {
                let message = "cannot be given beside vehicle_id";
                Err(Error::field("vehicle_class", "conflicting", message))
            }
        }
    }
}

impl QuotedVehicle {
    fn class(self, conn: &mut PgConnection) -> Result<VehicleClass> {
        match self {
            Self::Class(class) => Ok(class),
            Self::Saved(user_id, id) => match Vehicle::find(conn, user_id, id) {
                Ok(vehicle) => Ok(vehicle.details.class),
                Err(diesel::NotFound) => Err(unknown_vehicle()),
                Err(error) => Err(error.into()),
            },
        }
    }
}

fn unknown_vehicle() -> Error {
    Error::field("vehicle_id", "unknown", "must be one of your vehicles")
}

/// Quote a stay
///
/// The quote is valid for 15 minutes, at most until its end, and can be accepted once, as
/// `quote_id` of a hold. The stay then costs at most its total, even if the price changes in the
/// meantime. The spot is not held, and may be taken. A period that the rules of the spot do not
/// allow is refused with `not_allowed_by_tariff`, one in which no more spots of the street or site
/// may be reserved ahead with `reserved_ahead_limit`. A quote for a driver with a reduced-rate
/// permit has its lower rates, and only this driver can accept it. The number of quotes is limited:
/// `rate_limited`.
#[utoipa::path(post, path = "/api/v1/quotes", tag = "reservations",
    request_body = CreateQuote,
    security((), ("bearer" = [])),
    responses((status = 201, body = QuoteView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_quote(
    State(app): State<App>,
    user: Option<CurrentUser>,
    address: ClientAddress,
    language: AcceptLanguage,
    Json(body): Json<CreateQuote>,
) -> Result<(StatusCode, Body<QuoteView>), Problem> {
    let vehicle = body.vehicle(user)?;
    let user_id = user.map(|user| user.id);
    let until = requested_end(body.ends_at, body.duration_seconds)?.ok_or_else(end_required)?;
    app.limits.check(Limit::Quote, &stay_scopes(address, user)).await?;
    let (spot_id, starts_at) = (SpotId(body.spot_id), body.starts_at.map(|at| at.0));
    let (now, terms, signer) = (app.now(), app.terms.clone(), app.quote_signer.clone());
    let quoted = app.db.write(move |conn| {
        let class = vehicle.class(conn)?;
        let language = language.or_english();
        let request =
            operations::CreateQuote { spot_id, class, user_id, starts_at, until, language };
        let quote = operations::create_quote(conn, &request, &terms, now)?;
        QuoteView::load(conn, quote, &signer)
    });
    Ok((StatusCode::CREATED, Body(quoted.await?)))
}
