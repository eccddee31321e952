//! Languages of texts for drivers, and their choice by `Accept-Language`.

use serde::{Deserialize, Deserializer, de::Error as _};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::text_enum::text_enum;

/// A language of texts for drivers, as in the constraints `users_language_known`,
/// `reservations_language_known` and `email_proofs_language_known`. Its text is the code of ISO
/// 639-1.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Language {
    #[default]
    #[strum(serialize = "en")]
    English,
    #[strum(serialize = "es")]
    Spanish,
    #[strum(serialize = "de")]
    German,
    #[strum(serialize = "fr")]
    French,
}
text_enum!(Language);

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl Language {
    /// Returns the language of a header `Accept-Language` (RFC 9110): the known language with the
    /// highest weight, and the first one of equal weights. `None` if none is known. Regions are
    /// ignored, and so are ranges that cannot be read.
    pub fn accepted(header: &str) -> Option<Self> {
        let ranges = header.split(',').filter_map(weighted);
        // The last maximum is the first one of the header.
        let best = ranges.rev().max_by(|(one, _), (other, _)| one.total_cmp(other));
        best.map(|(_, language)| language)
    }

    /// Returns the value for this language; the values are in the order of [`Self::ALL`].
    pub fn pick<T>(self, [english, spanish, german, french]: [T; 4]) -> T {
        match self {
            Self::English => english,
            Self::Spanish => spanish,
            Self::German => german,
            Self::French => french,
        }
    }

    /// Returns the text of this language, with the values in the places of `{}`; the texts are in
    /// the order of [`Self::ALL`].
    pub fn phrase(self, texts: [&str; 4], values: &[&str]) -> String {
        let (mut phrase, mut values) = (String::new(), values.iter());
        for part in self.pick(texts).split_inclusive("{}") {
            match part.strip_suffix("{}") {
                Some(words) => {
                    phrase += words;
                    phrase += values.next().copied().unwrap_or_default();
                }
                None => phrase += part,
            }
        }
        phrase
    }
}

/// Returns the weight and the language of a range such as `de-AT;q=0.8`; `None` for a language
/// that is not known or not acceptable.
fn weighted(range: &str) -> Option<(f32, Language)> {
    let (tag, parameters) = range.split_once(';').unwrap_or((range, "q=1"));
    let weight: f32 = parameters
        .trim()
        .strip_prefix(['q', 'Q'])?
        .trim_start()
        .strip_prefix('=')?
        .trim()
        .parse()
        .ok()?;
    let code = tag.trim().split('-').next()?.to_ascii_lowercase();
    let language = if code == "*" { Language::default() } else { code.parse().ok()? };
    (weight > 0.0 && weight <= 1.0).then_some((weight, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_has_its_code_as_text() {
        let codes: Vec<_> = Language::ALL.iter().map(|language| language.as_str()).collect();
        assert_eq!(codes, ["en", "es", "de", "fr"]);
        assert_eq!("de".parse(), Ok(Language::German));
        assert!("DE".parse::<Language>().is_err());
        assert_eq!(serde_json::to_value(Language::French).unwrap(), "fr");
        assert_eq!(serde_json::from_str::<Language>("\"es\"").unwrap(), Language::Spanish);
        assert!(serde_json::from_str::<Language>("\"it\"").is_err());
    }

    #[test]
    fn accepted_language_has_the_highest_weight() {
        for (header, expected) in [
            ("de", Language::German),
            ("de-AT", Language::German),
            ("FR-ca, en;q=0.8", Language::French),
            ("en;q=0.8,es;q=0.9", Language::Spanish),
            ("fr;q=0.5, de;q=0.5", Language::French),
            ("it, pt;q=0.9, de;q=0.1", Language::German),
            ("*, de;q=0.5", Language::English),
            ("es ; q = 0.7 , en;q=0.2", Language::Spanish),
        ] {
            assert_eq!(Language::accepted(header), Some(expected), "{header}");
        }
    }

    #[test]
    fn unreadable_ranges_are_ignored() {
        for header in ["", "it", "de;q=0", "de;q=nan", "de;q=2", "de;level=1", ";;,,-", "deu"] {
            assert_eq!(Language::accepted(header), None, "{header}");
        }
        assert_eq!(Language::accepted("fr;q=x, es;q=0.1"), Some(Language::Spanish));
    }

    #[test]
    fn phrase_has_its_values_in_their_places() {
        let texts = ["{} of {}", "{} de {}", "von {} {}.", "{}"];
        assert_eq!(Language::English.phrase(texts, &["a{}", "b"]), "a{} of b");
        assert_eq!(Language::German.phrase(texts, &["a", "b"]), "von a b.");
        assert_eq!(Language::French.phrase(texts, &["a", "b"]), "a");
    }
}
