//! The address of a spot in words, as mails, receipts and calendars show it.

use crate::platform::domain::language::Language;

/// Returns an address such as `West 43 Street, north side, between 6 Avenue and 7 Avenue`, without
/// the parts that are not known. `cross_streets` are those at the start and at the end.
pub fn address(
    street: &str,
    side: &str,
    cross_streets: (&str, &str),
    language: Language,
) -> String {
    let cross = match cross_streets {
        ("", "") => String::new(),
        ("", street) | (street, "") => match language {
            Language::English => format!(", at {street}"),
            Language::Spanish => format!(", esquina con {street}"),
            Language::German => format!(", Ecke {street}"),
            Language::French => format!(", à l’angle de {street}"),
        },
        (from, to) => match language {
            Language::English => format!(", between {from} and {to}"),
            Language::Spanish => format!(", entre {from} y {to}"),
            Language::German => format!(", zwischen {from} und {to}"),
            Language::French => format!(", entre {from} et {to}"),
        },
    };
    let side = side_words(side, language).map(|side| format!(", {side}")).unwrap_or_default();
    format!("{street}{side}{cross}")
}

/// Returns the side of a street in words; `None` if it is not known.
pub(crate) fn side_words(side: &str, language: Language) -> Option<&'static str> {
    let words = match side {
        "N" => ["north side", "lado norte", "Nordseite", "côté nord"],
        "NE" => ["north-east side", "lado noreste", "Nordostseite", "côté nord-est"],
        "E" => ["east side", "lado este", "Ostseite", "côté est"],
        "SE" => ["south-east side", "lado sureste", "Südostseite", "côté sud-est"],
        "S" => ["south side", "lado sur", "Südseite", "côté sud"],
        "SW" => ["south-west side", "lado suroeste", "Südwestseite", "côté sud-ouest"],
        "W" => ["west side", "lado oeste", "Westseite", "côté ouest"],
        "NW" => ["north-west side", "lado noroeste", "Nordwestseite", "côté nord-ouest"],
        "M" => ["median", "mediana", "Mittelstreifen", "terre-plein central"],
        _ => return None,
    };
    Some(language.pick(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(side: &str, cross_streets: (&str, &str)) -> Vec<String> {
        let languages = Language::ALL.iter();
        languages.map(|language| address("Main Street", side, cross_streets, *language)).collect()
    }

    #[test]
    fn address_has_words_in_each_language() {
        assert_eq!(
            addresses("N", ("1 Avenue", "2 Avenue")),
            [
                "Main Street, north side, between 1 Avenue and 2 Avenue",
                "Main Street, lado norte, entre 1 Avenue y 2 Avenue",
                "Main Street, Nordseite, zwischen 1 Avenue und 2 Avenue",
                "Main Street, côté nord, entre 1 Avenue et 2 Avenue",
            ]
        );
    }

    #[test]
    fn corner_is_named_by_the_known_cross_street() {
        assert_eq!(
            addresses("M", ("", "2 Avenue")),
            [
                "Main Street, median, at 2 Avenue",
                "Main Street, mediana, esquina con 2 Avenue",
                "Main Street, Mittelstreifen, Ecke 2 Avenue",
                "Main Street, terre-plein central, à l’angle de 2 Avenue",
            ]
        );
    }
}
