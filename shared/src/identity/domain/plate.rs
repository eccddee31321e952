//! Licence plates. They are personal data, so `Debug` does not show them.

use std::{fmt, str::FromStr};

use unicode_normalization::UnicodeNormalization;

use crate::platform::domain::text::TextRule;

/// Maximum number of letters and digits of a plate.
const MAX_CHARS: usize = 15;

/// A licence plate, without its jurisdiction.
#[derive(Clone, PartialEq, Eq)]
pub struct Plate {
    entered: String,
    normalized: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be 1 to 15 letters and digits; spaces, hyphens and dots between them are allowed and \
        ignored"
)]
pub struct InvalidPlate;

impl Plate {
    /// The plate as it was entered, for display.
    pub fn as_entered(&self) -> &str {
        &self.entered
    }

    /// The form in which plates are compared: NFKC, upper case, letters and digits only. Letters
    /// and digits that look alike remain different.
    pub fn normalized(&self) -> &str {
        &self.normalized
    }
}

impl FromStr for Plate {
    type Err = InvalidPlate;

    fn from_str(text: &str) -> Result<Self, InvalidPlate> {
        let entered = TextRule::PLATE.check(text).map_err(|_| InvalidPlate)?;
        let normalized: String = entered
            .nfkc()
            .filter(|letter| !is_separator(*letter))
            .flat_map(char::to_uppercase)
            .collect();
        let length = normalized.chars().count();
        if !(1..=MAX_CHARS).contains(&length) || !normalized.chars().all(char::is_alphanumeric) {
            return Err(InvalidPlate);
        }
        Ok(Self { entered, normalized })
    }
}

impl fmt::Debug for Plate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plate")
    }
}

/// Spaces, hyphens and dots, in all their Unicode forms.
fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '-' | '\u{ad}' | '\u{2010}'
                ..='\u{2015}'
                    | '\u{2212}'
                    | '.'
                    | '\u{b7}'
                    | '\u{2022}'
                    | '\u{2027}'
                    | '\u{2219}'
                    | '\u{30fb}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalized(text: &str) -> String {
        text.parse::<Plate>().unwrap().normalized().to_owned()
    }

    #[test]
    fn plate_is_compared_without_separators_and_case() {
        for text in ["B-AB 123", "b ab123", " B\u{2013}AB\u{a0}123 ", "B.AB\u{b7}123"] {
            assert_eq!(normalized(text), "BAB123", "{text:?}");
        }
        assert_eq!(normalized("\u{ff22}\u{ff21}\u{ff22}\u{ff0d}\u{ff11}23"), "BAB123");
        assert_eq!(normalized("w-u\u{308} 1"), "W\u{dc}1");
        assert_eq!(normalized("\u{4eac}A\u{b7}12345"), "\u{4eac}A12345");
    }

    #[test]
    fn similar_letters_and_digits_stay_different() {
        assert_ne!(normalized("ABO 100"), normalized("AB0 100"));
        assert_ne!(normalized("ABI 100"), normalized("AB1 100"));
    }

    #[test]
    fn plate_keeps_the_entered_form() {
        assert_eq!(" b-ab 123".parse::<Plate>().unwrap().as_entered(), "b-ab 123");
    }

    #[test]
    fn invalid_plates_are_refused() {
        for text in ["", " ", "-", "AB/12", "AB;12", "A\u{200b}B", "A\nB", "ABCDEFGHIJKLMNOP"] {
            assert_eq!(text.parse::<Plate>(), Err(InvalidPlate), "{text:?}");
        }
        assert_eq!(normalized("ABCDEFGHIJKLMNO").len(), MAX_CHARS);
    }

    #[test]
    fn debug_output_hides_the_plate() {
        assert_eq!(format!("{:?}", "BAB123".parse::<Plate>()), "Ok(Plate)");
    }
}
