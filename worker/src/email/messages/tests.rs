//! The files of all languages have the same messages, and only text that HTML may contain.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::email::render::TEMPLATES;

/// A message: its lines, and the names of its values.
#[derive(Debug, Default, PartialEq, Eq)]
struct Message<'a> {
    lines: Vec<&'a str>,
    values: BTreeSet<&'a str>,
}

/// Returns the messages of a file. A message begins at the left margin; its other lines are
/// indented, or begin with a brace.
fn messages(file: &str) -> BTreeMap<&str, Message<'_>> {
    let mut found: BTreeMap<&str, Message<'_>> = BTreeMap::new();
    let mut id = "";
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|letter: char| letter.is_ascii_lowercase()) {
            id = line.split_once(" = ").unwrap().0;
            assert!(!found.contains_key(id), "{id} is written twice");
        }
        let message = found.entry(id).or_default();
        message.lines.push(line);
        message.values.extend(line.split('$').skip(1).map(|rest| {
            let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric());
            &rest[..end.unwrap_or(rest.len())]
        }));
    }
    found.remove("");
    found
}

fn of(language: Language) -> BTreeMap<&'static str, Message<'static>> {
    messages(file(language))
}

/// Returns the ids that the templates give to `t`.
fn ids_in_templates() -> BTreeSet<&'static str> {
    let calls = TEMPLATES.iter().flat_map(|(_, template)| template.split("t(\"").skip(1));
    calls.map(|call| call.split_once('"').unwrap().0).collect()
}

/// Returns the cases of the selections in a message, such as `one`.
fn cases(message: &Message<'_>) -> Vec<String> {
    let cases = message.lines.iter().filter_map(|line| {
        let case = line.trim_start().trim_start_matches('*').strip_prefix('[')?;
        Some(case.split_once(']')?.0.to_owned())
    });
    cases.collect()
}

#[test]
fn files_have_no_errors() {
    for language in Language::ALL {
        if let Err((_, errors)) = FluentResource::try_new(file(*language).to_owned()) {
            panic!("{language:?}: {errors:?}");
        }
    }
}

#[test]
fn languages_have_the_same_messages_and_values() {
    let english = of(Language::English);
    for language in Language::ALL {
        let other = of(*language);
        assert_eq!(
            other.keys().collect::<Vec<_>>(),
            english.keys().collect::<Vec<_>>(),
            "{language:?}"
        );
        for (id, message) in &other {
            let expected = &english[id];
            assert_eq!(message.values, expected.values, "{id} in {language:?}");
            assert_eq!(cases(message), cases(expected), "{id} in {language:?}");
        }
    }
}

#[test]
fn sentences_are_translated() {
    let english = of(Language::English);
    for language in Language::ALL.iter().filter(|language| **language != Language::English) {
        let same = of(*language).into_iter().filter(|(id, message)| {
            let has_words = message.lines.join(" ").matches(' ').count() > 4;
            has_words && english[id].lines == message.lines
        });
        assert_eq!(same.map(|(id, _)| id).collect::<Vec<_>>(), Vec::<&str>::new(), "{language:?}");
    }
}

#[test]
fn messages_contain_no_markup() {
    for language in Language::ALL {
        for (id, message) in of(*language) {
            let text = message.lines.join("\n").replace("->", "");
            assert!(!text.contains(['<', '>', '&', '"', '\'']), "{id} in {language:?}");
        }
    }
}

#[test]
fn templates_use_known_messages() {
    let known: BTreeSet<_> = of(Language::English).into_keys().collect();
    let unknown: Vec<_> = ids_in_templates().difference(&known).copied().collect();
    assert_eq!(unknown, Vec::<&str>::new());
}

#[test]
fn every_message_is_used() {
    let code = [
        include_str!("../billing.rs"),
        include_str!("../identity.rs"),
        include_str!("../reservations/rows.rs"),
    ];
    let in_templates = ids_in_templates();
    let unused = of(Language::English).into_keys().filter(|id| {
        let quoted = format!("\"{id}\"");
        !in_templates.contains(id) && !code.iter().any(|text| text.contains(&quoted))
    });
    assert_eq!(unused.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn number_decides_the_plural() {
    let validity = |language, minutes: i64, hours: i64| {
        let mut values = FluentArgs::new();
        values.set("minutes", minutes);
        values.set("hours", hours);
        message(language, "validity", &values).unwrap()
    };
    assert_eq!(
        [
            validity(Language::English, 15, 24),
            validity(Language::English, 1, 1),
            validity(Language::Spanish, 15, 1),
            validity(Language::German, 15, 1),
            validity(Language::German, 1, 24),
            validity(Language::French, 15, 24),
        ],
        [
            "The code is valid for 15 minutes, the link for 24 hours.",
            "The code is valid for one minute, the link for one hour.",
            "El código es válido durante 15 minutos; el enlace, durante una hora.",
            "Der Code gilt 15 Minuten, der Link eine Stunde.",
            "Der Code gilt eine Minute, der Link 24 Stunden.",
            "Le code est valable 15 minutes, le lien 24 heures.",
        ]
    );
}

#[test]
fn missing_value_and_message_are_errors() {
    let missing = text(Language::German, "pay").unwrap_err().to_string();
    assert!(missing.starts_with("message pay in de: "), "{missing}");
    let unknown = text(Language::French, "no-such-message").unwrap_err().to_string();
    assert_eq!(unknown, "no message no-such-message in fr");
}
