//! Signed tokens (JWT, HS256): the access token of a session, the link of a guest to one reservation, the link to pay one charge.

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::domain::ids::{ChargeId, ReservationId, SessionId, UserId};

/// What a token entitles to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "use", rename_all = "snake_case")]
pub enum Grant {
    /// Acting as a user, in one session.
    Access {
        /// Who.
        sub: UserId,
        /// In which session.
        sid: SessionId,
    },
    /// Managing one reservation, without an account.
    Manage {
        /// Which.
        sub: ReservationId,
    },
    /// Paying one charge.
    Pay {
        /// Which.
        sub: ChargeId,
    },
}

#[derive(Serialize, Deserialize)]
struct Claims {
    #[serde(flatten)]
    grant: Grant,
    exp: i64,
}

/// Signs and reads tokens.
#[derive(Clone)]
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
}

impl Tokens {
    /// Tokens under `secret`.
    pub fn new(secret: &SecretString) -> Self {
        let bytes = secret.expose_secret().as_bytes();
        Self { encoding: EncodingKey::from_secret(bytes), decoding: DecodingKey::from_secret(bytes) }
    }

    /// A token for `grant` that ends at `expires_at`; the same inputs give the same token.
    ///
    /// # Errors
    /// Never in practice: when the claims cannot be written as JSON.
    pub fn sign(&self, grant: Grant, expires_at: DateTime<Utc>) -> crate::Result<String> {
        let claims = Claims { grant, exp: expires_at.timestamp() };
        encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .map_err(|e| crate::Error::Internal(e.to_string()))
    }

    /// What `token` entitles to at `now`; `None` when it is not ours or has ended.
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Option<Grant> {
        self.read_until(token, now).map(|(grant, _)| grant)
    }

    /// The same, with the instant at which it ends.
    pub fn read_until(&self, token: &str, now: DateTime<Utc>) -> Option<(Grant, DateTime<Utc>)> {
        let mut validation = Validation::new(Algorithm::HS256);
        // The library would ask the system's clock; ours decides below.
        validation.validate_exp = false;
        let claims = decode::<Claims>(token, &self.decoding, &validation).ok()?.claims;
        let expires_at = DateTime::from_timestamp(claims.exp, 0)?;
        (now < expires_at).then_some((claims.grant, expires_at))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_token_is_good_until_it_ends_and_only_under_its_secret() {
        let now: DateTime<Utc> = "2030-06-03T09:00:00Z".parse().unwrap();
        let grant = Grant::Manage { sub: ReservationId::new() };
        let (ours, theirs) = (Tokens::new(&"a".repeat(32).into()), Tokens::new(&"b".repeat(32).into()));
        let token = ours.sign(grant, now + TimeDelta::hours(1)).unwrap();
        assert_eq!(ours.read(&token, now), Some(grant));
        assert_eq!(ours.read(&token, now + TimeDelta::hours(1)), None);
        assert_eq!(theirs.read(&token, now), None);
    }
}
