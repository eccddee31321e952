//! Pelias: `/v1/autocomplete?text=…&focus.point.lat=…&focus.point.lon=…&size=…`.

use serde_json::{Value, json};

use super::{Params, find, number};
use crate::places::{CITY, DISTRICT, Place};

/// `None` without a text.
pub(super) fn respond(params: &Params) -> Option<Value> {
    let near = number(params, "focus.point.lat").zip(number(params, "focus.point.lon"));
    let features: Vec<Value> =
        find(params, "text", "size", near)?.into_iter().map(feature).collect();
    Some(json!({
        "geocoding": { "version": "0.2", "attribution": "© OpenStreetMap contributors" },
        "type": "FeatureCollection", "features": features,
    }))
}

fn feature(place: &Place) -> Value {
    let layer = if place.name.is_some() { "venue" } else { "address" };
    let name = place.name.map_or_else(|| place.line(), str::to_owned);
    json!({
        "type": "Feature",
        "geometry": { "type": "Point", "coordinates": [place.lng, place.lat] },
        "properties": {
            "id": format!("way/{}", place.id),
            "gid": format!("openstreetmap:{layer}:way/{}", place.id),
            "layer": layer, "source": "openstreetmap",
            "label": format!("{name}, {DISTRICT}, {CITY}, NY, USA"), "name": name,
            "housenumber": place.number, "street": place.street, "postalcode": place.postcode,
            "confidence": 1, "country_code": "US", "country_a": "USA", "region": CITY,
            "locality": CITY, "borough": DISTRICT,
        },
    })
}
