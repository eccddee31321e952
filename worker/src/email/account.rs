//! Mails about an account: facts → subject, text and HTML.

use minijinja::context;
use shared::platform::domain::mail::AccountMail;
use url::Url;

use super::{
    Proof,
    render::{Rendered, render_with},
};

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
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn facts(template: AccountMail) -> AccountFacts {
        let page = match template {
            AccountMail::ConfirmAccount => Some("confirm-email"),
            AccountMail::ResetPassword => Some("reset-password"),
            AccountMail::KnownAccount | AccountMail::PasswordChanged => None,
        };
        let proof = page.map(|page| Proof {
            code: "012345".to_owned(),
            url: format!("https://curbhold.example/{page}#token=t").parse().unwrap(),
        });
        let public_url = "https://curbhold.example/".parse().unwrap();
        AccountFacts { email: "ann@example.com".to_owned(), proof, public_url }
    }

    #[test]
    fn account_mails_match_their_snapshots() {
        for template in AccountMail::ALL {
            let mail = render_account(*template, &facts(*template)).unwrap();
            assert_eq!(mail.html.matches("<a ").count(), 1, "{template:?}");
            assert_snapshot!(
                template.as_str(),
                format!("Subject: {}\n\n{}", mail.subject, mail.text)
            );
            assert_snapshot!(format!("{}_html", template.as_str()), mail.html);
        }
    }

    #[test]
    fn only_verification_mails_have_a_code() {
        for template in AccountMail::ALL {
            let mail = render_account(*template, &facts(*template)).unwrap();
            let asks = matches!(template, AccountMail::ConfirmAccount | AccountMail::ResetPassword);
            assert_eq!(
                [&mail.text, &mail.html].map(|part| part.contains("012345")),
                [asks; 2],
                "{template:?}"
            );
        }
    }

    #[test]
    fn address_is_escaped() {
        let evil = AccountFacts {
            email: "<b>@example.com".to_owned(),
            ..facts(AccountMail::KnownAccount)
        };
        let mail = render_account(AccountMail::KnownAccount, &evil).unwrap();
        assert!(mail.html.contains("&lt;b&gt;@example.com"), "{}", mail.html);
    }
}
