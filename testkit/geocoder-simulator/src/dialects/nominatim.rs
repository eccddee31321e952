//! Nominatim: `/search?q=…&format=jsonv2&addressdetails=1&viewbox=…&limit=…`.

use serde_json::{Value, json};

use super::{Params, find, text};
use crate::places::{CITY, DISTRICT, Place};

/// `None` without a text, or with another format than `jsonv2`.
pub(super) fn respond(params: &Params) -> Option<Value> {
    text(params, "format").filter(|format| *format == "jsonv2")?;
    let near = text(params, "viewbox").and_then(centre);
    Some(find(params, "q", "limit", near)?.into_iter().map(entry).collect())
}

/// The centre of a box `west,south,east,north`.
fn centre(corners: &str) -> Option<(f64, f64)> {
    let corners: Vec<f64> = corners.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [west, south, east, north] = *corners.as_slice() else { return None };
    Some((f64::midpoint(south, north), f64::midpoint(west, east)))
}

fn entry(place: &Place) -> Value {
    let kind = if place.name.is_some() { ("tourism", "attraction") } else { ("place", "house") };
    let start = place.name.map(|name| format!("{name}, ")).unwrap_or_default();
    json!({
        "place_id": place.id, "licence": "Data © OpenStreetMap contributors, ODbL 1.0.",
        "osm_type": "way", "osm_id": place.id, "category": kind.0, "type": kind.1,
        // Coordinates are texts.
        "lat": place.lat.to_string(), "lon": place.lng.to_string(),
        "place_rank": 30, "importance": 0.1, "addresstype": kind.0,
        "name": place.name.unwrap_or_default(),
        "display_name":
            format!("{start}{}, {}, {DISTRICT}, {CITY}, {}", place.number, place.street,
                place.postcode),
        "address": {
            "house_number": place.number, "road": place.street, "suburb": DISTRICT, "city": CITY,
            "state": CITY, "postcode": place.postcode, "country": "United States",
            "country_code": "us",
        },
    })
}
