use super::*;

fn compare(typed: &str, name: &str) -> Option<NameMatch> {
    TypedName::new(typed).unwrap().compare(name)
}

#[test]
fn street_is_found_at_each_letter() {
    let name = "West 39 Street";
    for whole in ["west 39th street", "w 39 st", "W 39th Str"] {
        for (end, _) in whole.char_indices().skip(1) {
            assert!(compare(&whole[..end], name).is_some(), "{}", &whole[..end]);
        }
        assert_eq!(compare(whole, name), Some(NameMatch::Exact), "{whole}");
    }
}

#[test]
fn better_matches_come_first() {
    for (typed, name, expected) in [
        ("39", "West 39 Street", Some(NameMatch::Words)),
        ("39", "39 Avenue", Some(NameMatch::Words)),
        ("3", "39 Avenue", Some(NameMatch::Beginning)),
        ("broad", "Broadway", Some(NameMatch::Beginning)),
        ("broadway", "East Broadway", Some(NameMatch::Words)),
        ("park", "Ocean Parkway", None),
        ("wes", "West End Avenue", Some(NameMatch::Words)),
        ("wes", "Westchester Avenue", Some(NameMatch::Beginning)),
        ("west", "Wall Street", None),
        ("island", "Coney Island Avenue", Some(NameMatch::Inner)),
        ("av", "5 Avenue", None),
        ("fif", "5 Avenue", Some(NameMatch::Words)),
        ("39t", "West 39 Street", Some(NameMatch::Words)),
        ("40", "West 39 Street", None),
    ] {
        assert_eq!(compare(typed, name), expected, "{typed}: {name}");
    }
    assert!(NameMatch::Exact < NameMatch::Words && NameMatch::Beginning < NameMatch::Inner);
}

#[test]
fn text_without_letters_is_no_name() {
    assert_eq!(TypedName::new(" -/& "), None);
}

#[test]
fn patterns_contain_no_typed_wildcards() {
    let typed = TypedName::new("50%_\\ off").unwrap();
    assert_eq!(typed.beginnings().first().map(String::as_str), Some("50 off%"));
    assert_eq!(typed.inner(), ["% 50 off%"]);
    assert!(TypedName::new("st").unwrap().inner().is_empty());
}

#[test]
fn crossing_is_split_at_its_separator() {
    for text in ["5th ave & 42", "5th ave&42", "5th ave @ 42", "5th ave/42", "5th ave And 42"] {
        let (first, second) = crossing_parts(text).unwrap();
        assert_eq!((first.trim(), second.trim()), ("5th ave", "42"), "{text}");
    }
    for text in ["broadway", "5th ave &", "& 42", "5th ave & -", "grand"] {
        assert_eq!(crossing_parts(text), None, "{text}");
    }
}
