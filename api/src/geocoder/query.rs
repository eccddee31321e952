//! A query in the form in which it is cached and sent.

use shared::places::domain::position::Position;
use unicode_normalization::UnicodeNormalization;

/// Minimum number of letters and digits: shorter texts match too much to be useful.
const MIN_CHARACTERS: usize = 3;

/// The complete data that a geocoder receives.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Query {
    /// In lower case, with single spaces.
    pub(super) text: String,
    /// Rounded to 0.01 degrees, about 1 km.
    pub(super) near: Option<Position>,
}

impl Query {
    /// Normalises a query; `None` if the text is too short.
    pub(super) fn new(text: &str, near: Option<Position>) -> Option<Self> {
        let characters = text.nfc().flat_map(char::to_lowercase);
        let text: String = characters.map(|c| if c.is_control() { ' ' } else { c }).collect();
        let words: Vec<&str> = text.split_whitespace().collect();
        let length = text.chars().filter(|c| c.is_alphanumeric()).count();
        (length >= MIN_CHARACTERS).then(|| Self { text: words.join(" "), near: near.map(rounded) })
    }

    /// The key in the cache.
    pub(super) fn key(&self) -> String {
        match self.near {
            Some(Position { lat, lng }) => format!("{lat:.2},{lng:.2} {}", self.text),
            None => self.text.clone(),
        }
    }
}

fn rounded(position: Position) -> Position {
    // Adding zero turns -0 into 0.
    let round = |degrees: f64| (degrees * 100.0).round() / 100.0 + 0.0;
    Position { lat: round(position.lat), lng: round(position.lng) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spaces_and_decimals_do_not_matter() {
        let near = |lat, lng| Some(Position { lat, lng });
        let query = Query::new(" Empire\tSTATE  ", near(40.754_31, -73.988_4)).unwrap();
        assert_eq!((query.text.as_str(), query.near), ("empire state", near(40.75, -73.99)));
        let same = Query::new("empire state", near(40.75, -73.99)).unwrap();
        assert_eq!((query.key(), query), (same.key(), same));
        let here = Query::new("empire state", near(-0.001, 0.001)).unwrap();
        assert_eq!(here.key(), "0.00,0.00 empire state");
        // Composed and decomposed letters are equal.
        assert_eq!(Query::new("cafe\u{301}", None), Query::new("café", None));
    }

    #[test]
    fn short_text_is_no_query() {
        for text in ["", "  ", "ab", "a b", "- 39 -"] {
            assert_eq!(Query::new(text, None), None, "{text}");
        }
        assert!(Query::new("5th", None).is_some());
    }
}
