//! The code that a driver presents, in request bodies.

use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    equipment::{
        code_tokens::read_code,
        domain::{code_kind::CodeKind, direction::LaneDirection, sun::SunMessage},
        models::{entry_code::EntryCode, lane::Lane},
        operations::resolve_code::Presented,
    },
    platform::{db::PgConnection, domain::ids::NfcTagId},
    pricing::quote_signer::QuoteSigner,
};
use utoipa::ToSchema;
use uuid::Uuid;

/// The message of an NFC tag: the parameters of the address that the phone has read.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(crate) struct TagMessage {
    /// Parameter `t`.
    tag: Uuid,
    /// Parameter `e`: 32 hexadecimal digits.
    #[schema(example = "EF963FF7828658A599F3041510671E88")]
    e: String,
    /// Parameter `c`: 16 hexadecimal digits.
    #[schema(example = "94EED9EE65337086")]
    c: String,
}

/// A code: give one of the members.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
pub(crate) struct PresentedBody {
    /// Content of a scanned code: the part of its address behind `/go/`.
    code: Option<String>,
    /// The three words below a code, in any spelling.
    #[schema(example = "maple river stone")]
    words: Option<String>,
    /// Message of an NFC tag.
    nfc: Option<TagMessage>,
}

/// The members of a body that present a code.
#[derive(Clone, Copy)]
pub(super) struct CodeMembers<'a> {
    pub(super) code: Option<&'a str>,
    pub(super) words: Option<&'a str>,
    pub(super) nfc: Option<&'a TagMessage>,
}

impl PresentedBody {
    pub(super) fn members(&self) -> CodeMembers<'_> {
        CodeMembers {
            code: self.code.as_deref(),
            words: self.words.as_deref(),
            nfc: self.nfc.as_ref(),
        }
    }
}

impl CodeMembers<'_> {
    pub(super) fn has_words(self) -> bool {
        self.words.is_some()
    }

    /// Returns the presented code, whose signature is verified.
    ///
    /// # Errors
    /// `UnknownCode`; `Invalid` without a member, and with several.
    pub(super) fn require(self, signer: &QuoteSigner) -> Result<Presented> {
        self.read(signer)?
            .ok_or_else(|| Error::field("code", "required", "or words or nfc must be given"))
    }

    /// Returns the presented code, whose signature is verified; `None` without a member.
    ///
    /// # Errors
    /// `UnknownCode`; `Invalid` with several members.
    pub(super) fn read(self, signer: &QuoteSigner) -> Result<Option<Presented>> {
        let conflicting =
            |name| Error::field(name, "conflicting", "cannot be given beside another");
        match (self.code, self.words, self.nfc) {
            (None, None, None) => Ok(None),
            (Some(token), None, None) => Ok(Some(Presented::Code(read_code(signer, token)?))),
            (None, Some(words), None) => Ok(Some(Presented::Words(words.to_owned()))),
            (None, None, Some(message)) => message.read().map(Some),
            (_, Some(_), _) => Err(conflicting("words")),
            (_, None, Some(_)) => Err(conflicting("nfc")),
        }
    }
}

impl TagMessage {
    fn read(&self) -> Result<Presented> {
        let message =
            SunMessage { encrypted: digits("nfc.e", &self.e)?, mac: digits("nfc.c", &self.c)? };
        Ok(Presented::Tag { id: NfcTagId(self.tag), message })
    }
}

fn digits<const BYTES: usize>(field: &str, text: &str) -> Result<[u8; BYTES]> {
    let mut bytes = [0; BYTES];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| {
        Error::field(field, "malformed", format!("must be {} hexadecimal digits", 2 * BYTES))
    })?;
    Ok(bytes)
}

/// Returns whether a code is for leaving, or else for entering. The code of a spot, or of a lane
/// that is used in both directions, is for both.
pub(super) fn is_for(conn: &mut PgConnection, code: &EntryCode, is_exit: bool) -> Result<bool> {
    let fits = match code.kind {
        CodeKind::Spot => true,
        CodeKind::Entrance => !is_exit,
        CodeKind::Exit => is_exit,
    };
    match code.lane_id {
        Some(id) if !fits => Ok(Lane::find(conn, id)?.direction == LaneDirection::Both),
        _ => Ok(fits),
    }
}

/// Checks that a code is for leaving, or else for entering, as [`is_for`] does.
///
/// # Errors
/// `WrongDirection`.
pub(super) fn check_direction(
    conn: &mut PgConnection,
    code: &EntryCode,
    is_exit: bool,
) -> Result<()> {
    if is_for(conn, code, is_exit)? {
        Ok(())
    } else {
        Err(Error::WrongDirection { is_exit: code.kind == CodeKind::Exit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer() -> QuoteSigner {
        QuoteSigner::new(Vec::new(), &"https://curbhold.example/".parse().unwrap())
    }

    fn field(body: &PresentedBody) -> String {
        match body.members().require(&signer()) {
            Err(Error::Invalid(errors)) => {
                errors.into_iter().map(|error| error.field).collect::<Vec<_>>().join(" ")
            }
            other => panic!("{other:?}"),
        }
    }

    fn nfc(e: &str, c: &str) -> Option<TagMessage> {
        Some(TagMessage { tag: Uuid::nil(), e: e.to_owned(), c: c.to_owned() })
    }

    #[test]
    fn exactly_one_code_is_presented() {
        assert_eq!(field(&PresentedBody::default()), "code");
        let words = || Some("maple river stone".to_owned());
        let code = Some("x".to_owned());
        assert_eq!(field(&PresentedBody { code, words: words(), nfc: None }), "words");
        let body = PresentedBody { words: words(), ..PresentedBody::default() };
        let read = body.members().read(&signer()).unwrap();
        assert_eq!(read, Some(Presented::Words("maple river stone".to_owned())));
        assert_eq!(PresentedBody::default().members().read(&signer()).unwrap(), None);
    }

    #[test]
    fn digits_of_a_tag_are_counted() {
        let (e, c) = ("EF963FF7828658A599F3041510671E88", "94eed9ee65337086");
        let body = |nfc| PresentedBody { nfc, ..PresentedBody::default() };
        assert_eq!(field(&body(nfc("EF96", c))), "nfc.e");
        assert_eq!(field(&body(nfc(e, "94eed9ee6533708g"))), "nfc.c");
        let read = body(nfc(e, c)).members().require(&signer()).unwrap();
        let Presented::Tag { message, .. } = read else { panic!("{read:?}") };
        assert_eq!(hex::encode(message.mac), c);
    }
}
