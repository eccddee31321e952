//! Every mail about a reservation in Spanish, German and French.

use shared::reservations::domain::address::address;

use super::*;
use crate::email::decline_reason;

pub(super) const TRANSLATIONS: [Language; 3] =
    [Language::Spanish, Language::German, Language::French];

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
pub(super) fn mails_in(language: Language) -> Vec<(String, Rendered)> {
    let states = states().into_iter().map(|(name, template, facts)| {
        let carried_over = (name == "ended_paid").then(|| Money::new(8, Currency::Usd));
        (name, template, Facts { carried_over, ..facts })
    });
    let place = address("West 44 Street", "S", ("6 Avenue", "7 Avenue"), language);
    let offer = Offer { place, ..offer() };
    let second = ("2026-06-15T15:00:00Z".parse().unwrap(), Money::new(600, Currency::Usd));
    let two_rates = facts().rates.into_iter().chain([second]).collect();
    let others = [
        (
            "hold_placed_with_proof",
            MailTemplate::HoldPlaced,
            Facts { proof: Some(proof()), ..facts() },
        ),
        (
            "revocation_reported",
            MailTemplate::Revocation,
            Facts { offer: Some(offer), is_reported: true, ..facts() },
        ),
        (
            "confirmation_without_card",
            MailTemplate::Confirmation,
            Facts { card: None, needs_card: false, rates: two_rates, ..facts() },
        ),
    ];
    let others = others.map(|(name, template, facts)| (name.to_owned(), template, facts));
    let mails = states.chain(others).map(|(name, template, facts)| {
        (name, render(template, &translated(facts, language)).unwrap())
    });
    mails.collect()
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
fn hold_without_card_or_end_has_its_sentences() {
    for language in Language::ALL {
        for (template, proof) in [
            (MailTemplate::HoldPlaced, None),
            (MailTemplate::HoldPlaced, Some(proof())),
            (MailTemplate::HoldExpired, None),
        ] {
            let hold =
                Facts { card: None, needs_card: false, hold_expires_at: None, proof, ..facts() };
            let mail = render(template, &translated(hold, *language)).unwrap();
            assert!(mail.text.contains("B14"), "{}", mail.text);
        }
    }
}
