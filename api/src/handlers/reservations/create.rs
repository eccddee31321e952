//! Hold a spot.

use axum::{
    Json as Body,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    domain::{email::Email, ids::SpotId, period::Period},
    models::reservation::{Actor, Reservation},
    operations::{HoldSpot, Until, Who, hold_spot},
    token::Grant,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::shown;
use crate::{
    App,
    extract::{Idempotency, Json, MaybeUser},
    handlers::spots::alternatives,
    problem::Problem,
    views::ReservationView,
};

/// How long after the stay a guest's link still leads to it.
pub(crate) const LINK_LIFETIME: TimeDelta = TimeDelta::days(30);

/// What to hold. Give `ends_at` or `duration_seconds`.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(crate) struct CreateReservation {
    spot_id: Uuid,
    /// From when, up to 14 days ahead; now if it is left out.
    starts_at: Option<DateTime<Utc>>,
    /// Until when: 5 minutes to 24 hours after the start.
    ends_at: Option<DateTime<Utc>>,
    /// Instead of `ends_at`.
    #[schema(example = 3600)]
    duration_seconds: Option<u32>,
    /// Of a guest; not needed when signed in.
    #[schema(example = "ann@example.com")]
    email: Option<String>,
}

/// A new hold.
#[derive(Serialize, ToSchema)]
pub(crate) struct CreatedReservation {
    reservation: ReservationView,
    /// For guests: the bearer token for everything about this reservation. It is also in the mail.
    manage_token: Option<String>,
}

impl CreateReservation {
    fn validate(&self, user: MaybeUser, key: Idempotency) -> Result<HoldSpot, Error> {
        let who = match (&user.0, &self.email) {
            (Some(user), _) => Who::User(user.id),
            (None, Some(email)) => {
                Who::Guest(email.parse::<Email>().map_err(|e| Error::field("email", "malformed", e.to_string()))?)
            }
            (None, None) => return Err(Error::field("email", "required", "must be given, or sign in")),
        };
        let until = match (self.ends_at, self.duration_seconds) {
            (Some(ends_at), None) => Until::At(ends_at),
            (None, Some(seconds)) => Until::After(TimeDelta::seconds(seconds.into())),
            (None, None) => return Err(Error::field("ends_at", "required", "or duration_seconds must be given")),
            (Some(_), Some(_)) => {
                return Err(Error::field("duration_seconds", "conflicting", "cannot be given beside ends_at"));
            }
        };
        let scope = match &who {
            Who::User(id) => format!("user:{id}"),
            Who::Guest(email) => format!("guest:{}", email.as_str().to_lowercase()),
        };
        let key = key.bind(scope, self);
        Ok(HoldSpot { who, spot_id: SpotId(self.spot_id), starts_at: self.starts_at, until, key })
    }
}

/// Hold a spot
///
/// The hold lasts ten minutes: set a card up and confirm within them, or the spot is free again. A guest gives an email address and gets a
/// token. A repeat with the same `Idempotency-Key` answers with the same reservation. When the spot is taken, the problem names up to three
/// free ones nearby.
#[utoipa::path(post, path = "/api/v1/reservations", tag = "reservations", request_body = CreateReservation,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of yours; a repeat with it does not hold twice")),
    security((), ("bearer" = [])),
    responses((status = 201, body = CreatedReservation),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_reservation(
    State(app): State<App>,
    user: MaybeUser,
    key: Idempotency,
    Json(body): Json<CreateReservation>,
) -> Result<(StatusCode, HeaderMap, Body<CreatedReservation>), Problem> {
    let (wish, now, terms) = (body.validate(user, key)?, app.now(), app.terms.clone());
    let (spot_id, starts_at, until) = (wish.spot_id, wish.starts_at.unwrap_or(now), wish.until);
    let held = match app.db.write(move |conn| hold_spot(conn, &wish, &terms, now)).await {
        Err(taken @ Error::SpotTaken { .. }) => {
            let ends_at = match until {
                Until::At(ends_at) => ends_at,
                Until::After(length) => starts_at + length,
            };
            let period = Period::new(starts_at, ends_at);
            let free = match period {
                Some(period) => alternatives(&app, spot_id, period).await,
                None => Vec::new(),
            };
            return Err(Problem::from(taken).with_alternatives(free));
        }
        held => held?,
    };
    app.cache.announce(held.spot_id, held.status);
    let (actor, manage_token) = match user.0 {
        Some(user) => (Actor::User(user.id), None),
        None => (Actor::Link(held.id), Some(manage_token(&app, &held)?)),
    };
    let (headers, Body(reservation)) = shown(&app, held.id, actor).await?;
    Ok((StatusCode::CREATED, headers, Body(CreatedReservation { reservation, manage_token })))
}

fn manage_token(app: &App, reservation: &Reservation) -> Result<String, Error> {
    app.tokens.sign(Grant::Manage { sub: reservation.id }, reservation.period.ends_at() + LINK_LIFETIME)
}
