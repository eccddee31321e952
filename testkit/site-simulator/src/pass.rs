//! Passes, verified by the public keys of the service alone: an implementation of the format in
//! `docs/DEVICES.md`, independent of the one that signs them.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use ed25519_dalek::{SIGNATURE_LENGTH, Signature, VerifyingKey};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The text in front of the signed bytes.
const PURPOSE: &[u8] = b"curbhold-pass-v1";
const VERSION: u8 = 1;

/// A signed right to enter and leave a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pass {
    pub(crate) holder: Holder,
    pub(crate) site_id: Uuid,
    pub(crate) from: DateTime<Utc>,
    /// Exclusive.
    pub(crate) until: DateTime<Utc>,
}

/// The reservation (kind 1), account (kind 2) or vehicle (kind 3) of a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Holder {
    kind: u8,
    subject: Uuid,
}

/// A public key, with the byte by which passes name it.
#[derive(Debug, Clone)]
pub(crate) struct PassKey {
    byte: u8,
    key: VerifyingKey,
}

impl PassKey {
    /// Reads the keys of `GET /api/v1/quote-keys`; others than Ed25519 keys are left out.
    pub(crate) fn read_all(body: &Value) -> Vec<Self> {
        let keys = body.get("keys").and_then(Value::as_array);
        keys.into_iter().flatten().filter_map(Self::read).collect()
    }

    fn read(key: &Value) -> Option<Self> {
        let text = key.get("x")?.as_str()?;
        let bytes: [u8; 32] = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let [byte, ..] = <[u8; 32]>::from(Sha256::digest(bytes));
        Some(Self { byte, key: VerifyingKey::from_bytes(&bytes).ok()? })
    }
}

impl Pass {
    /// Verifies the signature of a pass and reads its content, whatever its site and time.
    pub(crate) fn verify(text: &str, keys: &[PassKey]) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (content, signature) = bytes.split_last_chunk::<SIGNATURE_LENGTH>()?;
        let signature = Signature::from_bytes(signature);
        let [VERSION, named, ..] = content else { return None };
        let signed = [PURPOSE, content].concat();
        let mut keys = keys.iter().filter(|key| key.byte == *named);
        let is_signed = keys.any(|key| key.key.verify_strict(&signed, &signature).is_ok());
        if is_signed { Self::parse(content) } else { None }
    }

    fn parse(content: &[u8]) -> Option<Self> {
        let [_, _, kind @ 1..=3, rest @ ..] = content else { return None };
        let (subject, rest) = rest.split_first_chunk::<16>()?;
        let (site, rest) = rest.split_first_chunk::<16>()?;
        let (from, until) = rest.split_first_chunk::<4>()?;
        let time = |bytes| DateTime::from_timestamp(u32::from_be_bytes(bytes).into(), 0);
        Some(Self {
            holder: Holder { kind: *kind, subject: Uuid::from_bytes(*subject) },
            site_id: Uuid::from_bytes(*site),
            from: time(*from)?,
            until: time(until.try_into().ok()?)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The example of `docs/DEVICES.md`: the key of RFC 8037, appendix A.
    const KEY: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    const PASS: &str = "ASEBAZjFonswfE6dLxorPE1ebwGYxaIAAHAAgAAAAAAAAAFxpkJ4caZvAH0KbRTg0oBhHYVj4C\
        mN3ev7s_TsZEI23An4myWyrhHedMyp-nNR-HuwCeTFLedIMyh5fOkmAgG4kNcCmUdnKAY";

    fn keys(key: &str) -> Vec<PassKey> {
        PassKey::read_all(&json!({ "keys": [{ "kty": "OKP", "x": "?" }, { "x": key }] }))
    }

    #[test]
    fn example_is_verified() {
        let pass = Pass::verify(PASS, &keys(KEY)).unwrap();
        let subject = "0198c5a2-7b30-7c4e-9d2f-1a2b3c4d5e6f".parse().unwrap();
        assert_eq!(pass.holder, Holder { kind: 1, subject });
        assert_eq!(pass.site_id.to_string(), "0198c5a2-0000-7000-8000-000000000001");
        assert_eq!(pass.from.to_rfc3339(), "2030-06-03T12:50:00+00:00");
        assert_eq!(pass.until.to_rfc3339(), "2030-06-03T16:00:00+00:00");
    }

    #[test]
    fn changed_pass_is_refused() {
        let keys = keys(KEY);
        for at in 0..PASS.len() {
            let letter = if PASS.as_bytes()[at] == b'A' { "B" } else { "A" };
            let changed = format!("{}{letter}{}", &PASS[..at], &PASS[at + 1..]);
            assert_eq!(Pass::verify(&changed, &keys), None, "{changed}");
        }
        for text in ["", "maple-river-stone", &PASS[..PASS.len() - 1]] {
            assert_eq!(Pass::verify(text, &keys), None, "{text}");
        }
    }

    #[test]
    fn unknown_key_verifies_nothing() {
        let other = keys("PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw");
        assert_eq!(other.len(), 1);
        assert_eq!(Pass::verify(PASS, &other), None);
        assert_eq!(Pass::verify(PASS, &[]), None);
    }
}
