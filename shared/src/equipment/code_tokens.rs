//! Signed texts: the tokens of codes, and passes. Each is the content, followed by its Ed25519
//! signature (64 bytes), in base64url without padding.
//!
//! The keys are those of quotes: the first one signs, and all verify. While printed codes hang,
//! their key stays in `QUOTE_SIGNING_KEY`.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use ed25519_dalek::SIGNATURE_LENGTH;

use super::domain::{code_token::CodeToken, pass::Pass};
use crate::{Error, Result, pricing::quote_signer::QuoteSigner};

/// Returns the token of a code.
///
/// # Errors
/// `SigningUnavailable` without a key.
pub fn write_code(signer: &QuoteSigner, token: CodeToken) -> Result<String> {
    write(signer, token.purpose(), |key| token.to_bytes(key))
}

/// Parses and verifies the token of a code. The code may be revoked.
///
/// # Errors
/// `UnknownCode` if it is not a token that one of the keys has signed.
pub fn read_code(signer: &QuoteSigner, text: &str) -> Result<CodeToken> {
    read(signer, text, |content| {
        let (token, key) = CodeToken::parse(content)?;
        Some((token, key, token.purpose()))
    })
}

/// Returns the text of a pass.
///
/// # Errors
/// `SigningUnavailable` without a key.
pub fn write_pass(signer: &QuoteSigner, pass: Pass) -> Result<String> {
    write(signer, Pass::PURPOSE, |key| pass.to_bytes(key))
}

/// Parses and verifies a pass, whatever its time.
///
/// # Errors
/// `UnknownCode` if it is not a pass that one of the keys has signed.
pub fn read_pass(signer: &QuoteSigner, text: &str) -> Result<Pass> {
    read(signer, text, |content| {
        let (pass, key) = Pass::parse(content)?;
        Some((pass, key, Pass::PURPOSE))
    })
}

fn write(
    signer: &QuoteSigner,
    purpose: &str,
    content: impl FnOnce(u8) -> Vec<u8>,
) -> Result<String> {
    let mut bytes = content(signer.key_byte().ok_or(Error::SigningUnavailable)?);
    let signature = signer.sign_bytes(purpose, &bytes).ok_or(Error::SigningUnavailable)?;
    bytes.extend(signature);
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// `parse` returns the content with the byte of its key and the purpose of its signature.
fn read<T>(
    signer: &QuoteSigner,
    text: &str,
    parse: impl FnOnce(&[u8]) -> Option<(T, u8, &'static str)>,
) -> Result<T> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| Error::UnknownCode)?;
    let (content, signature) =
        bytes.split_last_chunk::<SIGNATURE_LENGTH>().ok_or(Error::UnknownCode)?;
    let (parsed, key, purpose) = parse(content).ok_or(Error::UnknownCode)?;
    let is_signed = signer.verify_bytes(purpose, key, content, signature);
    if is_signed { Ok(parsed) } else { Err(Error::UnknownCode) }
}

#[cfg(test)]
mod tests {
    use base64::prelude::BASE64_STANDARD;
    use uuid::Uuid;

    use super::*;
    use crate::{
        equipment::domain::{
            code_kind::CodeKind,
            code_token::{CodeMark, step_at},
            pass::PassKind,
        },
        platform::domain::ids::{EntryCodeId, SiteId},
        pricing::quote_signer::QuoteKey,
    };

    /// The key of RFC 8037, appendix A.
    const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    fn signer(seeds: &[&str]) -> QuoteSigner {
        let key = |seed: &&str| {
            BASE64_STANDARD.encode(hex::decode(seed).unwrap()).parse::<QuoteKey>().unwrap()
        };
        let issuer = "https://curbhold.example/".parse().unwrap();
        QuoteSigner::new(seeds.iter().map(key).collect(), &issuer)
    }

    fn id() -> Uuid {
        "0198c5a2-7b30-7c4e-9d2f-1a2b3c4d5e6f".parse().unwrap()
    }

    fn printed() -> CodeToken {
        let mark = CodeMark::Serial(1);
        CodeToken { code_id: EntryCodeId(id()), kind: CodeKind::Entrance, mark }
    }

    fn shown() -> CodeToken {
        let mark = CodeMark::Step(step_at("2030-06-03T13:00:00Z".parse().unwrap()));
        CodeToken { kind: CodeKind::Exit, mark, ..printed() }
    }

    fn pass() -> Pass {
        Pass {
            kind: PassKind::Reservation,
            subject: id(),
            site_id: SiteId("0198c5a2-0000-7000-8000-000000000001".parse().unwrap()),
            from: "2030-06-03T12:50:00Z".parse().unwrap(),
            until: "2030-06-03T16:00:00Z".parse().unwrap(),
        }
    }

    /// Computed with another implementation of Ed25519.
    const TEXTS: [&str; 3] = [
        "ASEBmMWiezB8Tp0vGis8TV5vAQAB5lMLB0WyA-KdpvqaBiOc5SDF4bP6dZJ950uNFo3UIJsNDCVn4OtHh8U-TyHL\
         A0MtgV6_LJLnqUN7jz1-awCBAg",
        "AiEBmMWiezB8Tp0vGis8TV5vAgPJzxhVufVOddXJgtvHtn81_YBUrGVGIJcMdIEoMPBGH_6iYWjX9c_OWBak5PF3\
         uKgzAQlE57BPuDzregomh9B0A6kB",
        "ASEBAZjFonswfE6dLxorPE1ebwGYxaIAAHAAgAAAAAAAAAFxpkJ4caZvAH0KbRTg0oBhHYVj4CmN3ev7s_TsZEI2\
         3An4myWyrhHedMyp-nNR-HuwCeTFLedIMyh5fOkmAgG4kNcCmUdnKAY",
    ];

    #[test]
    fn texts_are_those_of_the_format() {
        let signer = signer(&[SEED]);
        let [code, screen, right] = TEXTS;
        assert_eq!(write_code(&signer, printed()).unwrap(), code);
        assert_eq!(write_code(&signer, shown()).unwrap(), screen);
        assert_eq!(write_pass(&signer, pass()).unwrap(), right);
        assert_eq!(read_code(&signer, code).unwrap(), printed());
        assert_eq!(read_code(&signer, screen).unwrap(), shown());
        assert_eq!(read_pass(&signer, right).unwrap(), pass());
    }

    #[test]
    fn changed_text_is_unknown() {
        let signer = signer(&[SEED]);
        let [code, _, right] = TEXTS;
        for at in 0..code.len() {
            let letter = if code.as_bytes()[at] == b'A' { "B" } else { "A" };
            let changed = format!("{}{letter}{}", &code[..at], &code[at + 1..]);
            let read = read_code(&signer, &changed);
            assert!(matches!(read, Err(Error::UnknownCode)), "{changed}");
        }
        for text in ["", "maple-river-stone", &code[..113], &format!("{code}A"), right] {
            assert!(matches!(read_code(&signer, text), Err(Error::UnknownCode)), "{text}");
        }
        assert!(matches!(read_pass(&signer, code), Err(Error::UnknownCode)));
    }

    #[test]
    fn older_key_verifies_while_it_is_listed() {
        let other = "07".repeat(32);
        let [code, ..] = TEXTS;
        assert_eq!(read_code(&signer(&[&other, SEED]), code).unwrap(), printed());
        for without in [signer(&[&other]), signer(&[])] {
            assert!(matches!(read_code(&without, code), Err(Error::UnknownCode)));
        }
        let unsigned = write_code(&signer(&[]), printed());
        assert!(matches!(unsigned, Err(Error::SigningUnavailable)));
    }
}
