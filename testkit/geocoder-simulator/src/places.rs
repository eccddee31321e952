//! The places of the simulator, in Midtown Manhattan, and the search for them.

/// An address or a landmark.
#[derive(Debug)]
pub(crate) struct Place {
    /// Number of an invented way of OpenStreetMap.
    pub(crate) id: i64,
    /// `None` for an address.
    pub(crate) name: Option<&'static str>,
    pub(crate) number: &'static str,
    pub(crate) street: &'static str,
    pub(crate) postcode: &'static str,
    pub(crate) lat: f64,
    pub(crate) lng: f64,
}

pub(crate) const DISTRICT: &str = "Manhattan";
pub(crate) const CITY: &str = "New York";

/// Words that are written in several ways.
const SYNONYMS: [(&str, &str); 9] = [
    ("west", "w"),
    ("east", "e"),
    ("north", "n"),
    ("south", "s"),
    ("street", "st"),
    ("avenue", "ave"),
    ("seventh", "7th"),
    ("eighth", "8th"),
    ("fifth", "5th"),
];

static PLACES: [Place; 10] = [
    landmark(1, "Empire State Building", "350", "5th Avenue", "10118", 40.748_44, -73.985_66),
    landmark(2, "Macy's Herald Square", "151", "West 34th Street", "10001", 40.750_87, -73.989_6),
    landmark(3, "Madison Square Garden", "4", "Penn Plaza", "10001", 40.750_5, -73.993_44),
    landmark(4, "New York Public Library", "476", "5th Avenue", "10018", 40.753_18, -73.982_25),
    landmark(5, "Port Authority Bus Terminal", "625", "8th Avenue", "10018", 40.756_94, -73.990_56),
    landmark(6, "The New York Times Building", "620", "8th Avenue", "10018", 40.756_06, -73.990_34),
    address(7, "260", "West 39th Street", "10018", 40.755_02, -73.989_82),
    address(8, "1411", "Broadway", "10018", 40.754_32, -73.986_83),
    address(9, "500", "7th Avenue", "10018", 40.753_04, -73.989_79),
    address(10, "525", "West 42nd Street", "10036", 40.759_93, -73.996_53),
];

const fn landmark(
    id: i64,
    name: &'static str,
    number: &'static str,
    street: &'static str,
    postcode: &'static str,
    lat: f64,
    lng: f64,
) -> Place {
    Place { id, name: Some(name), number, street, postcode, lat, lng }
}

const fn address(
    id: i64,
    number: &'static str,
    street: &'static str,
    postcode: &'static str,
    lat: f64,
    lng: f64,
) -> Place {
    Place { id, name: None, number, street, postcode, lat, lng }
}

impl Place {
    /// House number and street.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.number, self.street)
    }

    fn matches(&self, words: &[String]) -> bool {
        let own = words_of(&format!("{} {}", self.name.unwrap_or_default(), self.line()));
        words.iter().all(|word| own.iter().any(|own| own.starts_with(word)))
    }
}

/// The places that have a word for each word of `text`, beginning with it; nearest first.
pub(crate) fn search(text: &str, near: Option<(f64, f64)>, limit: usize) -> Vec<&'static Place> {
    let words = words_of(text);
    let mut found: Vec<&Place> =
        PLACES.iter().filter(|place| !words.is_empty() && place.matches(&words)).collect();
    if let Some((lat, lng)) = near {
        let distance = |place: &Place| (place.lat - lat).hypot((place.lng - lng) * 0.76);
        found.sort_by(|one, other| distance(one).total_cmp(&distance(other)));
    }
    found.truncate(limit);
    found
}

fn words_of(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('\'', "");
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let short = SYNONYMS.iter().find(|(long, _)| *long == word).map(|(_, short)| *short);
            short.unwrap_or(word).to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str, near: Option<(f64, f64)>) -> Vec<i64> {
        search(text, near, 20).into_iter().map(|place| place.id).collect()
    }

    #[test]
    fn every_word_must_begin_a_word_of_the_place() {
        assert_eq!(ids("empire sta", None), [1]);
        assert_eq!(ids("260 w 39th st", None), [7]);
        assert_eq!(ids("macys", None), [2]);
        assert_eq!(ids("new york", None), [4, 6]);
        assert_eq!(ids("empire garden", None), [0; 0]);
        assert_eq!(ids(" , ", None), [0; 0]);
    }

    #[test]
    fn nearest_place_is_first() {
        assert_eq!(ids("8th", Some((40.756, -73.990))), [6, 5]);
        assert_eq!(ids("8th", Some((40.758, -73.991))), [5, 6]);
        assert_eq!(search("8th", None, 1).len(), 1);
    }
}
