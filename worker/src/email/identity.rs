//! Mails about an account, and the verification of an address.

use minijinja::context;
use shared::platform::domain::{language::Language, mail::AccountMail};
use url::Url;

use super::{
    messages::text,
    render::{Rendered, render_with},
};

/// Link and code that prove receipt of a mail.
#[derive(Debug, Clone)]
pub struct Proof {
    pub code: String,
    pub url: Url,
    /// Validity of the code.
    pub code_minutes: i64,
    /// Validity of the link.
    pub link_hours: i64,
}

impl Proof {
    /// Returns a copy without the token and the digits of the code.
    pub(super) fn without_secrets(mut self) -> Self {
        self.url.set_fragment(None);
        self.code = "\u{2022}".repeat(self.code.len());
        self
    }
}

/// Content of a mail about an account.
#[derive(Debug, Clone)]
pub struct AccountFacts {
    pub language: Language,
    pub email: String,
    /// Link and code, for mails that require a verification.
    pub proof: Option<Proof>,
    pub public_url: Url,
}

impl AccountFacts {
    /// Returns the facts without link tokens and codes, in the form that is stored.
    #[must_use]
    pub fn without_secrets(&self) -> Self {
        Self { proof: self.proof.clone().map(Proof::without_secrets), ..self.clone() }
    }
}

/// Renders a mail about an account. All values are escaped in HTML.
///
/// # Errors
/// When a template uses an undefined value or an unknown message, which is a bug.
pub fn render_account(template: AccountMail, facts: &AccountFacts) -> anyhow::Result<Rendered> {
    let AccountFacts { language, email, proof, public_url } = facts;
    let mut rows = vec![(text(*language, "row-account")?, email.clone())];
    if let Some(proof) = proof {
        rows.push((text(*language, "row-code")?, proof.code.clone()));
    }
    let values = context! {
        code => proof.as_ref().map(|proof| proof.code.as_str()),
        code_minutes => proof.as_ref().map(|proof| proof.code_minutes),
        link_hours => proof.as_ref().map(|proof| proof.link_hours),
        action_url => proof.as_ref().map_or(public_url, |proof| &proof.url).as_str(),
        is_key => false,
    };
    render_with(*language, template.as_str(), rows, values)
}

#[cfg(test)]
mod tests;
