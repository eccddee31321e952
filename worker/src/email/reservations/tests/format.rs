//! Escaping, line lengths and columns.

use std::collections::BTreeSet;

use super::{
    languages::{TRANSLATIONS, mails_in},
    *,
};

/// Returns the column of the value in a row, or of the rest of a value in a line after it.
fn value_column(line: &str) -> Option<usize> {
    let (_, value) = line.strip_prefix("  ")?.split_once("  ")?;
    Some(line.chars().count() - value.trim_start().chars().count())
}

#[test]
fn foreign_text_is_escaped_in_body_and_headers() {
    let evil = || "\r\nBcc: all@example.com\r\n<script>alert('1')</script>\"&".to_owned();
    let evil_facts = |facts: Facts| Facts {
        reference: evil(),
        spot: evil(),
        place: evil(),
        city: evil(),
        card: Some(Card { brand: evil(), last4: evil() }),
        offer: Some(Offer { spot: evil(), place: evil(), ..offer() }),
        visit: facts.visit.clone().map(|visit| RunningVisit { site: evil(), ..visit }),
        ..facts
    };
    let facts = || evil_facts(facts());
    let amount = Money::new(675, Currency::Usd);
    let refused = Outcome::Declined { amount, reason: evil() };
    let before = MailTemplate::ALL
        .iter()
        .map(|template| render(*template, &evil_facts(facts_of(*template))).unwrap());
    for mail in
        before.chain([ended(Some(refused), facts()), ended(Some(Outcome::Paid(amount)), facts())])
    {
        assert!(
            !mail.html.contains("<script>") && mail.html.contains("&lt;script&gt;"),
            "{}",
            mail.html
        );
        assert!(
            mail.text.contains("<script>alert('1')</script>\"&"),
            "text is not escaped: {}",
            mail.text
        );
        assert!(!mail.subject.contains(['\r', '\n']), "{:?}", mail.subject);
    }
}

#[test]
fn text_is_at_most_78_columns_wide() {
    let long = "Adam Clayton Powell Junior Boulevard";
    let place =
        format!("{long}, east side, between {long} and Saint Nicholas Avenue at West 116 Street");
    let reason = "Your card was declined. ".repeat(12);
    let refused = Outcome::Declined { amount: Money::new(123_456, Currency::Cad), reason };
    let before = MailTemplate::ALL
        .iter()
        .map(|template| render(*template, &Facts { place: place.clone(), ..facts_of(*template) }));
    let before = before.map(Result::unwrap);
    let over = ended(Some(refused), Facts { place: place.clone(), ..facts() });
    let translated = TRANSLATIONS.into_iter().flat_map(mails_in).map(|(_, mail)| mail);
    for mail in before.chain([over]).chain(translated) {
        let wide = mail
            .text
            .lines()
            .find(|line| line.chars().count() > 78 && !line.starts_with("https://"));
        assert_eq!(wide, None);
    }
}

#[test]
fn values_are_in_one_column_in_each_language() {
    for language in TRANSLATIONS {
        for (name, mail) in mails_in(language) {
            let rows = mail.text.lines().filter(|line| line.starts_with("  "));
            let columns: BTreeSet<_> = rows.map(value_column).collect();
            let is_aligned = columns.len() == 1 && !columns.contains(&None);
            assert!(is_aligned, "{columns:?} in {name} in {language:?}: {}", mail.text);
        }
    }
}

#[test]
fn mail_without_its_amount_is_an_error() {
    let error = render(MailTemplate::PaymentOverdue, &facts()).unwrap_err().to_string();
    assert!(error.contains("amount of overdue-subject"), "{error}");
}
