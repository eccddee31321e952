//! Signatures of webhooks (<https://docs.stripe.com/webhooks#verify-manually>): HMAC-SHA256 of the
//! timestamp and the raw body.

use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// Reason for rejecting a webhook.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SignatureError {
    /// The header cannot be parsed.
    #[error("the signature cannot be read")]
    Malformed,
    /// The timestamp is too old, or in the future.
    #[error("the signature is too old")]
    TooOld,
    /// No secret matches the signature.
    #[error("the signature is not Stripe's")]
    Wrong,
}

/// Checks that one of `secrets` signed `payload` within `tolerance` of `now`. The comparison takes
/// constant time.
///
/// # Errors
/// The reason for rejecting the webhook.
pub fn verify(
    payload: &[u8],
    header: &str,
    secrets: &[SecretString],
    now: DateTime<Utc>,
    tolerance: TimeDelta,
) -> Result<(), SignatureError> {
    let parts: Vec<(&str, &str)> =
        header.split(',').filter_map(|part| part.trim().split_once('=')).collect();
    let time = parts
        .iter()
        .find(|(name, _)| *name == "t")
        .map(|(_, time)| *time)
        .ok_or(SignatureError::Malformed)?;
    let signed_at = time.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let signed_at = signed_at.ok_or(SignatureError::Malformed)?;
    let signatures = parts
        .iter()
        .filter(|(name, _)| *name == "v1")
        .filter_map(|(_, text)| hex::decode(text).ok());
    let matches = |signature: &[u8], secret: &SecretString| {
        let mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes());
        mac.is_ok_and(|mac| {
            mac.chain_update(time)
                .chain_update(".")
                .chain_update(payload)
                .verify_slice(signature)
                .is_ok()
        })
    };
    if !signatures
        .into_iter()
        .any(|signature| secrets.iter().any(|secret| matches(&signature, secret)))
    {
        return Err(SignatureError::Wrong);
    }
    if (now - signed_at).abs() > tolerance { Err(SignatureError::TooOld) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"id":"evt_1"}"#;
    /// Computed with Python's `hmac` module.
    const SIGNATURE: &str = "c89214b5b5da833daed6f0b8c5bb6bd58cea9022bd80ccc78230f3942d632925";

    fn check(header: &str, secrets: &[&str], late_s: i64) -> Result<(), SignatureError> {
        let secrets: Vec<SecretString> = secrets.iter().map(|secret| (*secret).into()).collect();
        let now = DateTime::from_timestamp(1_700_000_000 + late_s, 0).unwrap();
        verify(BODY, header, &secrets, now, TimeDelta::minutes(5))
    }

    #[test]
    fn signature_is_valid_during_secret_rotation() {
        let header = format!("t=1700000000,v1=00ff,v1={SIGNATURE}");
        assert_eq!(check(&header, &["whsec_new", "whsec_test"], 299), Ok(()));
    }

    #[test]
    fn forged_or_old_signature_is_refused() {
        let header = format!("t=1700000000,v1={SIGNATURE}");
        assert_eq!(check(&header, &["whsec_other"], 0), Err(SignatureError::Wrong));
        assert_eq!(check(&header, &["whsec_test"], 301), Err(SignatureError::TooOld));
        assert_eq!(check(&header, &["whsec_test"], -301), Err(SignatureError::TooOld));
        assert_eq!(check("v1=00", &["whsec_test"], 0), Err(SignatureError::Malformed));
        assert_eq!(check("t=1700000001,v1=zz", &["whsec_test"], 0), Err(SignatureError::Wrong));
    }
}
