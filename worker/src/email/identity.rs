//! Mails about an account, and the verification of an address.

use minijinja::context;
use shared::platform::domain::mail::AccountMail;
use url::Url;

use super::render::{Rendered, render_with};

/// Link and code that prove receipt of a mail.
#[derive(Debug, Clone)]
pub struct Proof {
    pub code: String,
    pub url: Url,
}

impl Proof {
    /// Returns a copy without the token and the digits of the code.
    pub(super) fn without_secrets(mut self) -> Self {
        self.url.set_fragment(None);
        Self { code: "\u{2022}".repeat(self.code.len()), url: self.url }
    }
}

/// Content of a mail about an account.
#[derive(Debug, Clone)]
pub struct AccountFacts {
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
/// When a template uses an undefined value, which is a bug.
pub fn render_account(template: AccountMail, facts: &AccountFacts) -> anyhow::Result<Rendered> {
    let code = facts.proof.as_ref().map(|proof| proof.code.clone());
    let mut rows = vec![("Account", facts.email.clone())];
    rows.extend(code.clone().map(|code| ("Code", code)));
    let action_url = facts.proof.as_ref().map_or(&facts.public_url, |proof| &proof.url);
    let values = context! { code, rows, action_url => action_url.as_str(), is_key => false };
    render_with(template.as_str(), &values)
}

#[cfg(test)]
mod tests;
