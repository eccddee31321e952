//! Ends of addresses: the city, the state and the country after the name of a street.

use super::{is_separator, normalize_place_name, words};

/// Minimum length of an incomplete name, in bytes.
const MIN_BYTES: usize = 2;

/// Abbreviations of the United States, their largest city and their states.
const ABBREVIATIONS: [&str; 54] = [
    "usa", "us", "nyc", "al", "ak", "az", "ar", "ca", "co", "ct", "de", "fl", "ga", "hi", "id",
    "il", "in", "ia", "ks", "ky", "la", "me", "md", "ma", "mi", "mn", "ms", "mo", "mt", "ne", "nv",
    "nh", "nj", "nm", "ny", "nc", "nd", "oh", "ok", "or", "pa", "ri", "sc", "sd", "tn", "tx", "ut",
    "vt", "va", "wa", "wv", "wi", "wy", "dc",
];

/// Names of the United States and their states, normalised.
const NAMES: [&str; 52] = [
    "united states",
    "alabama",
    "alaska",
    "arizona",
    "arkansas",
    "california",
    "colorado",
    "connecticut",
    "delaware",
    "florida",
    "georgia",
    "hawaii",
    "idaho",
    "illinois",
    "indiana",
    "iowa",
    "kansas",
    "kentucky",
    "louisiana",
    "maine",
    "maryland",
    "massachusetts",
    "michigan",
    "minnesota",
    "mississippi",
    "missouri",
    "montana",
    "nebraska",
    "nevada",
    "new hampshire",
    "new jersey",
    "new mexico",
    "new york",
    "n carolina",
    "n dakota",
    "ohio",
    "oklahoma",
    "oregon",
    "pennsylvania",
    "rhode island",
    "s carolina",
    "s dakota",
    "tennessee",
    "texas",
    "utah",
    "vermont",
    "virginia",
    "washington",
    "w virginia",
    "wisconsin",
    "wyoming",
    "district of columbia",
];

/// Returns a typed address without its end: without the words after its first comma, or without
/// names of regions, of which the last may be incomplete. `regions` are further normalised names,
/// such as those of cities. Returns `None` if there is no such end, or nothing before it.
pub fn without_region<'a>(text: &'a str, regions: &[String]) -> Option<&'a str> {
    let regions: Vec<&str> =
        regions.iter().map(String::as_str).chain(ABBREVIATIONS).chain(NAMES).collect();
    let mut previous = ' ';
    for (at, letter) in text.char_indices() {
        let begins_word = is_separator(previous) && !is_separator(letter);
        previous = letter;
        let (before, end) = text.split_at(at);
        if !begins_word || words(before).is_empty() {
            continue;
        }
        let follows_comma = before.trim_end().ends_with(',');
        if follows_comma || is_region(&normalize_place_name(end), &regions) {
            return Some(before);
        }
    }
    None
}

/// Returns whether a normalised text consists of names of regions, with postal codes after them.
fn is_region(text: &str, regions: &[&str]) -> bool {
    regions.iter().any(|region| {
        if region.starts_with(text) {
            return text.len() >= MIN_BYTES;
        }
        let rest = text.strip_prefix(*region).and_then(|rest| rest.strip_prefix(' '));
        rest.is_some_and(|rest| {
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
            rest.is_empty() || is_region(rest, regions)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn street(text: &str) -> Option<&str> {
        without_region(text, &["midtown demo".to_owned(), "midtown".to_owned()])
    }

    #[test]
    fn regions_are_normalised() {
        for region in ABBREVIATIONS.into_iter().chain(NAMES) {
            assert_eq!(normalize_place_name(region), region);
        }
    }

    #[test]
    fn end_of_an_address_is_removed() {
        for end in [
            "new york",
            "New York, NY 10036-1234, USA",
            "new york ny 10036",
            "new york 10036 us",
            "nyc",
            "NY",
            "new y",
            "Midtown",
            "midtown (demo)",
            "West Virginia",
        ] {
            assert_eq!(street(&format!("w 43 st {end}")), Some("w 43 st "), "{end}");
            assert_eq!(street(&format!("w 43 st, {end}")), Some("w 43 st, "), "{end}");
        }
        assert_eq!(street("broadway, anywhere"), Some("broadway, "));
        assert_eq!(street("5th ave & 42 st new york"), Some("5th ave & 42 st "));
    }

    #[test]
    fn text_without_an_end_is_no_address() {
        for text in [
            "",
            "w 43 st",
            "w 43 st,",
            "new york",
            ", new york",
            "w 43 st n",
            "w 43 st 10036",
            "new york ave",
            "park & ride",
        ] {
            assert_eq!(street(text), None, "{text}");
        }
    }
}
