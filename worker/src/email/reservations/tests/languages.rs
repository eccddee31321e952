//! Every mail about a reservation in Spanish, German and French.

use shared::reservations::domain::address::address;

use super::*;
use crate::email::decline_reason;

const TRANSLATIONS: [Language; 3] = [Language::Spanish, Language::German, Language::French];

/// Returns facts with the words that are not from the messages in a language.
fn translated(facts: Facts, language: Language) -> Facts {
    let words = decline_reason(language, Some("insufficient_funds"), None).unwrap();
    let outcome = facts.outcome.map(|outcome| match outcome {
        Outcome::Retrying { amount, at, .. } => Outcome::Retrying { amount, reason: words, at },
        Outcome::Declined { amount, .. } => Outcome::Declined { amount, reason: words },
        outcome => outcome,
    });
    let place = address("West 43 Street", "N", ("6 Avenue", "7 Avenue"), language);
    Facts { language, place, outcome, ..facts }
}

/// Returns every mail in a language, with its name.
fn mails_in(language: Language) -> Vec<(String, Rendered)> {
    let mail = |name: &str, template, facts| {
        (name.to_owned(), render(template, &translated(facts, language)).unwrap())
    };
    let before = MailTemplate::ALL.iter().filter(|template| **template != OVER);
    let before = before.map(|template| mail(template.as_str(), *template, facts_of(*template)));
    let over = outcomes().into_iter().map(|(name, outcome)| {
        let carried_over = matches!(outcome, Outcome::Paid(_));
        let carried_over = carried_over.then_some(Money::new(8, Currency::Usd));
        let pay_url = Some("https://curbhold.example/pay/1".parse().unwrap());
        let facts = Facts { outcome: Some(outcome), carried_over, pay_url, ..facts() };
        mail(&format!("ended_{name}"), OVER, facts)
    });
    let proof = Proof {
        code: "012345".to_owned(),
        url: "https://curbhold.example/confirm-email#token=t".parse().unwrap(),
        code_minutes: 15,
        link_hours: 1,
    };
    let offer = Offer {
        spot: "B15".to_owned(),
        place: address("West 44 Street", "S", ("6 Avenue", "7 Avenue"), language),
        ends_at: "2026-06-15T15:30:00Z".parse().unwrap(),
        rate: Money::new(400, Currency::Usd),
        total: None,
        answer_by: "2026-06-15T14:45:00Z".parse().unwrap(),
        url: "https://curbhold.example/reservations/2".parse().unwrap(),
    };
    let second = ("2026-06-15T15:00:00Z".parse().unwrap(), Money::new(600, Currency::Usd));
    let two_rates = facts().rates.into_iter().chain([second]).collect();
    let others = [
        mail(
            "hold_placed_with_proof",
            MailTemplate::HoldPlaced,
            Facts { proof: Some(proof), ..facts() },
        ),
        mail(
            "revocation_reported",
            MailTemplate::Revocation,
            Facts { offer: Some(offer), is_reported: true, ..facts() },
        ),
        mail(
            "confirmation_without_card",
            MailTemplate::Confirmation,
            Facts { card: None, needs_card: false, rates: two_rates, ..facts() },
        ),
    ];
    before.chain(over).chain(others).collect()
}

#[test]
fn translated_mails_match_their_snapshots() {
    for language in TRANSLATIONS {
        for (name, mail) in mails_in(language) {
            let (_, body) = mail.html.split_once("</head>").unwrap();
            assert_snapshot!(
                format!("{}_{name}", language.as_str()),
                format!("Subject: {}\n\n{}\n\n{}", mail.subject, mail.text, body.trim())
            );
        }
    }
}

#[test]
fn translated_mails_contain_no_english() {
    for language in TRANSLATIONS {
        for (name, mail) in mails_in(language) {
            for word in ["the", "your", "you", "spot", "charged", "please", "until", "mon", "jun"] {
                let text = format!("{} {}", mail.subject, mail.text).to_lowercase();
                let mut words = text.split(|letter: char| !letter.is_alphanumeric());
                // The Spanish abbreviation of June is that of English.
                let is_same = language == Language::Spanish && word == "jun";
                assert!(is_same || words.all(|one| one != word), "{word} in {name}: {text}");
            }
        }
    }
}

#[test]
fn mail_states_its_language() {
    for language in Language::ALL {
        let mail = render(MailTemplate::Reminder, &translated(facts(), *language)).unwrap();
        let tag = format!("<html lang=\"{}\">", language.as_str());
        assert!(mail.html.contains(&tag), "{tag} is missing in {}", mail.html);
    }
}

#[test]
fn columns_are_aligned_in_each_language() {
    for language in TRANSLATIONS {
        for (name, mail) in mails_in(language) {
            let names = mail.text.lines().filter(|line| line.starts_with("  "));
            for line in names.filter(|line| !line.starts_with("   ")) {
                let gap = line.trim_start().find("  ");
                assert!(gap.is_some(), "no gap after the name in {name}: {line}");
            }
            let wide = mail
                .text
                .lines()
                .find(|line| line.chars().count() > 78 && !line.starts_with("https://"));
            assert_eq!(wide, None, "{name} in {language:?}");
        }
    }
}
