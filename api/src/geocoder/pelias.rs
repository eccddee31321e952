//! Pelias (<https://github.com/pelias/documentation>): `/v1/autocomplete?text=…`, GeoJSON.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use shared::places::domain::position::Position;
use url::Url;

use super::{
    GeocodedKind, GeocodedPlace, MAX_PLACES,
    adapter::endpoint,
    geojson,
    place::{address_line, detail, text},
    query::Query,
};

/// Neither counties, regions nor countries.
const LAYERS: &str = "address,venue,street,neighbourhood,borough,locality";

#[derive(Deserialize)]
struct Properties {
    gid: String,
    layer: String,
    name: String,
    label: Option<String>,
    housenumber: Option<String>,
    street: Option<String>,
    country_code: Option<String>,
}

pub(super) fn url(base: &Url, query: &Query, key: Option<&SecretString>) -> Url {
    let mut url = endpoint(base, &["v1", "autocomplete"]);
    let mut pairs = url.query_pairs_mut();
    pairs.append_pair("text", &query.text).append_pair("size", &MAX_PLACES.to_string());
    if let Some(Position { lat, lng }) = query.near {
        pairs.append_pair("focus.point.lat", &format!("{lat:.2}"));
        pairs.append_pair("focus.point.lon", &format!("{lng:.2}"));
    }
    pairs.append_pair("layers", LAYERS);
    if let Some(key) = key {
        pairs.append_pair("api_key", key.expose_secret());
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
    let name = text(Some(&found.name))?;
    let kind = match found.layer.as_str() {
        "address" | "street" | "intersection" => GeocodedKind::Address,
        _ => GeocodedKind::Landmark,
    };
    let line = address_line(
        found.country_code.as_deref(),
        found.housenumber.as_deref(),
        found.street.as_deref(),
    );
    let line = line.filter(|_| kind == GeocodedKind::Landmark);
    // A label begins with the name.
    let around = found.label.as_deref().map(|label| {
        label.strip_prefix(found.name.as_str()).unwrap_or(label).trim_start_matches([',', ' '])
    });
    Some(GeocodedPlace {
        id: text(Some(&found.gid))?,
        kind,
        detail: detail(&name, [line.as_deref(), around]),
        name,
        position,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn url_has_text_rounded_position_and_key_only() {
        let base = "https://geo.example/pelias/".parse().unwrap();
        let near = Some(Position { lat: 40.754_3, lng: -73.988_4 });
        let query = Query::new("Empire State", near).unwrap();
        assert_eq!(
            url(&base, &query, Some(&"ge-1".into())).as_str(),
            "https://geo.example/pelias/v1/autocomplete?text=empire+state&size=20\
             &focus.point.lat=40.75&focus.point.lon=-73.99\
             &layers=address%2Cvenue%2Cstreet%2Cneighbourhood%2Cborough%2Clocality&api_key=ge-1"
        );
        assert_eq!(
            url(&base, &Query::new("empire", None).unwrap(), None).as_str(),
            "https://geo.example/pelias/v1/autocomplete?text=empire&size=20\
             &layers=address%2Cvenue%2Cstreet%2Cneighbourhood%2Cborough%2Clocality"
        );
    }

    #[test]
    fn response_has_landmarks_and_addresses() {
        let body = br#"{"geocoding": {"version": "0.2"}, "type": "FeatureCollection", "features": [
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-73.9857, 40.7484]},
             "properties": {"id": "way/34633854", "gid": "openstreetmap:venue:way/34633854",
                "layer": "venue", "source": "openstreetmap", "name": "Empire State Building",
                "housenumber": "350", "street": "5th Avenue", "country_code": "US",
                "label": "Empire State Building, Manhattan, New York, NY, USA"}},
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-73.9898, 40.755]},
             "properties": {"gid": "openaddresses:address:us/ny/1", "layer": "address",
                "name": "260 West 39th Street", "housenumber": "260", "street": "West 39th Street",
                "label": "260 West 39th Street, New York, NY, USA"}},
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-73.9, 40.7]},
             "properties": {"gid": "whosonfirst:locality:1", "layer": "locality",
                "name": "New York"}},
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-73.9, 40.7]},
             "properties": {"gid": "", "layer": "venue", "name": "No gid"}}
        ]}"#;
        let found: Vec<_> = read(body)
            .unwrap()
            .into_iter()
            .map(|place| (place.id, place.kind, place.name, place.detail))
            .collect();
        let expected = [
            (
                "openstreetmap:venue:way/34633854",
                GeocodedKind::Landmark,
                "Empire State Building",
                Some("350 5th Avenue, Manhattan, New York, NY, USA"),
            ),
            (
                "openaddresses:address:us/ny/1",
                GeocodedKind::Address,
                "260 West 39th Street",
                Some("New York, NY, USA"),
            ),
            ("whosonfirst:locality:1", GeocodedKind::Landmark, "New York", None),
        ];
        let expected = expected.map(|(id, kind, name, detail)| {
            (id.to_owned(), kind, name.to_owned(), detail.map(str::to_owned))
        });
        assert_eq!(found, expected);
        assert!(read(br#"{"meta": {"status_code": 401}}"#).is_err());
    }
}
