//! GeoJSON feature collections, the responses of Photon and Pelias.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use shared::places::domain::position::Position;

use super::place::position;

#[derive(Deserialize)]
struct Collection {
    features: Vec<Value>,
}

#[derive(Deserialize)]
struct Feature<P> {
    geometry: Geometry,
    properties: P,
}

#[derive(Deserialize)]
struct Geometry {
    /// Longitude, latitude, and possibly a height.
    coordinates: Vec<f64>,
}

/// Position and properties of each feature that is a point with these properties.
///
/// # Errors
/// When the body is not a feature collection.
pub(super) fn features<P: DeserializeOwned>(
    body: &[u8],
) -> serde_json::Result<impl Iterator<Item = (Position, P)>> {
    let Collection { features } = serde_json::from_slice(body)?;
    Ok(features.into_iter().filter_map(|feature| {
        let Feature { geometry, properties } = serde_json::from_value(feature).ok()?;
        let [lng, lat, ..] = *geometry.coordinates.as_slice() else { return None };
        Some((position(lat, lng)?, properties))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Named {
        name: String,
    }

    #[test]
    fn unknown_features_are_left_out() {
        let body = br#"{"type": "FeatureCollection", "features": [
            {"geometry": {"type": "Point", "coordinates": [-73.9, 40.7]},
             "properties": {"name": "a"}},
            {"geometry": {"type": "Point", "coordinates": [-73.9, 40.7, 12.5]},
             "properties": {"name": "b"}},
            {"geometry": {"type": "Point", "coordinates": [-73.9]}, "properties": {"name": "c"}},
            {"geometry": {"type": "Point", "coordinates": [40.7, -173.9]},
             "properties": {"name": "d"}},
            {"geometry": {"type": "Polygon", "coordinates": [[[0, 0]]]},
             "properties": {"name": "e"}},
            {"geometry": {"type": "Point", "coordinates": [0, 0]}, "properties": {}},
            7
        ]}"#;
        let names: Vec<String> = features(body).unwrap().map(|(_, Named { name })| name).collect();
        assert_eq!(names, ["a", "b"]);
        assert!(features::<Named>(br#"{"error": "no"}"#).is_err());
        assert!(features::<Named>(b"<html>").is_err());
    }
}
