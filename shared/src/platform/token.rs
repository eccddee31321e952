//! Signed tokens (JWT, HS256): access tokens of sessions, links of guests to one reservation, links
//! to pay one charge, and links that verify an address. Also codes to type, which are derived from
//! the same secret and not stored.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::domain::ids::{ChargeId, ProofId, ReservationId, SessionId, UserId};

/// The permission that a token grants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "use", rename_all = "snake_case")]
pub enum Grant {
    /// Authenticates a user in one session.
    Access {
        sub: UserId,
        sid: SessionId,
    },
    /// Manages one reservation without an account.
    Manage {
        sub: ReservationId,
    },
    Pay {
        sub: ChargeId,
    },
    /// Continues a sign-up whose address is not verified.
    SignUp {
        sub: Uuid,
    },
    /// Verifies an address, once.
    ConfirmEmail {
        sub: ProofId,
    },
    /// Selects a separate counter of wrong passwords for one user, on a device that has signed in
    /// before. It does not authenticate.
    Device {
        sub: UserId,
        device: Uuid,
    },
    /// Resets a forgotten password, once.
    ResetPassword {
        sub: ProofId,
    },
    /// A proof-of-work challenge, valid for one request.
    HumanCheck {
        sub: Uuid,
    },
}

#[derive(Serialize, Deserialize)]
struct Claims {
    #[serde(flatten)]
    grant: Grant,
    exp: i64,
}

#[derive(Clone)]
pub struct Tokens {
    secret: SecretString,
    /// Previous secrets, which only verify tokens.
    older: Vec<SecretString>,
}

impl Tokens {
    /// Signs and verifies with `secret`.
    pub fn new(secret: &SecretString) -> Self {
        Self { secret: secret.clone(), older: Vec::new() }
    }

    /// Also accepts tokens signed with `older` secrets, during key rotation.
    #[must_use]
    pub fn reading(mut self, older: &[SecretString]) -> Self {
        self.older = older.to_vec();
        self
    }

    /// All secrets, the current one first.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::once(&self.secret)
            .chain(&self.older)
            .map(|secret| secret.expose_secret().as_bytes())
    }

    /// Signs a token for `grant` that expires at `expires_at`. Deterministic.
    ///
    /// # Errors
    /// Never in practice: when the claims cannot be serialised as JSON.
    pub fn sign(&self, grant: Grant, expires_at: DateTime<Utc>) -> crate::Result<String> {
        let claims = Claims { grant, exp: expires_at.timestamp() };
        let key = EncodingKey::from_secret(self.secret.expose_secret().as_bytes());
        encode(&Header::new(Algorithm::HS256), &claims, &key)
            .map_err(|e| crate::Error::Internal(e.to_string()))
    }

    /// Returns the six-digit code of a verification. The signed text contains a colon, which no JWT
    /// does, so that a code's text is never a token.
    ///
    /// # Errors
    /// Never in practice: when the secret is not a valid key.
    pub fn code(&self, proof: ProofId) -> crate::Result<String> {
        code_under(self.secret.expose_secret().as_bytes(), proof)
    }

    /// Checks the code of a verification, ignoring white space, in constant time.
    pub fn is_code(&self, proof: ProofId, typed: &str) -> bool {
        let typed: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let is_it = |secret| {
            code_under(secret, proof)
                .is_ok_and(|code| code.as_bytes().ct_eq(typed.as_bytes()).into())
        };
        self.secrets().any(is_it)
    }

    /// Returns the refresh token that follows this one. Deterministic, so that two concurrent
    /// refreshes receive the same token, and unpredictable without the secret.
    ///
    /// # Errors
    /// Never in practice: when the secret is not a valid key.
    pub fn successor(&self, refresh_token: &str) -> crate::Result<String> {
        let mac = Hmac::<Sha256>::new_from_slice(self.secret.expose_secret().as_bytes());
        let mac = mac.map_err(|e| crate::Error::Internal(e.to_string()))?.chain_update("refresh:");
        Ok(BASE64_URL_SAFE_NO_PAD.encode(mac.chain_update(refresh_token).finalize().into_bytes()))
    }

    /// Returns a keyed hash of a network address, so that addresses are not stored. It changes with
    /// the secret.
    ///
    /// # Errors
    /// Never in practice: when the secret is not a valid key.
    pub fn network_hash(&self, network: &str) -> crate::Result<Vec<u8>> {
        let mac = Hmac::<Sha256>::new_from_slice(self.secret.expose_secret().as_bytes());
        let mac = mac.map_err(|e| crate::Error::Internal(e.to_string()))?.chain_update("network:");
        Ok(mac.chain_update(network).finalize().into_bytes().to_vec())
    }

    /// Returns the grant of `token` at `now`; `None` when the signature is invalid or the token has
    /// expired.
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Option<Grant> {
        self.read_until(token, now).map(|(grant, _)| grant)
    }

    /// Returns the grant and its expiry; `None` as for [`Self::read`].
    pub fn read_until(&self, token: &str, now: DateTime<Utc>) -> Option<(Grant, DateTime<Utc>)> {
        let mut validation = Validation::new(Algorithm::HS256);
        // The library would use the system clock; the expiry is checked below against `now`.
        validation.validate_exp = false;
        let read =
            |secret| decode::<Claims>(token, &DecodingKey::from_secret(secret), &validation).ok();
        let claims = self.secrets().find_map(read)?.claims;
        let expires_at = DateTime::from_timestamp(claims.exp, 0)?;
        (now < expires_at).then_some((claims.grant, expires_at))
    }
}

fn code_under(secret: &[u8], proof: ProofId) -> crate::Result<String> {
    let mac = Hmac::<Sha256>::new_from_slice(secret);
    let mac = mac
        .map_err(|e| crate::Error::Internal(e.to_string()))?
        .chain_update(format!("code:{proof}"));
    // The range of 2⁶⁴ makes the bias of the modulo negligible.
    let number = mac
        .finalize()
        .into_bytes()
        .iter()
        .take(8)
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    Ok(format!("{:06}", number % 1_000_000))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn token_is_valid_until_expiry_under_its_secret() {
        let now: DateTime<Utc> = "2030-06-03T09:00:00Z".parse().unwrap();
        let grant = Grant::Manage { sub: ReservationId::new() };
        let (ours, theirs) =
            (Tokens::new(&"a".repeat(32).into()), Tokens::new(&"b".repeat(32).into()));
        let token = ours.sign(grant, now + TimeDelta::hours(1)).unwrap();
        assert_eq!(ours.read(&token, now), Some(grant));
        assert_eq!(ours.read(&token, now + TimeDelta::hours(1)), None);
        assert_eq!(theirs.read(&token, now), None);
    }

    #[test]
    fn token_of_the_previous_secret_is_accepted() {
        let now: DateTime<Utc> = "2030-06-03T09:00:00Z".parse().unwrap();
        let (old, new): (SecretString, SecretString) =
            ("a".repeat(32).into(), "b".repeat(32).into());
        let (grant, proof) = (Grant::Manage { sub: ReservationId::new() }, ProofId(Uuid::new_v4()));
        let (before, after) = (Tokens::new(&old), Tokens::new(&new).reading(&[old]));
        let token = before.sign(grant, now + TimeDelta::hours(1)).unwrap();
        assert_eq!(after.read(&token, now), Some(grant));
        assert!(
            after.is_code(proof, &before.code(proof).unwrap())
                && after.is_code(proof, &after.code(proof).unwrap())
        );
        assert_eq!(
            before.read(&after.sign(grant, now + TimeDelta::hours(1)).unwrap(), now),
            None,
            "the new one signs"
        );
    }

    #[test]
    fn code_has_six_digits_and_one_purpose() {
        let (ours, theirs) =
            (Tokens::new(&"a".repeat(32).into()), Tokens::new(&"b".repeat(32).into()));
        let proofs: Vec<_> = (0..200).map(|_| ProofId(Uuid::new_v4())).collect();
        let codes: std::collections::BTreeSet<_> =
            proofs.iter().map(|proof| ours.code(*proof).unwrap()).collect();
        assert!(
            codes.len() > 190
                && codes.iter().all(|code| code.len() == 6 && code.parse::<u32>().is_ok()),
            "{codes:?}"
        );
        let code = ours.code(proofs[0]).unwrap();
        assert!(ours.is_code(proofs[0], &format!(" {} {}", &code[..3], &code[3..])));
        assert_ne!(theirs.code(proofs[0]).unwrap(), code);
        assert!(!ours.is_code(proofs[0], "") && !ours.is_code(proofs[0], &code[..5]));
    }

    #[test]
    fn next_refresh_token_is_deterministic() {
        let (ours, theirs) =
            (Tokens::new(&"a".repeat(32).into()), Tokens::new(&"b".repeat(32).into()));
        let next = ours.successor("a-token").unwrap();
        assert_eq!((next.len(), &next), (43, &ours.successor("a-token").unwrap()));
        assert_ne!(next, theirs.successor("a-token").unwrap());
        assert_ne!(next, ours.successor(&next).unwrap());
    }
}
