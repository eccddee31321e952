//! Nominatim (<https://nominatim.org/release-docs/latest/api/Search/>): `/search?q=…`, JSON.

use serde::Deserialize;
use serde_json::Value;
use shared::places::domain::position::Position;
use url::Url;

use super::{
    GeocodedPlace, MAX_PLACES,
    adapter::endpoint,
    place::{address_line, detail, kind_and_name, osm_id, position},
    query::Query,
};

/// Half the size of the box in which places are preferred, in degrees.
const HALF_BOX: f64 = 0.25;

#[derive(Deserialize)]
struct Found {
    osm_type: Option<String>,
    osm_id: Option<i64>,
    /// Coordinates are texts.
    lat: String,
    lon: String,
    category: Option<String>,
    name: Option<String>,
    #[serde(default)]
    address: Address,
}

#[derive(Deserialize, Default)]
struct Address {
    house_number: Option<String>,
    road: Option<String>,
    suburb: Option<String>,
    city: Option<String>,
    town: Option<String>,
    village: Option<String>,
    state: Option<String>,
    country_code: Option<String>,
}

pub(super) fn url(base: &Url, query: &Query) -> Url {
    let mut url = endpoint(base, &["search"]);
    let mut pairs = url.query_pairs_mut();
    pairs.append_pair("q", &query.text).append_pair("format", "jsonv2");
    pairs.append_pair("addressdetails", "1").append_pair("limit", &MAX_PLACES.to_string());
    if let Some(Position { lat, lng }) = query.near {
        let (west, east) = ((lng - HALF_BOX).max(-180.0), (lng + HALF_BOX).min(180.0));
        let (south, north) = ((lat - HALF_BOX).max(-90.0), (lat + HALF_BOX).min(90.0));
        let corners = format!("{west:.2},{south:.2},{east:.2},{north:.2}");
        pairs.append_pair("viewbox", &corners);
    }
    drop(pairs);
    url
}

/// # Errors
/// When the body is not an array.
pub(super) fn read(body: &[u8]) -> serde_json::Result<Vec<GeocodedPlace>> {
    let entries: Vec<Value> = serde_json::from_slice(body)?;
    let found = entries.into_iter().filter_map(|entry| serde_json::from_value(entry).ok());
    Ok(found.filter_map(|found: Found| place(&found)).take(MAX_PLACES).collect())
}

fn place(found: &Found) -> Option<GeocodedPlace> {
    let position = position(found.lat.parse().ok()?, found.lon.parse().ok()?)?;
    let address = &found.address;
    let line = address_line(
        address.country_code.as_deref(),
        address.house_number.as_deref(),
        address.road.as_deref(),
    );
    let is_street = found.category.as_deref() == Some("highway");
    let (kind, name) = kind_and_name(is_street, found.name.as_deref(), line.as_deref())?;
    let town = address.city.as_deref().or(address.town.as_deref()).or(address.village.as_deref());
    let parts = [line.as_deref(), address.suburb.as_deref(), town, address.state.as_deref()];
    Some(GeocodedPlace {
        id: osm_id(found.osm_type.as_deref(), found.osm_id, position),
        kind,
        detail: detail(&name, parts),
        name,
        position,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geocoder::GeocodedKind;

    #[test]
    fn url_has_text_and_box_only() {
        let base = "https://nominatim.example".parse().unwrap();
        let near = Some(Position { lat: 40.754_3, lng: -73.988_4 });
        assert_eq!(
            url(&base, &Query::new("Empire State", near).unwrap()).as_str(),
            "https://nominatim.example/search?q=empire+state&format=jsonv2&addressdetails=1\
             &limit=20&viewbox=-74.24%2C40.50%2C-73.74%2C41.00"
        );
        assert_eq!(
            url(&base, &Query::new("empire", None).unwrap()).as_str(),
            "https://nominatim.example/search?q=empire&format=jsonv2&addressdetails=1&limit=20"
        );
    }

    #[test]
    fn response_has_landmarks_and_addresses() {
        let body = br#"[
            {"place_id": 1, "licence": "ODbL", "osm_type": "way", "osm_id": 34633854,
             "lat": "40.7484421", "lon": "-73.9856589", "category": "tourism",
             "type": "attraction", "addresstype": "tourism", "name": "Empire State Building",
             "display_name": "Empire State Building, 350, 5th Avenue, Manhattan, New York",
             "address": {"tourism": "Empire State Building", "house_number": "350",
                "road": "5th Avenue", "suburb": "Manhattan", "city": "City of New York",
                "state": "New York", "country_code": "us"},
             "boundingbox": ["40.7479226", "40.7489422", "-73.9865012", "-73.9848166"]},
            {"osm_type": "node", "osm_id": 5, "lat": "52.5", "lon": "13.4", "category": "place",
             "type": "house", "name": "", "address": {"house_number": "5",
                "road": "Hauptstra\u00dfe", "town": "Teltow", "country_code": "de"}},
            {"osm_type": "way", "osm_id": 9, "lat": "40.75", "lon": "-73.99",
             "category": "highway", "name": "Broadway", "address": {"road": "Broadway",
                "city": "City of New York"}},
            {"osm_type": "node", "osm_id": 6, "lat": "north", "lon": "13.4", "name": "Nowhere"},
            {"osm_type": "node", "osm_id": 8, "lat": "52.5", "lon": "13.4"}
        ]"#;
        let found: Vec<_> = read(body)
            .unwrap()
            .into_iter()
            .map(|place| (place.id, place.kind, place.name, place.detail.unwrap_or_default()))
            .collect();
        let expected = [
            (
                "osm:W34633854",
                GeocodedKind::Landmark,
                "Empire State Building",
                "350 5th Avenue, Manhattan, City of New York, New York",
            ),
            ("osm:N5", GeocodedKind::Address, "Hauptstra\u{df}e 5", "Teltow"),
            ("osm:W9", GeocodedKind::Address, "Broadway", "City of New York"),
        ];
        let expected = expected.map(|(id, kind, name, detail)| {
            (id.to_owned(), kind, name.to_owned(), detail.to_owned())
        });
        assert_eq!(found, expected);
        assert!(read(br#"{"error": {"code": 400}}"#).is_err());
    }
}
