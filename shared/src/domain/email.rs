//! Email addresses, checked just enough to be worth a mail; whether one exists only a mail can tell.

use std::{fmt, str::FromStr};

use uuid::Uuid;

/// Where the made-up addresses of erased drivers are: nobody can ever have a mailbox there (RFC 2606, 2).
const ERASED: &str = "erased.invalid";

/// An email address, trimmed; two that differ only in case belong to the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

/// Why a text is no email address.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("is not an email address")]
pub struct InvalidEmail;

impl Email {
    /// The address as the driver wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The address that takes the place of an erased driver's.
pub fn tombstone(id: Uuid) -> String {
    format!("erased-{id}@{ERASED}")
}

/// Whether an address has taken the place of an erased driver's: no mail goes there.
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

    /// One `@`, something before it, a dotted host behind it, no blanks or control characters, at most 254 bytes (RFC 5321, 4.5.3.1).
    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim();
        let (local, host) = text.split_once('@').ok_or(InvalidEmail)?;
        let labels_valid = host.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
        let local_valid = (1..=64).contains(&local.len())
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        if text.len() <= 254 && local_valid && labels_valid && host.contains('.') {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidEmail)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_mail_could_reach_are_taken() {
        for text in ["a@b.co", "first.last+tag@sub.example.org", " padded@example.com ", "o'neil@example.ie"] {
            assert!(text.parse::<Email>().is_ok(), "{text}");
        }
    }

    #[test]
    fn a_tombstone_is_told_from_an_address() {
        assert!(is_tombstone(&tombstone(Uuid::nil())));
        assert!(!is_tombstone("erased@example.com"));
    }

    #[test]
    fn texts_that_are_no_address_are_refused() {
        let long = format!("{}@example.com", "a".repeat(65));
        for text in ["", "a", "a@b", "@b.co", "a@", "a b@c.de", "a@b@c.de", "a@.de", "a..b@c.de", "a@b\r\n.de", &long] {
            assert_eq!(text.parse::<Email>(), Err(InvalidEmail), "{text:?}");
        }
    }
}
