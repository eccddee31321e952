//! `SMTP_URL` (required, `smtp://` or `smtps://`), `MAIL_FROM` and `PUBLIC_URL` (required: where the links in mails lead).

use secrecy::SecretString;
use url::Url;

use super::Environment;

/// How mails are sent, and what they link to.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `smtps://user:password@host:465`, or `smtp://host:port`.
    pub smtp_url: SecretString,
    /// The sender, with or without a name.
    pub from: String,
    /// Where drivers reach the site.
    pub public_url: Url,
}

impl Settings {
    /// Reads the variables.
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let smtp_url = env.secret("SMTP_URL", 1);
        let from = env.or("MAIL_FROM", "Curbhold <no-reply@curbhold.example>".to_owned());
        let public_url = public_url_from_env(env);
        Some(Self { smtp_url: smtp_url?, from: from?, public_url: public_url? })
    }
}

/// Reads where drivers reach the site.
pub fn public_url_from_env(env: &mut Environment) -> Option<Url> {
    env.required("PUBLIC_URL")
}
