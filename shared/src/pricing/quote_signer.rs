//! Signatures of quotes, for readers without our database: kiosks, partners, and devices that are
//! offline. `docs/API.md` describes how they verify one. The same keys sign the codes and passes of
//! sites; see `equipment/code_tokens.rs`.

use std::str::FromStr;

use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use chrono::{DateTime, Utc};
use ed25519_dalek::{SECRET_KEY_LENGTH, SIGNATURE_LENGTH, Signature, Signer, SigningKey};
use serde::Serialize;
use sha2::{Digest, Sha256};
use url::Url;

use super::{domain::stay_parts::StayLine, models::quote::Quote};
use crate::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    platform::domain::{
        ids::{QuoteId, ReservationId, SpotId, TariffVersionId},
        money::Currency,
    },
};

/// The algorithm of the signatures (RFC 8037), with keys on the curve Ed25519.
pub const ALGORITHM: &str = "EdDSA";

/// An Ed25519 key pair (RFC 8032). Its debug output has no secret.
#[derive(Debug, Clone)]
pub struct QuoteKey {
    pair: SigningKey,
    public: String,
    id: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("each key must be 32 bytes in base64")]
pub struct InvalidQuoteKey;

/// Signs quotes with the first of its keys; without keys, quotes have no signature.
#[derive(Debug, Clone)]
pub struct QuoteSigner {
    keys: Vec<QuoteKey>,
    issuer: String,
}

/// A quote as text, and its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedQuote {
    /// [`QuoteKey::id`] of the key that signed.
    pub key_id: String,
    /// Canonical JSON (RFC 8785), whose UTF-8 bytes are signed.
    pub text: String,
    /// 64 bytes in base64url without padding.
    pub signature: String,
}

/// The members of [`SignedQuote::text`], which are part of the API.
#[derive(Serialize)]
struct SignedContent<'a> {
    issuer: &'a str,
    id: QuoteId,
    spot_id: SpotId,
    reservation_id: Option<ReservationId>,
    vehicle_class: VehicleClass,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    tariff_version_id: Option<TariffVersionId>,
    total_minor: i64,
    currency: Currency,
    lines: &'a [StayLine],
    expires_at: DateTime<Utc>,
}

impl QuoteKey {
    fn new(seed: &[u8; SECRET_KEY_LENGTH]) -> Self {
        let pair = SigningKey::from_bytes(seed);
        let public = BASE64_URL_SAFE_NO_PAD.encode(pair.verifying_key().as_bytes());
        let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{public}"}}"#);
        let id = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(members.as_bytes()));
        Self { pair, public, id }
    }

    /// The thumbprint of the public key (RFC 7638), in base64url without padding.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The public key in base64url without padding, as `x` of a JSON Web Key (RFC 8037).
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The first byte of the SHA-256 hash of the 32 bytes of the public key.
    fn byte(&self) -> u8 {
        let [first, ..] = <[u8; 32]>::from(Sha256::digest(self.pair.verifying_key().as_bytes()));
        first
    }

    fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_LENGTH] {
        self.pair.sign(message).to_bytes()
    }
}

impl FromStr for QuoteKey {
    type Err = InvalidQuoteKey;

    /// Reads the seed of the key pair: 32 bytes in base64 with padding.
    fn from_str(text: &str) -> Result<Self, InvalidQuoteKey> {
        let bytes = BASE64_STANDARD.decode(text).map_err(|_| InvalidQuoteKey)?;
        let seed: [u8; SECRET_KEY_LENGTH] = bytes.try_into().map_err(|_| InvalidQuoteKey)?;
        Ok(Self::new(&seed))
    }
}

impl QuoteSigner {
    /// `issuer` is the public base URL of the site.
    pub fn new(keys: Vec<QuoteKey>, issuer: &Url) -> Self {
        Self { keys, issuer: issuer.to_string() }
    }

    /// The keys that may have signed a valid quote, the current one first.
    pub fn keys(&self) -> &[QuoteKey] {
        &self.keys
    }

    /// Signs a quote; `None` without a key.
    ///
    /// # Errors
    /// Never in practice: when the quote cannot be serialised as JSON.
    pub fn sign(&self, quote: &Quote) -> Result<Option<SignedQuote>> {
        let Some(key) = self.keys.first() else { return Ok(None) };
        let text = canonical(&SignedContent {
            issuer: &self.issuer,
            id: quote.id,
            spot_id: quote.spot_id,
            reservation_id: quote.reservation_id,
            vehicle_class: quote.vehicle_class,
            starts_at: quote.period.starts_at(),
            ends_at: quote.period.ends_at(),
            tariff_version_id: quote.tariff_version_id,
            total_minor: quote.total_minor,
            currency: quote.currency,
            lines: &quote.lines,
            expires_at: quote.expires_at,
        })?;
        let signature = BASE64_URL_SAFE_NO_PAD.encode(key.sign(text.as_bytes()));
        Ok(Some(SignedQuote { key_id: key.id.clone(), text, signature }))
    }

    /// The byte by which binary messages name the key that signs; `None` without a key.
    pub fn key_byte(&self) -> Option<u8> {
        self.keys.first().map(QuoteKey::byte)
    }

    /// Signs the bytes of the purpose, followed by those of the message; `None` without a key. No
    /// purpose begins with another one or with `{`, as quotes do.
    pub fn sign_bytes(&self, purpose: &str, message: &[u8]) -> Option<[u8; SIGNATURE_LENGTH]> {
        let key = self.keys.first()?;
        Some(key.sign(&[purpose.as_bytes(), message].concat()))
    }

    /// Verifies a signature of [`Self::sign_bytes`] with the keys that have this byte.
    pub fn verify_bytes(&self, purpose: &str, key: u8, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        let signed = [purpose.as_bytes(), message].concat();
        let mut keys = self.keys.iter().filter(|one| one.byte() == key);
        keys.any(|key| key.pair.verifying_key().verify_strict(&signed, &signature).is_ok())
    }
}

fn canonical(content: &impl Serialize) -> Result<String> {
    serde_json_canonicalizer::to_string(content).map_err(|error| Error::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn key(seed: &str) -> QuoteKey {
        BASE64_STANDARD.encode(hex::decode(seed).unwrap()).parse().unwrap()
    }

    /// RFC 8037, appendix A.
    #[test]
    fn key_id_is_the_thumbprint_of_rfc_8037() {
        let key = key("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        assert_eq!(key.public(), "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assert_eq!(key.id(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    /// RFC 8032, section 7.1, test 2.
    #[test]
    fn signature_is_that_of_rfc_8032() {
        let key = key("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        assert_eq!(key.public(), "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw");
        assert_eq!(
            hex::encode(key.sign(&[0x72])),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        );
    }

    /// RFC 8785, sections 3.2.2 and 3.2.3.
    #[test]
    fn canonical_json_is_that_of_rfc_8785() {
        let example = r#"{
            "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        }"#;
        let example: Value = serde_json::from_str(example).unwrap();
        assert_eq!(
            canonical(&example).unwrap(),
            r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
                .to_owned()
                + r#""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        );
        let names = json!({ "\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5,
            "\u{80}": 6, "\u{f6}": 7 });
        assert_eq!(
            canonical(&names).unwrap(),
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\
             \"\u{fb33}\":3}"
        );
    }

    #[test]
    fn signed_bytes_have_one_purpose_and_key() {
        let key = |byte: u8| BASE64_STANDARD.encode([byte; 32]).parse::<QuoteKey>().unwrap();
        let signer = |keys| QuoteSigner::new(keys, &"https://curbhold.example/".parse().unwrap());
        let (old, both) = (signer(vec![key(7)]), signer(vec![key(8), key(7)]));
        assert_eq!((old.key_byte(), both.key_byte()), (Some(254), Some(92)));
        let signature = old.sign_bytes("code", b"text").unwrap();
        for signer in [&old, &both] {
            assert!(signer.verify_bytes("code", 254, b"text", &signature));
            assert!(!signer.verify_bytes("code", 254, b"texts", &signature));
            assert!(!signer.verify_bytes("pass", 254, b"text", &signature));
            assert!(!signer.verify_bytes("code", 92, b"text", &signature));
            assert!(!signer.verify_bytes("code", 254, b"text", &signature[1..]));
        }
        assert_ne!(both.sign_bytes("code", b"text"), Some(signature), "the first one signs");
        let none = signer(Vec::new());
        assert_eq!((none.key_byte(), none.sign_bytes("code", b"text")), (None, None));
        assert!(!none.verify_bytes("code", 254, b"text", &signature));
    }

    #[test]
    fn key_of_another_length_is_refused() {
        let long = BASE64_STANDARD.encode([7_u8; 33]);
        for text in ["", "a secret", "c2hvcnQ=", long.as_str()] {
            assert_eq!(text.parse::<QuoteKey>().err(), Some(InvalidQuoteKey), "{text}");
        }
    }

    #[test]
    fn debug_output_has_no_secret() {
        let key: QuoteKey = BASE64_STANDARD.encode([7_u8; 32]).parse().unwrap();
        let printed = format!("{key:?}");
        assert!(printed.contains(key.id()) && !printed.contains("7, 7, 7"), "{printed}");
    }
}
