//! Photon: `/api?q=…&lat=…&lon=…&limit=…`.

use serde_json::{Value, json};

use super::{Params, find, number};
use crate::places::{CITY, DISTRICT, Place};

/// `None` without a text.
pub(super) fn respond(params: &Params) -> Option<Value> {
    let near = number(params, "lat").zip(number(params, "lon"));
    let features: Vec<Value> = find(params, "q", "limit", near)?.into_iter().map(feature).collect();
    Some(json!({ "type": "FeatureCollection", "features": features }))
}

fn feature(place: &Place) -> Value {
    let mut properties = json!({
        "osm_type": "W", "osm_id": place.id, "osm_key": "building", "osm_value": "yes",
        "type": "house", "housenumber": place.number, "street": place.street,
        "postcode": place.postcode, "district": DISTRICT, "city": CITY, "state": CITY,
        "country": "United States", "countrycode": "US",
    });
    // An address has no member `name`.
    if let (Some(name), Some(members)) = (place.name, properties.as_object_mut()) {
        members.insert("name".to_owned(), name.into());
    }
    json!({
        "type": "Feature", "properties": properties,
        "geometry": { "type": "Point", "coordinates": [place.lng, place.lat] },
    })
}
