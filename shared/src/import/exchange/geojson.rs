//! GeoJSON (RFC 7946): a feature with a line for a zone, a feature with a point for a spot.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Records, SpotFields, ZoneFields,
    export::{SpotRow, ZoneRow},
    rows::{self, Wrong},
};
use crate::{
    domain::position::Position,
    import::{ImportError, Problem, Severity},
};

#[derive(Serialize, Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    kind: String,
    features: Vec<Value>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
    properties: Value,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    Point { coordinates: Vec<f64> },
    LineString { coordinates: Vec<Vec<f64>> },
}

/// The properties of a spot beside its fields.
#[derive(Deserialize)]
struct Beside {
    zone_ref: String,
    #[serde(default)]
    attributes: Vec<String>,
}

pub(super) fn read(file: &[u8]) -> Result<Records, ImportError> {
    let collection: Collection = serde_json::from_slice(file)?;
    if collection.kind != "FeatureCollection" {
        return Err(ImportError::NotACollection(collection.kind));
    }
    let mut records = Records::default();
    for (number, feature) in (1..).zip(collection.features) {
        records.report.rows += 1;
        let properties = feature.get("properties");
        let name = ["spot_ref", "zone_ref"].iter().find_map(|name| properties?.get(name)?.as_str());
        let name = name.unwrap_or_default().to_owned();
        if let Err((message, value)) = take(feature, &mut records) {
            let severity = Severity::Error;
            records.report.problems.push(Problem { line: number, object_id: name, severity, message, value });
        }
    }
    Ok(records)
}

fn take(feature: Value, records: &mut Records) -> Result<(), Wrong> {
    let unreadable = |error: serde_json::Error| ("the feature cannot be read", error.to_string());
    if !all_clean(&feature) {
        return Err(("the feature has a character that no text has", String::new()));
    }
    let Feature { geometry, properties } = Feature::deserialize(feature).map_err(unreadable)?;
    match geometry {
        Geometry::LineString { coordinates } => {
            let line = coordinates.iter().map(|point| position(point)).collect::<Result<_, _>>()?;
            let fields = ZoneFields::deserialize(properties).map_err(unreadable)?;
            records.zones.push(rows::zone(fields, line)?);
        }
        Geometry::Point { coordinates } => {
            let beside = Beside::deserialize(&properties).map_err(unreadable)?;
            let fields = SpotFields::deserialize(properties).map_err(unreadable)?;
            records.spots.push(rows::spot(fields, beside.zone_ref, &beside.attributes, position(&coordinates)?)?);
        }
    }
    Ok(())
}

fn all_clean(value: &Value) -> bool {
    match value {
        Value::String(text) => rows::is_clean(text),
        Value::Array(values) => values.iter().all(all_clean),
        Value::Object(members) => members.values().all(all_clean),
        _ => true,
    }
}

fn position(coordinates: &[f64]) -> Result<Position, Wrong> {
    match coordinates {
        [lng, lat, ..] => Ok(Position { lat: *lat, lng: *lng }),
        _ => Err(("the coordinates are no position", format!("{coordinates:?}"))),
    }
}

pub(super) fn write(zones: &[ZoneRow], spots: &[SpotRow]) -> Result<Vec<u8>, ImportError> {
    let zones = zones.iter().map(|zone| {
        let coordinates = zone.line().iter().map(|point| vec![point.lng, point.lat]).collect();
        let properties = ZoneFields {
            zone_ref: zone.source_ref.clone(),
            street: zone.street.clone(),
            from_street: zone.from_street.clone(),
            to_street: zone.to_street.clone(),
            side: zone.side.clone(),
        };
        json!({ "type": "Feature", "geometry": Geometry::LineString { coordinates }, "properties": properties })
    });
    let spots = spots.iter().map(|spot| {
        json!({
            "type": "Feature",
            "geometry": Geometry::Point { coordinates: vec![spot.lng, spot.lat] },
            "properties": {
                "spot_ref": spot.source_ref,
                "zone_ref": spot.zone_ref,
                "label": spot.label,
                "rate_minor_per_hour": spot.rate_minor_per_hour,
                "attributes": spot.attributes,
                "hours": spot.hours,
                "position_assumed": spot.position_assumed,
                "in_service": spot.in_service,
            },
        })
    });
    let features = zones.chain(spots).collect();
    Ok(serde_json::to_vec(&Collection { kind: "FeatureCollection".to_owned(), features })?)
}
