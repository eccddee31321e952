//! Access to a reservation: a user's own, or a guest's by its id and email address. All mismatches
//! get the same 404, which does not reveal the cause.

use axum::{
    RequestPartsExt,
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use shared::{
    Error,
    identity::domain::principal::Principal,
    platform::{
        config::limits::Limit,
        domain::{email::Email, ids::ReservationId},
    },
    reservations::{
        domain::status::Status,
        models::{reservation::Reservation, reservation_details::ReservationDetails},
    },
};
use uuid::Uuid;

use super::{LegacyErrorResponse, authorization::TokenUser};
use crate::{App, extract::ClientAddress, limits::RateLimitScope};

/// A reservation and the principal that accesses it.
#[derive(Debug)]
pub(super) struct LegacyReservationAccess {
    pub(super) details: ReservationDetails,
    pub(super) principal: Principal,
}

/// A reservation of the user who sent a token.
pub(crate) struct OfUser(pub(super) LegacyReservationAccess);

/// A reservation of a guest, identified by its id and the email address it was made with.
pub(crate) struct OfGuest(pub(super) LegacyReservationAccess);

impl FromRequestParts<App> for OfUser {
    type Rejection = LegacyErrorResponse;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, LegacyErrorResponse> {
        let user = TokenUser::from_request_parts(parts, app).await?;
        let Ok(Path(id)) = parts.extract::<Path<Uuid>>().await else {
            return Err(LegacyErrorResponse::not_found());
        };
        let (id, principal) = (ReservationId(id), Principal::User(user.id));
        let details = find(app, id, principal).await?;
        Ok(Self(LegacyReservationAccess { details, principal }))
    }
}

impl FromRequestParts<App> for OfGuest {
    type Rejection = LegacyErrorResponse;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, LegacyErrorResponse> {
        let Ok(Path((id, email))) = parts.extract::<Path<(String, String)>>().await else {
            return Err(LegacyErrorResponse::not_found());
        };
        let (Ok(id), Ok(email)) = (id.parse().map(ReservationId), email.parse::<Email>()) else {
            return Err(LegacyErrorResponse::not_found());
        };
        let Ok(address) = ClientAddress::from_request_parts(parts, app).await;
        let network = address.network().to_string();
        app.limits
            .check(
                Limit::LookUp,
                &[
                    RateLimitScope::Address(address),
                    RateLimitScope::EmailFrom(email.as_str(), &network),
                ],
            )
            .await?;
        let details = app
            .db
            .read(move |conn| Ok::<_, Error>(ReservationDetails::of_guest(conn, id, &email)?))
            .await?;
        Ok(Self(LegacyReservationAccess { details, principal: Principal::ReservationLink(id) }))
    }
}

impl LegacyReservationAccess {
    pub(super) fn reservation(&self) -> &Reservation {
        &self.details.reservation
    }

    /// Refuses a reservation that is cancelled, revoked or expired: the original deleted those.
    pub(super) fn require_active(self, app: &App) -> Result<Self, LegacyErrorResponse> {
        let reservation = self.reservation();
        let is_gone =
            matches!(reservation.status, Status::Cancelled | Status::Expired | Status::Revoked);
        if is_gone || reservation.is_hold_expired(app.now()) {
            Err(LegacyErrorResponse::not_found())
        } else {
            Ok(self)
        }
    }
}

/// Reads the current state of the reservation.
pub(super) async fn find(
    app: &App,
    id: ReservationId,
    principal: Principal,
) -> Result<ReservationDetails, Error> {
    app.db
        .read(move |conn| Ok::<_, Error>(ReservationDetails::of_principal(conn, id, principal)?))
        .await
}
