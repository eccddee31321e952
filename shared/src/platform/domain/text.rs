//! Validation of text that operators enter: one set of rules for the API, the console and every
//! import format.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// Constraints on a text. Leading and trailing white space is removed, the rest is normalised to
/// Unicode NFC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextRule {
    /// Maximum length in Unicode scalar values.
    pub max_chars: usize,
    /// `true` if line breaks are allowed.
    pub multi_line: bool,
    /// The error message that states the rule.
    pub message: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextError {
    /// The text is empty or only white space.
    Blank(TextRule),
    TooLong(TextRule),
    /// A control, zero-width or direction character, or a line break in a single-line text.
    Forbidden(char),
}

/// Error message for a forbidden character.
const FORBIDDEN: &str =
    "must not contain line breaks, control characters, or zero-width and direction characters";

impl TextRule {
    /// The name of a city.
    pub const NAME: Self = Self::line(100, "must be one line of 1 to 100 characters");
    /// The label of a spot, as painted at the kerb.
    pub const LABEL: Self = Self::line(50, "must be one line of 1 to 50 characters");
    /// The name of a street.
    pub const STREET: Self = Self::line(200, "must be one line of 1 to 200 characters");
    /// Enforced hours.
    pub const HOURS: Self = Self::line(200, "must be one line of 1 to 200 characters");
    /// The name of a spot or zone in imports. Compared by [`reference_key`].
    pub const REFERENCE: Self = Self::line(200, "must be one line of 1 to 200 characters");
    /// The reason of a closure.
    pub const REASON: Self = Self::line(500, "must be one line of 1 to 500 characters");
    /// The level of a zone in a garage.
    pub const LEVEL: Self = Self::line(50, "must be one line of 1 to 50 characters");
    /// The contact of a site, or a part of its address.
    pub const ADDRESS: Self = Self::line(200, "must be one line of 1 to 200 characters");
    /// Instructions of a site for its drivers.
    pub const INSTRUCTIONS: Self =
        Self { max_chars: 2_000, multi_line: true, message: "must be 1 to 2000 characters" };
    /// The remark of a tariff for drivers.
    pub const REMARK: Self = Self::line(200, "must be one line of 1 to 200 characters");
    /// An email address in a search.
    pub const EMAIL: Self = Self::line(254, "must be one line of 1 to 254 characters");
    /// The name of a favorite, such as that of a crossing, or its second line.
    pub const FAVORITE: Self = Self::line(500, "must be one line of 1 to 500 characters");
    /// A licence plate.
    pub const PLATE: Self = Self::line(20, "must be one line of 1 to 20 characters");
    pub const NOTE: Self =
        Self { max_chars: 500, multi_line: true, message: "must be 1 to 500 characters" };

    const fn line(max_chars: usize, message: &'static str) -> Self {
        Self { max_chars, multi_line: false, message }
    }

    /// Returns the normalised text.
    ///
    /// # Errors
    /// When the text is blank, too long, or contains a forbidden character.
    pub fn check(self, text: &str) -> Result<String, TextError> {
        let text: String = text.trim().nfc().collect();
        let allowed = |c: char| self.multi_line && matches!(c, '\n' | '\r' | '\t');
        if let Some(forbidden) = text.chars().find(|c| is_invisible(*c) && !allowed(*c)) {
            return Err(TextError::Forbidden(forbidden));
        }
        if text.is_empty() {
            return Err(TextError::Blank(self));
        }
        // The comparison key of a reference is indexed: compatibility decomposition must not exceed
        // the maximum length of the index.
        if text.chars().count() > self.max_chars
            || text.nfkc().take(self.max_chars + 1).count() > self.max_chars
        {
            return Err(TextError::TooLong(self));
        }
        Ok(text)
    }

    /// Returns the normalised text; `None` when it is blank.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub fn check_optional(self, text: &str) -> Result<Option<String>, TextError> {
        match self.check(text) {
            Err(TextError::Blank(_)) => Ok(None),
            checked => checked.map(Some),
        }
    }
}

impl TextError {
    /// The message without the forbidden character: the same for all violations of one kind.
    pub fn message(self) -> &'static str {
        match self {
            Self::Blank(rule) | Self::TooLong(rule) => rule.message,
            Self::Forbidden(_) => FORBIDDEN,
        }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())?;
        match self {
            Self::Forbidden(character) => write!(f, ": contains U+{:04X}", u32::from(*character)),
            Self::Blank(_) | Self::TooLong(_) => Ok(()),
        }
    }
}

/// Returns the comparison key of a reference: NFKC, runs of spaces collapsed, trimmed, ASCII
/// letters in lower case. Identical to the SQL function `reference_key`.
pub fn reference_key(text: &str) -> String {
    let text: String = text.nfkc().collect();
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ").to_ascii_lowercase()
}

/// Control (Cc), format (Cf) and separator (Zl, Zp) characters, noncharacters, and letters without
/// a glyph.
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
            | '\u{890}' | '\u{891}' | '\u{8e2}'
            | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_composed() {
        assert_eq!(TextRule::LABEL.check("\u{a0} T-001\t").as_deref(), Ok("T-001"));
        assert_eq!(TextRule::STREET.check("Cafe\u{301} Road").as_deref(), Ok("Caf\u{e9} Road"));
        assert_eq!(TextRule::NOTE.check("two\nlines").as_deref(), Ok("two\nlines"));
        assert_eq!(TextRule::HOURS.check_optional(" "), Ok(None));
    }

    #[test]
    fn invisible_and_long_text_is_refused() {
        for text in [
            "a\u{200b}b",
            "a\nb",
            "a\u{202e}b",
            "a\u{0}b",
            "\u{feff}a",
            "a\u{ad}b",
            "a\u{2028}b",
            "a\u{85}b",
        ] {
            assert!(
                matches!(TextRule::LABEL.check(text), Err(TextError::Forbidden(_))),
                "{text:?}"
            );
        }
        assert_eq!(TextRule::LABEL.check(" "), Err(TextError::Blank(TextRule::LABEL)));
        assert_eq!(
            TextRule::LABEL.check(&"x".repeat(51)),
            Err(TextError::TooLong(TextRule::LABEL))
        );
        assert_eq!(
            TextRule::LABEL.check(&"\u{e9}".repeat(50)).map(|text| text.chars().count()),
            Ok(50)
        );
        // One character that NFKC expands to eighteen.
        assert_eq!(
            TextRule::REFERENCE.check(&"\u{fdfa}".repeat(12)),
            Err(TextError::TooLong(TextRule::REFERENCE))
        );
    }

    #[test]
    fn references_are_compared_by_their_key() {
        for text in ["T-001 ", " t-001", "\u{a0}T-001", "\u{ff34}-\u{ff10}01"] {
            assert_eq!(reference_key(text), "t-001", "{text:?}");
        }
        assert_eq!(reference_key("Row  7"), reference_key("row 7"));
        assert_ne!(reference_key("T-001"), reference_key("T-01"));
    }
}
