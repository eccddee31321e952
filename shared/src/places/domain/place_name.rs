//! Names of streets and sites in the form in which they are compared.

mod regions;
mod short_forms;
mod typed;

use unicode_normalization::UnicodeNormalization;

pub use regions::without_region;
pub use short_forms::SHORT_FORMS;
pub use typed::{NameMatch, TypedName, crossing_parts};

/// Directions that begin names of streets, in their short forms.
pub const DIRECTIONS: [&str; 4] = ["n", "e", "s", "w"];

/// Directions that may be written together with a number. The SQL function `normalize_place_name`
/// has the same list.
const DIRECTIONS_OF_NUMBERS: [&str; 16] = [
    "n",
    "e",
    "s",
    "w",
    "ne",
    "nw",
    "se",
    "sw",
    "north",
    "east",
    "south",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
];

/// Returns a name in lower case without marks and punctuation, with ordinals as numbers and the
/// usual short forms: `w 39 st` for `West 39th Street`. Identical to the SQL function
/// `normalize_place_name`.
pub fn normalize_place_name(text: &str) -> String {
    let words: Vec<String> = words(text).iter().map(|word| shorten(word)).collect();
    words.join(" ")
}

/// Returns the words of a name as they are written, without marks.
fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_dropped(*letter))
        .map(|letter| if is_separator(letter) { ' ' } else { letter })
        .collect();
    // The sigma at the end of a word is written like any other: drivers type either.
    let words = plain.replace('ß', "ss").replace('ς', "σ");
    let words = words.split(' ').filter(|word| !word.is_empty() && *word != "and");
    words.flat_map(split_direction).map(str::to_owned).collect()
}

/// Separates a direction from the number that follows it: `w43` is `w 43`.
fn split_direction(word: &str) -> impl Iterator<Item = &str> {
    let at = word.find(|letter: char| letter.is_ascii_digit()).unwrap_or_default();
    let (direction, number) = word.split_at(at);
    let (direction, number) = if DIRECTIONS_OF_NUMBERS.contains(&direction) {
        (Some(direction), number)
    } else {
        (None, word)
    };
    direction.into_iter().chain([number])
}

/// Returns the short form of a word, or the word.
fn shorten(word: &str) -> String {
    let short = SHORT_FORMS.iter().find(|(long, _)| *long == word).map(|(_, short)| *short);
    short.or_else(|| ordinal(word, &["st", "nd", "rd", "th"])).unwrap_or(word).to_owned()
}

/// Returns the digits of an ordinal with one of these endings.
fn ordinal<'a>(word: &'a str, endings: &[&str]) -> Option<&'a str> {
    let digits = endings.iter().find_map(|ending| word.strip_suffix(*ending))?;
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then_some(digits)
}

/// Combining marks and apostrophes.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\'' | '\u{2bc}' | '\u{2018}' | '\u{2019}')
}

fn is_separator(letter: char) -> bool {
    matches!(letter,
        '\0'..='/' | ':'..='@' | '['..='`' | '{'..='\u{bf}' | '\u{2000}'..='\u{206f}'
        | '\u{3000}'..='\u{303f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_street_are_equal() {
        for text in ["W 39 St", "West 39th Street", "WEST   39 STREET", "w. 39th st.", "W-39 Str"] {
            assert_eq!(normalize_place_name(text), "w 39 st", "{text}");
        }
        for text in ["W39 St", "w39th street", "West39 St"] {
            assert_eq!(normalize_place_name(text), "w 39 st", "{text}");
        }
        for text in ["Fifth Avenue", "5th Ave", "5 AV", "5 Avenue"] {
            assert_eq!(normalize_place_name(text), "5 ave", "{text}");
        }
    }

    #[test]
    fn marks_and_punctuation_make_no_difference() {
        for (text, expected) in [
            ("Café Saint-Honoré", "cafe st honore"),
            ("St. Mark’s Place", "st marks pl"),
            ("O'Brien & Sons", "obrien sons"),
            ("Park and Ride", "park ride"),
            ("Große Straße", "grosse strasse"),
            ("\u{ff37}\u{3000}39", "w 39"),
            ("НЕВСКИЙ", "невскии"),
            ("Οδός ΟΔΟΣ οδοσ", "οδοσ οδοσ οδοσ"),
            ("101st Avenue", "101 ave"),
            ("East", "e"),
            ("th Street", "th st"),
            ("NE5 southwest12th", "ne 5 sw 12"),
            ("aw43 43w n1w2", "aw43 43w n 1w2"),
            (" ,.- ", ""),
        ] {
            assert_eq!(normalize_place_name(text), expected, "{text}");
        }
    }
}
