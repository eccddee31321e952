//! `SMTP_URL` (required, `smtp://` or `smtps://`), `SMTP_TLS` (`auto`, the default: STARTTLS is
//! required for `smtp://` with a password, and not used without one; `required`, `opportunistic` or
//! `off`), `SMTP_CA` (a certificate authority, as PEM, that is trusted in addition to the
//! system's), `MAIL_FROM` and `PUBLIC_URL` (required: base URL of the links in mails; its host is
//! the name in the SMTP `EHLO`).

use std::str::FromStr;

use secrecy::SecretString;
use url::Url;

use super::Environment;
use crate::platform::domain::mail_sender::MailSender;

/// Sender of mails without `MAIL_FROM`.
const DEFAULT_FROM: &str = "Curbhold <no-reply@curbhold.example>";

/// Settings of outgoing mail.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `smtps://user:password@host:465`, or `smtp://host:port`.
    pub smtp_url: SecretString,
    /// Use of STARTTLS on an `smtp://` connection.
    pub tls: SmtpTls,
    /// A certificate authority, as PEM, that is trusted in addition to the system's.
    pub ca_pem: Option<String>,
    /// The sender, with or without a display name.
    pub from: String,
    /// Public base URL of the site.
    pub public_url: Url,
}

/// Use of STARTTLS on an `smtp://` connection. `smtps://` is always encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SmtpTls {
    /// Required with a password, not used without one.
    #[default]
    Auto,
    /// Required: nothing is sent to a server that does not offer it.
    Required,
    /// Used where the server offers it.
    Opportunistic,
    /// Not used, even with a password: only for a server on the same machine or a private network.
    Off,
}

#[derive(Debug, thiserror::Error)]
#[error("must be auto, required, opportunistic or off")]
pub struct InvalidSmtpTls;

impl FromStr for SmtpTls {
    type Err = InvalidSmtpTls;

    fn from_str(text: &str) -> Result<Self, InvalidSmtpTls> {
        match text {
            "auto" => Ok(Self::Auto),
            "required" => Ok(Self::Required),
            "opportunistic" => Ok(Self::Opportunistic),
            "off" => Ok(Self::Off),
            _ => Err(InvalidSmtpTls),
        }
    }
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let smtp_url = env.secret("SMTP_URL", 1);
        let tls = env.or("SMTP_TLS", SmtpTls::default());
        let ca_pem = env.optional("SMTP_CA");
        let from = env.or("MAIL_FROM", DEFAULT_FROM.to_owned());
        let public_url = public_url_from_env(env);
        Some(Self {
            smtp_url: smtp_url?,
            tls: tls?,
            ca_pem: ca_pem?,
            from: from?,
            public_url: public_url?,
        })
    }
}

/// Reads the sender of mails, which is also the publisher of calendar files.
pub fn sender_from_env(env: &mut Environment) -> Option<MailSender> {
    match env.optional("MAIL_FROM")? {
        Some(sender) => Some(sender),
        None => DEFAULT_FROM.parse().ok(),
    }
}

/// Reads the public base URL of the site.
pub fn public_url_from_env(env: &mut Environment) -> Option<Url> {
    env.required("PUBLIC_URL")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sender_has_a_default() {
        let found = sender_from_env(&mut Environment::new(|_| None));
        assert_eq!(found.unwrap().address, "no-reply@curbhold.example");
        let mut env = Environment::new(|name| (name == "MAIL_FROM").then(|| "a@b".to_owned()));
        assert_eq!(sender_from_env(&mut env).unwrap().address, "a@b");
        let mut env = Environment::new(|name| (name == "MAIL_FROM").then(|| "Curbhold".to_owned()));
        assert_eq!(sender_from_env(&mut env), None);
    }
}
