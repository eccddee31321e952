//! Every mail about an account in text and in HTML.

use insta::assert_snapshot;

use super::*;

fn facts(template: AccountMail) -> AccountFacts {
    let page = match template {
        AccountMail::ConfirmAccount => Some(("confirm-email", 24)),
        AccountMail::ResetPassword => Some(("reset-password", 1)),
        AccountMail::KnownAccount | AccountMail::PasswordChanged => None,
    };
    let proof = page.map(|(page, link_hours)| Proof {
        code: "012345".to_owned(),
        url: format!("https://curbhold.example/{page}#token=t").parse().unwrap(),
        code_minutes: 15,
        link_hours,
    });
    let public_url = "https://curbhold.example/".parse().unwrap();
    AccountFacts {
        language: Language::English,
        email: "ann@example.com".to_owned(),
        proof,
        public_url,
    }
}

#[test]
fn account_mails_match_their_snapshots() {
    for template in AccountMail::ALL {
        let mail = render_account(*template, &facts(*template)).unwrap();
        assert_eq!(mail.html.matches("<a ").count(), 1, "{template:?}");
        assert_snapshot!(template.as_str(), format!("Subject: {}\n\n{}", mail.subject, mail.text));
        assert_snapshot!(format!("{}_html", template.as_str()), mail.html);
    }
}

#[test]
fn translated_mails_match_their_snapshots() {
    for language in [Language::Spanish, Language::German, Language::French] {
        for template in AccountMail::ALL {
            let facts = AccountFacts { language, ..facts(*template) };
            let mail = render_account(*template, &facts).unwrap();
            let (_, body) = mail.html.split_once("</head>").unwrap();
            assert_snapshot!(
                format!("{}_{}", language.as_str(), template.as_str()),
                format!("Subject: {}\n\n{}\n\n{}", mail.subject, mail.text, body.trim())
            );
        }
    }
}

#[test]
fn only_verification_mails_have_a_code() {
    for template in AccountMail::ALL {
        let mail = render_account(*template, &facts(*template)).unwrap();
        let has_code = matches!(template, AccountMail::ConfirmAccount | AccountMail::ResetPassword);
        assert_eq!(
            [&mail.text, &mail.html].map(|part| part.contains("012345")),
            [has_code; 2],
            "{template:?}"
        );
    }
}

#[test]
fn address_is_escaped() {
    let evil =
        AccountFacts { email: "<b>@example.com".to_owned(), ..facts(AccountMail::KnownAccount) };
    let mail = render_account(AccountMail::KnownAccount, &evil).unwrap();
    assert!(mail.html.contains("&lt;b&gt;@example.com"), "{}", mail.html);
}
