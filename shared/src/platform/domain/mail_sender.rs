//! The sender of mails and calendar files, as the header `From` writes it.

use std::str::FromStr;

/// An email address with or without a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSender {
    pub name: Option<String>,
    pub address: String,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("must be an email address, or a name with an address: Name <mail@example.com>")]
pub struct InvalidMailSender;

impl FromStr for MailSender {
    type Err = InvalidMailSender;

    /// Accepts hosts without a dot, such as `localhost`: a relay may know them.
    fn from_str(text: &str) -> Result<Self, InvalidMailSender> {
        let text = text.trim();
        let (name, address) = match text.strip_suffix('>') {
            Some(named) => named.rsplit_once('<').ok_or(InvalidMailSender)?,
            None => ("", text),
        };
        let is_allowed = |letter: char| {
            !letter.is_whitespace() && !letter.is_control() && !"<>,;:\"".contains(letter)
        };
        let (local, host) = address.rsplit_once('@').ok_or(InvalidMailSender)?;
        if local.is_empty() || host.is_empty() || !address.chars().all(is_allowed) {
            return Err(InvalidMailSender);
        }
        let name = name.trim();
        let quoted = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
        let name = quoted.map_or_else(|| name.to_owned(), unescape);
        Ok(Self { name: Some(name).filter(|name| !name.is_empty()), address: address.to_owned() })
    }
}

/// Removes the backslashes of a quoted string (RFC 5322, 3.2.4).
fn unescape(quoted: &str) -> String {
    let mut letters = quoted.chars();
    let mut text = String::with_capacity(quoted.len());
    while let Some(letter) = letters.next() {
        text.extend(if letter == '\\' { letters.next() } else { Some(letter) });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sender_has_an_address_and_perhaps_a_name() {
        for (text, name, address) in [
            ("Curbhold <no-reply@curbhold.example>", Some("Curbhold"), "no-reply@curbhold.example"),
            ("no-reply@localhost", None, "no-reply@localhost"),
            (" <mail@park.example> ", None, "mail@park.example"),
            (
                r#""Parking, \"Inc.\"" <mail@park.example>"#,
                Some(r#"Parking, "Inc.""#),
                "mail@park.example",
            ),
        ] {
            let sender: MailSender = text.parse().unwrap();
            assert_eq!(
                (sender.name.as_deref(), sender.address.as_str()),
                (name, address),
                "{text}"
            );
        }
    }

    #[test]
    fn text_without_an_address_is_rejected() {
        for text in [
            "",
            "Curbhold",
            "Curbhold <>",
            "Curbhold no-reply@a.b",
            "a@b>",
            "@a.b",
            "a@",
            "Curbhold <a@b\r\nX:1>",
        ] {
            assert_eq!(text.parse::<MailSender>(), Err(InvalidMailSender), "{text}");
        }
    }
}
