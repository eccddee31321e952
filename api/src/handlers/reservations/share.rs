//! Shows a stay to other people by a link.

use axum::{Json, extract::State, http::StatusCode};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    platform::{
        config::limits::Limit,
        domain::{ids::ReservationId, quota::text_hash},
    },
    reservations::{
        domain::status::Status,
        models::stay_share::{self, SharedStay},
        operations,
    },
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{ClientAddress, Id, ReservationAccess, ShareToken},
    limits::RateLimitScope,
    problem::Problem,
};

/// A link that shows a stay.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StayShare {
    /// Contains the token in its fragment, which browsers do not send.
    #[schema(example = "https://curbhold.example/shared/0198…#t=…")]
    url: String,
    /// One hour after the end of the stay; it moves with the end.
    expires_at: DateTime<Utc>,
}

/// A stay as its link shows it: without the driver, the vehicle and the price.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SharedStayView {
    /// `confirmed` or `completed`.
    #[schema(value_type = String, example = "confirmed")]
    status: Status,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// IANA time zone of the city.
    #[schema(example = "America/New_York")]
    time_zone: String,
    #[schema(example = "B14")]
    spot_label: String,
    lat: f64,
    lng: f64,
    /// `true` if the position is derived from that of a pay station.
    position_assumed: bool,
    street: String,
    /// Side of the street: `N`, `NE`, `E` …, `M` for the median, or `unknown`.
    side: String,
    /// Cross street at the start of the block; empty if unknown.
    from_street: String,
    /// Cross street at the end of the block; empty if unknown.
    to_street: String,
    /// `null` on the street.
    site_name: Option<String>,
}

impl From<SharedStay> for SharedStayView {
    fn from(stay: SharedStay) -> Self {
        Self {
            status: stay.status,
            starts_at: stay.starts_at,
            ends_at: stay.ends_at,
            time_zone: stay.time_zone.name().to_owned(),
            spot_label: stay.spot_label,
            lat: stay.lat,
            lng: stay.lng,
            position_assumed: stay.position_assumed,
            street: stay.street,
            side: stay.side,
            from_street: stay.from_street,
            to_street: stay.to_street,
            site_name: stay.site_name,
        }
    }
}

/// Share a stay
///
/// Creates a link that shows place and time of a confirmed stay to anybody who has it, until one
/// hour after the end. It changes nothing. A new link ends the one before.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/share", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 201, body = StayShare),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn share_stay(
    State(app): State<App>,
    address: ClientAddress,
    ReservationAccess(principal): ReservationAccess,
    id: Id,
) -> Result<(StatusCode, Json<StayShare>), Problem> {
    let scopes = [RateLimitScope::Address(address), principal.into()];
    app.limits.check(Limit::Share, &scopes).await?;
    let token = BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    let page = app.public_url.join(&format!("shared/{}#t={token}", id.0));
    let url = page.map_err(|error| Error::Internal(error.to_string()))?.into();
    let (id, now) = (ReservationId(id.0), app.now());
    let shared = app.db.write(move |conn| operations::share_stay(conn, id, principal, &token, now));
    let expires_at = shared.await?;
    Ok((StatusCode::CREATED, Json(StayShare { url, expires_at })))
}

/// Stop sharing a stay
///
/// Ends the link, if there is one.
#[utoipa::path(delete, path = "/api/v1/reservations/{id}/share", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 204, description = "No link shows the stay"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn end_share(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    id: Id,
) -> Result<StatusCode, Problem> {
    let id = ReservationId(id.0);
    app.db.write(move |conn| operations::end_share(conn, id, principal)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Show a shared stay
///
/// With the token of the link as bearer token. `not_found` for another token, and once the stay is
/// cancelled, revoked or over for more than an hour.
#[utoipa::path(get, path = "/api/v1/shared-stays/{id}", tag = "reservations",
    security(("share" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = SharedStayView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_shared_stay(
    State(app): State<App>,
    address: ClientAddress,
    ShareToken(token): ShareToken,
    id: Id,
) -> Result<Json<SharedStayView>, Problem> {
    app.limits.check(Limit::LookUp, &[RateLimitScope::Address(address)]).await?;
    let (id, now) = (ReservationId(id.0), app.now());
    let found = app
        .db
        .read(move |conn| Ok::<_, Error>(stay_share::find(conn, id, &text_hash(&token), now)?));
    Ok(Json(found.await?.into()))
}
