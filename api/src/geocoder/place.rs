//! A place that a geocoder has found, and the texts that describe it.

use shared::{places::domain::position::Position, platform::domain::text::is_invisible};

/// Maximum length of a name or of a part of the detail, in characters.
const MAX_LENGTH: usize = 100;
/// Countries that write the house number before the street.
const NUMBER_FIRST: [&str; 12] =
    ["AU", "CA", "FR", "GB", "IE", "IN", "LU", "MT", "NZ", "SG", "US", "ZA"];

/// The kind of a found place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GeocodedKind {
    /// A house or a street.
    Address,
    /// A named place: a building, a park, a district.
    Landmark,
}

/// A place that a geocoder has found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GeocodedPlace {
    /// The geocoder's identifier.
    pub(crate) id: String,
    pub(crate) kind: GeocodedKind,
    pub(crate) name: String,
    /// The address or the surroundings.
    pub(crate) detail: Option<String>,
    pub(crate) position: Position,
}

/// `None` outside of the ranges of latitude and longitude.
pub(super) fn position(lat: f64, lng: f64) -> Option<Position> {
    Some(Position { lat, lng }).filter(|position| position.is_on_earth())
}

/// The identifier of an object of OpenStreetMap, such as `osm:W34633854`, or else the position.
pub(super) fn osm_id(kind: Option<&str>, id: Option<i64>, at: Position) -> String {
    match (kind.and_then(|kind| kind.chars().next()), id) {
        (Some(kind), Some(id)) => format!("osm:{}{id}", kind.to_ascii_uppercase()),
        _ => format!("at:{:.6},{:.6}", at.lat, at.lng),
    }
}

/// Street and house number in the order of the country; `None` without a street.
pub(super) fn address_line(
    country: Option<&str>,
    number: Option<&str>,
    street: Option<&str>,
) -> Option<String> {
    let street = text(street)?;
    let Some(number) = text(number) else { return Some(street) };
    let is_first = country
        .is_none_or(|country| NUMBER_FIRST.iter().any(|code| code.eq_ignore_ascii_case(country)));
    Some(if is_first { format!("{number} {street}") } else { format!("{street} {number}") })
}

/// Kind and name of an object of OpenStreetMap: without a name of its own, it is its address.
pub(super) fn kind_and_name(
    is_street: bool,
    name: Option<&str>,
    line: Option<&str>,
) -> Option<(GeocodedKind, String)> {
    match text(name) {
        Some(name) if is_street => Some((GeocodedKind::Address, name)),
        Some(name) => Some((GeocodedKind::Landmark, name)),
        None => Some((GeocodedKind::Address, line?.to_owned())),
    }
}

/// Joins the parts that are present and not equal to the name or to an earlier part.
pub(super) fn detail<'a>(
    name: &str,
    parts: impl IntoIterator<Item = Option<&'a str>>,
) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for part in parts.into_iter().filter_map(text) {
        if part != name && !kept.contains(&part) {
            kept.push(part);
        }
    }
    (!kept.is_empty()).then(|| kept.join(", "))
}

/// The text without invisible characters and surrounding space; `None` if nothing is left.
pub(super) fn text(text: Option<&str>) -> Option<String> {
    let characters = text?.trim().chars().filter(|c| !is_invisible(*c)).take(MAX_LENGTH);
    Some(characters.collect::<String>()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn house_number_has_the_order_of_the_country() {
        let line = |country, number| address_line(country, number, Some("Main"));
        assert_eq!(line(Some("us"), Some("350")).unwrap(), "350 Main");
        assert_eq!(line(Some("DE"), Some("5a")).unwrap(), "Main 5a");
        assert_eq!(line(None, Some("7")).unwrap(), "7 Main");
        assert_eq!(line(Some("DE"), Some(" ")).unwrap(), "Main");
        assert_eq!(address_line(Some("US"), Some("350"), None), None);
    }

    #[test]
    fn detail_repeats_nothing() {
        let parts = [Some("350 5th Avenue"), None, Some("New York"), Some("New York"), Some(" ")];
        assert_eq!(detail("Tower", parts).unwrap(), "350 5th Avenue, New York");
        assert_eq!(detail("New York", [Some("New York")]), None);
    }

    #[test]
    fn texts_are_short_and_printable() {
        assert_eq!(text(Some("a\u{0}b\nc\u{202e}\u{200b} ")).unwrap(), "abc");
        assert_eq!(text(Some(&"é".repeat(150))).unwrap().chars().count(), 100);
    }

    #[test]
    fn position_is_on_earth() {
        assert!(position(90.0, -180.0).is_some());
        for (lat, lng) in [(90.1, 0.0), (0.0, 180.5), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert!(position(lat, lng).is_none(), "{lat} {lng}");
        }
    }
}
