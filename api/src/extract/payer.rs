//! Access to a charge: a caller who may access its reservation, or has a payment link.

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{
    Error, Result,
    billing::models::charge::Charge,
    identity::domain::principal::Principal,
    platform::{domain::ids::ChargeId, token::Grant},
    reservations::models::reservation::Reservation,
};

use super::{Caller, caller::grant};
use crate::{App, limits::RateLimitScope, problem::Problem};

/// A caller who may access a charge.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Payer {
    /// The holder of a payment link.
    Link(ChargeId),
    /// A driver, for their own charges.
    Driver(Principal),
}

impl FromRequestParts<App> for Payer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match grant(parts, app)? {
            Some(Grant::Pay { sub }) => Ok(Self::Link(sub)),
            _ => Caller::from_request_parts(parts, app).await.map(|caller| Self::Driver(caller.0)),
        }
    }
}

impl From<Payer> for RateLimitScope<'_> {
    fn from(payer: Payer) -> Self {
        match payer {
            Payer::Link(id) => Self::Charge(id),
            Payer::Driver(principal) => principal.into(),
        }
    }
}

impl Payer {
    /// Returns the charge if the caller may access it.
    pub(crate) async fn charge(self, app: &App, id: ChargeId) -> Result<Charge> {
        app.db
            .read(move |conn| {
                let charge = Charge::find(conn, id)?;
                match self {
                    Self::Link(linked) if linked == id => {}
                    Self::Link(_) => return Err(Error::NotFound),
                    Self::Driver(principal) => {
                        Reservation::of_principal(conn, charge.reservation_id, principal)?;
                    }
                }
                Ok(charge)
            })
            .await
    }
}
