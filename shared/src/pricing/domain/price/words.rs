//! Flat and reduced rates in words.

use crate::platform::domain::{language::Language, localized, money::Money};

/// Rules in the order of [`Language::ALL`].
const FREE: [&str; 4] = [
    "Free at all times.",
    "Gratis en todo momento.",
    "Kostenlos zu jeder Zeit.",
    "Gratuit à toute heure.",
];
const AT_ALL_TIMES: [&str; 4] = [
    "{} / h at all times.",
    "{} / h en todo momento.",
    "{} / h zu jeder Zeit.",
    "{} / h à toute heure.",
];
const REDUCED_TO_FREE: [&str; 4] = [
    "Reduced rate: free. {}",
    "Tarifa reducida: gratis. {}",
    "Ermäßigter Tarif: kostenlos. {}",
    "Tarif réduit\u{a0}: gratuit. {}",
];
const REDUCED: [&str; 4] = [
    "Reduced rate: at most {} / h. {}",
    "Tarifa reducida: {} / h como máximo. {}",
    "Ermäßigter Tarif: höchstens {} / h. {}",
    "Tarif réduit\u{a0}: {} / h au maximum. {}",
];

/// Describes a flat rate per hour as the rules of a spot: `$4.50 / h at all times.`
pub fn flat_words(rate: Money, language: Language) -> String {
    if rate.amount_minor == 0 {
        return language.pick(FREE).to_owned();
    }
    language.phrase(AT_ALL_TIMES, &[&localized::money(rate, language)])
}

/// Describes rules for a driver with a cap per hour:
/// `Reduced rate: at most $2.00 / h. Mon–Sat 8 AM–7 PM: $4.50 / h.`; without a cap as they are.
pub fn rules_for_driver(rules: &str, rate_cap: Option<Money>, language: Language) -> String {
    match rate_cap {
        Some(cap) if cap.amount_minor == 0 => language.phrase(REDUCED_TO_FREE, &[rules]),
        Some(cap) => language.phrase(REDUCED, &[&localized::money(cap, language), rules]),
        None => rules.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::domain::money::Currency;

    #[test]
    fn flat_rate_is_described_in_words() {
        let words = |rate, currency| flat_words(Money::new(rate, currency), Language::English);
        assert_eq!(words(450, Currency::Usd), "$4.50 / h at all times.");
        assert_eq!(words(300, Currency::Jpy), "¥300 / h at all times.");
        assert_eq!(words(0, Currency::Usd), "Free at all times.");
    }

    #[test]
    fn rules_begin_with_the_reduced_rate() {
        let words = |cap: Option<i64>| {
            let cap = cap.map(|cap| Money::new(cap, Currency::Usd));
            rules_for_driver("At all times: $4.50 / h.", cap, Language::English)
        };
        assert_eq!(words(None), "At all times: $4.50 / h.");
        assert_eq!(words(Some(200)), "Reduced rate: at most $2.00 / h. At all times: $4.50 / h.");
        assert_eq!(words(Some(0)), "Reduced rate: free. At all times: $4.50 / h.");
    }

    #[test]
    fn flat_rate_has_words_in_all_languages() {
        let euros = |minor| Money::new(minor, Currency::Eur);
        let words = |language: &Language| {
            let rules = flat_words(euros(450), *language);
            rules_for_driver(&rules, Some(euros(200)), *language).replace('\u{a0}', "~")
        };
        assert_eq!(
            Language::ALL.iter().map(words).collect::<Vec<_>>(),
            [
                "Reduced rate: at most €2.00 / h. €4.50 / h at all times.",
                "Tarifa reducida: 2,00~€ / h como máximo. 4,50~€ / h en todo momento.",
                "Ermäßigter Tarif: höchstens 2,00~€ / h. 4,50~€ / h zu jeder Zeit.",
                "Tarif réduit~: 2,00~€ / h au maximum. 4,50~€ / h à toute heure.",
            ]
        );
        let free = |language: &Language| {
            let rules = flat_words(euros(0), *language);
            rules_for_driver(&rules, Some(euros(0)), *language).replace('\u{a0}', "~")
        };
        assert_eq!(
            Language::ALL.iter().map(free).collect::<Vec<_>>(),
            [
                "Reduced rate: free. Free at all times.",
                "Tarifa reducida: gratis. Gratis en todo momento.",
                "Ermäßigter Tarif: kostenlos. Kostenlos zu jeder Zeit.",
                "Tarif réduit~: gratuit. Gratuit à toute heure.",
            ]
        );
    }
}
