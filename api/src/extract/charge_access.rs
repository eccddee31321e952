//! Access to a charge: a principal that may access its reservation, or has a payment link.

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{
    Error, Result,
    billing::models::charge::Charge,
    identity::domain::principal::Principal,
    platform::{domain::ids::ChargeId, token::Grant},
    reservations::models::reservation::Reservation,
};

use super::principal::{grant, principal};
use crate::{App, limits::RateLimitScope, problem::Problem};

/// A principal that may access charges: a payment link, a user, or a guest with a manage token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChargeAccess(Principal);

impl FromRequestParts<App> for ChargeAccess {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match grant(parts, app)?.ok_or(Error::Unauthenticated)? {
            Grant::Pay { sub } => Ok(Self(Principal::PaymentLink(sub))),
            grant => Ok(Self(principal(grant, app).await?)),
        }
    }
}

impl From<ChargeAccess> for RateLimitScope<'_> {
    fn from(access: ChargeAccess) -> Self {
        access.0.into()
    }
}

impl ChargeAccess {
    /// Returns the charge if the principal may access it.
    pub(crate) async fn charge(self, app: &App, id: ChargeId) -> Result<Charge> {
        app.db
            .read(move |conn| {
                let charge = Charge::find(conn, id)?;
                let is_readable = match (charge.reservation_id, self.0) {
                    (Some(_), Principal::PaymentLink(linked)) => linked == id,
                    (Some(reservation), principal) => {
                        Reservation::of_principal(conn, reservation, principal)?;
                        true
                    }
                    (None, principal) => charge.is_readable_by(principal),
                };
                if is_readable { Ok(charge) } else { Err(Error::NotFound) }
            })
            .await
    }
}
