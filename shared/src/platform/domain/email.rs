//! Email addresses: syntax checks only; only a delivered mail shows that an address exists. A
//! domain is stored in its DNS form (IDNA, RFC 5891), which every mail server accepts.

use std::{borrow::Cow, fmt, str::FromStr};

use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

/// Domain of the placeholder addresses of erased drivers. `.invalid` is reserved: it never has a
/// mailbox (RFC 2606, 2).
const ERASED: &str = "erased.invalid";
/// Maximum length of an address, in bytes (RFC 5321, 4.5.3.1).
const MAX_BYTES: usize = 254;
/// Maximum length of a local part, in bytes (RFC 5321, 4.5.3.1.1).
const MAX_LOCAL_BYTES: usize = 64;

/// An email address, trimmed; addresses that differ only in case belong to the same person. An
/// international domain is stored as `xn--…`, an international local part in NFC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("is not an email address")]
pub struct InvalidEmail;

impl Email {
    /// The address as entered, except for an international domain.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns the form in which two spellings of one address are equal. A text that is not an address
/// is trimmed and lower-cased.
pub fn comparison_form(text: &str) -> String {
    text.parse::<Email>()
        .map_or_else(|_| text.trim().to_lowercase(), |email| email.0.to_lowercase())
}

/// Returns the placeholder that replaces the address of an erased driver.
pub fn tombstone(id: Uuid) -> String {
    format!("erased-{id}@{ERASED}")
}

/// Returns whether an address is the placeholder of an erased driver, to which no mail is sent.
pub fn is_tombstone(address: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(_, host)| host == ERASED)
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Email {
    type Err = InvalidEmail;

    /// Requires a local part, an `@`, and a dotted host whose last label is not a number; no white
    /// space or control characters.
    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        let (local, host) = text.trim().rsplit_once('@').ok_or(InvalidEmail)?;
        let (local, host) = (local_part(local)?, domain(host)?);
        let address = format!("{local}@{host}");
        if address.len() <= MAX_BYTES { Ok(Self(address)) } else { Err(InvalidEmail) }
    }
}

/// Accepts visible characters of any script and the ASCII of RFC 5322's `atext`, in parts separated
/// by single dots (RFC 6531, 3.3).
fn local_part(text: &str) -> Result<Cow<'_, str>, InvalidEmail> {
    let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) };
    let is_allowed = |c: char| match c {
        c if c.is_ascii() => c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c),
        c => !(c.is_whitespace() || c.is_control() || is_invisible(c)),
    };
    let is_valid = (1..=MAX_LOCAL_BYTES).contains(&text.len())
        && !text.starts_with('.')
        && !text.ends_with('.')
        && !text.contains("..")
        && text.chars().all(is_allowed);
    if is_valid { Ok(text) } else { Err(InvalidEmail) }
}

/// Invisible characters would make two addresses look alike.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{e000}'..='\u{f8ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffd}'
        | '\u{e0000}'..='\u{10ffff}')
}

/// Converts the domain to its DNS form; an ASCII domain stays as it is.
fn domain(text: &str) -> Result<Cow<'_, str>, InvalidEmail> {
    let is_international = !text.is_ascii()
        || text
            .split('.')
            .any(|label| label.get(..4).is_some_and(|ace| ace.eq_ignore_ascii_case("xn--")));
    let host = match is_international {
        true => Cow::Owned(idna::domain_to_ascii_strict(text).map_err(|_| InvalidEmail)?),
        false => Cow::Borrowed(text),
    };
    let labels_valid = host.split('.').all(|label| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    });
    // No top-level domain is a number (RFC 3696, 2): such a host is an IP address.
    let top = host.rsplit_once('.').map(|(_, top)| top).ok_or(InvalidEmail)?;
    let is_number = top.bytes().all(|byte| byte.is_ascii_digit());
    if labels_valid && !is_number { Ok(host) } else { Err(InvalidEmail) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deliverable_addresses_are_accepted() {
        for text in [
            "a@b.co",
            "first.last+tag@sub.example.org",
            " padded@example.com ",
            "o'neil@example.ie",
            "a@4.example",
        ] {
            assert_eq!(text.parse::<Email>().unwrap().as_str(), text.trim());
        }
    }

    #[test]
    fn international_addresses_have_one_form() {
        for (text, expected) in [
            ("ann@bücher.example", "ann@xn--bcher-kva.example"),
            ("ann@BÜCHER.example", "ann@xn--bcher-kva.example"),
            ("ann@bu\u{308}cher.example", "ann@xn--bcher-kva.example"),
            ("ann@XN--BCHER-KVA.example", "ann@xn--bcher-kva.example"),
            ("ann@例え。テスト", "ann@xn--r8jz45g.xn--zckzah"),
            ("jo\u{308}rg@example.org", "jörg@example.org"),
            ("用户@例え.テスト", "用户@xn--r8jz45g.xn--zckzah"),
            ("Ann@Example.COM", "Ann@Example.COM"),
        ] {
            assert_eq!(text.parse::<Email>().unwrap().as_str(), expected, "{text}");
        }
        assert_eq!(
            comparison_form(" ANN@Bücher.example"),
            comparison_form("ann@xn--bcher-kva.EXAMPLE")
        );
        assert_eq!(comparison_form(" Nobody "), "nobody");
    }

    #[test]
    fn tombstone_is_not_an_address() {
        assert!(is_tombstone(&tombstone(Uuid::nil())));
        assert!(!is_tombstone("erased@example.com"));
    }

    #[test]
    fn malformed_addresses_are_refused() {
        let long = format!("{}@example.com", "a".repeat(65));
        let long_too = format!("{}@example.com", "ü".repeat(33));
        for text in [
            "",
            "a",
            "a@b",
            "@b.co",
            "a@",
            "a b@c.de",
            "a@b@c.de",
            "a@.de",
            "a..b@c.de",
            "a@b\r\n.de",
            &long,
            &long_too,
            "ann@1.2",
            "ann@192.0.2.1",
            "ann@[192.0.2.1]",
            "ann@xn--a.example",
            "a\u{200b}b@c.de",
            "a\u{202e}b@c.de",
            "ann@b\u{2028}c.de",
            "a\u{a0}b@c.de",
        ] {
            assert_eq!(text.parse::<Email>(), Err(InvalidEmail), "{text:?}");
        }
    }
}
