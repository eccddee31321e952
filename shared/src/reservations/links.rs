//! The addresses that mails lead to, each with a signed token behind the `#`, where no server's log
//! sees it.

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

/// How long after the stay a guest's link still leads to it.
const MANAGE: TimeDelta = TimeDelta::days(30);
/// How long a link to pay can be used.
const PAY: TimeDelta = TimeDelta::days(180);

#[derive(Clone)]
pub struct Links {
    /// Signs what stands in them.
    pub tokens: Tokens,
    /// Where drivers reach the site.
    pub public_url: Url,
}

impl Links {
    /// The token that lets a guest manage a reservation.
    ///
    /// # Errors
    /// Never in practice: when the claims cannot be written as JSON.
    pub fn manage_token(&self, reservation: &Reservation) -> Result<String> {
        self.tokens
            .sign(Grant::Manage { sub: reservation.id }, reservation.period.ends_at() + MANAGE)
    }

    /// Where the driver sees a reservation: a guest with the token, a user after signing in.
    ///
    /// # Errors
    /// As [`Self::manage_token`].
    pub fn reservation(&self, reservation: &Reservation) -> Result<Url> {
        self.page(&format!("reservations/{}", reservation.id), reservation)
    }

    /// Where the driver sees the receipt.
    ///
    /// # Errors
    /// As [`Self::manage_token`].
    pub fn receipt(&self, reservation: &Reservation) -> Result<Url> {
        self.page(&format!("reservations/{}/receipt", reservation.id), reservation)
    }

    /// Where a charge can be paid, by whoever has the link.
    ///
    /// # Errors
    /// As [`Self::manage_token`].
    pub fn pay(&self, charge: ChargeId, now: DateTime<Utc>) -> Result<Url> {
        let token = self.tokens.sign(Grant::Pay { sub: charge }, now + PAY)?;
        self.join(&format!("pay/{charge}#token={token}"))
    }

    /// Where whoever gets the mail proves the address: the page asks, and only its button does it.
    ///
    /// # Errors
    /// As [`Self::manage_token`].
    pub fn prove(&self, proof: &EmailVerification) -> Result<Url> {
        let (page, grant) = match proof.purpose {
            Purpose::PasswordReset => ("reset-password", Grant::ResetPassword { sub: proof.id }),
            Purpose::SignUp | Purpose::Account | Purpose::Reservation => {
                ("confirm-email", Grant::ConfirmEmail { sub: proof.id })
            }
        };
        self.join(&format!("{page}#token={}", self.tokens.sign(grant, proof.expires_at)?))
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
