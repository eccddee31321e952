//! Photon (<https://github.com/komoot/photon>): `/api?q=…`, GeoJSON.

use serde::Deserialize;
use shared::places::domain::position::Position;
use url::Url;

use super::{
    GeocodedPlace, MAX_PLACES,
    adapter::endpoint,
    geojson,
    place::{address_line, detail, kind_and_name, osm_id},
    query::Query,
};

/// Neither counties, states nor countries.
const LAYERS: [&str; 5] = ["house", "street", "locality", "district", "city"];
/// Radius of the preference for near places: 12 is a city.
const ZOOM: &str = "12";
/// Weight of the distance against the importance of a place, 0 to 1.
const BIAS_SCALE: &str = "0.4";

#[derive(Deserialize)]
struct Properties {
    osm_type: Option<String>,
    osm_id: Option<i64>,
    #[serde(rename = "type")]
    layer: Option<String>,
    name: Option<String>,
    housenumber: Option<String>,
    street: Option<String>,
    district: Option<String>,
    city: Option<String>,
    county: Option<String>,
    state: Option<String>,
    countrycode: Option<String>,
}

pub(super) fn url(base: &Url, query: &Query) -> Url {
    let mut url = endpoint(base, &["api"]);
    let mut pairs = url.query_pairs_mut();
    pairs.append_pair("q", &query.text).append_pair("limit", &MAX_PLACES.to_string());
    if let Some(Position { lat, lng }) = query.near {
        pairs.append_pair("lat", &format!("{lat:.2}")).append_pair("lon", &format!("{lng:.2}"));
        pairs.append_pair("zoom", ZOOM).append_pair("location_bias_scale", BIAS_SCALE);
    }
    for layer in LAYERS {
        pairs.append_pair("layer", layer);
    }
    drop(pairs);
    url
}

/// # Errors
/// When the body is not a feature collection.
pub(super) fn read(body: &[u8]) -> serde_json::Result<Vec<GeocodedPlace>> {
    let features = geojson::features(body)?;
    Ok(features.filter_map(|(position, found)| place(position, &found)).take(MAX_PLACES).collect())
}

fn place(position: Position, found: &Properties) -> Option<GeocodedPlace> {
    let line = address_line(
        found.countrycode.as_deref(),
        found.housenumber.as_deref(),
        found.street.as_deref(),
    );
    let is_street = found.layer.as_deref() == Some("street");
    let (kind, name) = kind_and_name(is_street, found.name.as_deref(), line.as_deref())?;
    let town = found.city.as_deref().or(found.county.as_deref());
    let parts = [line.as_deref(), found.district.as_deref(), town, found.state.as_deref()];
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
    fn url_has_text_and_rounded_position_only() {
        let base = "https://photon.example/".parse().unwrap();
        let near = Some(Position { lat: 40.754_3, lng: -73.988_4 });
        assert_eq!(
            url(&base, &Query::new("5th Ave & 42", near).unwrap()).as_str(),
            "https://photon.example/api?q=5th+ave+%26+42&limit=20&lat=40.75&lon=-73.99&zoom=12\
             &location_bias_scale=0.4&layer=house&layer=street&layer=locality&layer=district\
             &layer=city"
        );
        assert_eq!(
            url(&base, &Query::new("café", None).unwrap()).as_str(),
            "https://photon.example/api?q=caf%C3%A9&limit=20&layer=house&layer=street\
             &layer=locality&layer=district&layer=city"
        );
    }

    #[test]
    fn response_has_landmarks_and_addresses() {
        let body = br#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-73.9857, 40.7484]},
             "properties": {"osm_type": "W", "osm_id": 34633854, "osm_key": "tourism",
                "osm_value": "attraction", "type": "house", "name": "Empire State Building",
                "housenumber": "350", "street": "5th Avenue", "postcode": "10118",
                "district": "Manhattan", "city": "New York", "state": "New York",
                "country": "United States", "countrycode": "US"}},
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [13.4, 52.5]},
             "properties": {"osm_type": "N", "osm_id": 7, "type": "house", "housenumber": "5",
                "street": "Hauptstra\u00dfe", "city": "Berlin", "countrycode": "DE"}},
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-73.99, 40.75]},
             "properties": {"osm_type": "W", "osm_id": 9, "type": "street", "name": "Broadway",
                "city": "New York", "state": "New York", "countrycode": "US"}},
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-73.97, 40.78]},
             "properties": {"type": "district", "name": "Manhattan", "county": "New York County"}},
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-73.97, 40.78]},
             "properties": {"osm_type": "N", "osm_id": 11, "type": "house"}}
        ]}"#;
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
                "350 5th Avenue, Manhattan, New York",
            ),
            ("osm:N7", GeocodedKind::Address, "Hauptstra\u{df}e 5", "Berlin"),
            ("osm:W9", GeocodedKind::Address, "Broadway", "New York"),
            ("at:40.780000,-73.970000", GeocodedKind::Landmark, "Manhattan", "New York County"),
        ];
        let expected = expected.map(|(id, kind, name, detail)| {
            (id.to_owned(), kind, name.to_owned(), detail.to_owned())
        });
        assert_eq!(found, expected);
        assert!(read(br#"{"message": "missing search term 'q'"}"#).is_err());
    }
}
