//! Links in mails. Each carries a signed token in the fragment (`#`), which servers do not log.

use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

use super::models::reservation::Reservation;
use crate::{
    Error, Result,
    identity::{domain::verification::Purpose, models::email_verification::EmailVerification},
    platform::{
        domain::ids::ChargeId,
        token::{Grant, Tokens},
    },
};

/// Validity of a guest's link after the end of the stay.
const MANAGE: TimeDelta = TimeDelta::days(30);
/// Validity of a payment link.
const PAY: TimeDelta = TimeDelta::days(180);
/// Minimum validity of a link that a guest has requested.
const REQUESTED: TimeDelta = TimeDelta::days(7);

#[derive(Clone)]
pub struct Links {
    /// Signs the tokens in the links.
    pub tokens: Tokens,
    /// Base URL of the web app.
    pub public_url: Url,
}

impl Links {
    /// Returns the token that lets a guest manage a reservation.
    ///
    /// # Errors
    /// Only when the claims cannot be serialized as JSON, which does not happen in practice.
    pub fn manage_token(&self, reservation: &Reservation) -> Result<String> {
        self.token_until(reservation, reservation.period.ends_at() + MANAGE)
    }

    /// Returns the link that a guest has requested: as [`Self::reservation`], but also valid long
    /// after the end of the stay.
    ///
    /// # Errors
    /// As [`Self::manage_token`].
    pub fn requested(&self, reservation: &Reservation, now: DateTime<Utc>) -> Result<Url> {
        if reservation.guest_id.is_none() {
            return self.reservation(reservation);
        }
        let until = (reservation.period.ends_at() + MANAGE).max(now + REQUESTED);
        let token = self.token_until(reservation, until)?;
        self.join(&format!("reservations/{}#token={token}", reservation.id))
    }

    /// Returns the link to a reservation: with a token for a guest, without one for a user, who
    /// signs in.
    ///
    /// # Errors
    /// As [`Self::manage_token`].
    pub fn reservation(&self, reservation: &Reservation) -> Result<Url> {
        self.page(&format!("reservations/{}", reservation.id), reservation)
    }

    /// Returns the link to the receipt.
    ///
    /// # Errors
    /// As [`Self::manage_token`].
    pub fn receipt(&self, reservation: &Reservation) -> Result<Url> {
        self.page(&format!("reservations/{}/receipt", reservation.id), reservation)
    }

    /// Returns the link to pay a charge; it works without signing in.
    ///
    /// # Errors
    /// As [`Self::manage_token`].
    pub fn pay(&self, charge: ChargeId, now: DateTime<Utc>) -> Result<Url> {
        let token = self.tokens.sign(Grant::Pay { sub: charge }, now + PAY)?;
        self.join(&format!("pay/{charge}#token={token}"))
    }

    /// Returns the link to verify an address. The page asks for confirmation; only its button
    /// verifies.
    ///
    /// # Errors
    /// As [`Self::manage_token`], and for a request that verifies nothing.
    pub fn prove(&self, proof: &EmailVerification) -> Result<Url> {
        let (page, grant) = match proof.purpose {
            Purpose::PasswordReset => ("reset-password", Grant::ResetPassword { sub: proof.id }),
            Purpose::SignUp | Purpose::Account | Purpose::Reservation => {
                ("confirm-email", Grant::ConfirmEmail { sub: proof.id })
            }
            Purpose::GuestLink => {
                return Err(Error::Internal(format!("{} verifies nothing", proof.subject)));
            }
        };
        self.join(&format!("{page}#token={}", self.tokens.sign(grant, proof.expires_at)?))
    }

    fn token_until(&self, reservation: &Reservation, until: DateTime<Utc>) -> Result<String> {
        self.tokens.sign(Grant::Manage { sub: reservation.id }, until)
    }

    fn page(&self, path: &str, reservation: &Reservation) -> Result<Url> {
        if reservation.guest_id.is_none() {
            return self.join(path);
        }
        self.join(&format!("{path}#token={}", self.manage_token(reservation)?))
    }

    fn join(&self, path: &str) -> Result<Url> {
        self.public_url.join(path).map_err(|error| Error::Internal(error.to_string()))
    }
}
