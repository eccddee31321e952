//! GeoJSON (RFC 7946): a point or polygon feature for each site, a line or polygon for each zone, a
//! point for each spot.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    Fields,
    export::{SiteRow, SpotRow, ZoneRow},
    rows,
};
use crate::places::{
    domain::position::Position,
    import::{ImportError, Problem, SITE_TEXTS, Severity, SpotFile, Wrong, report::Rows},
};

#[derive(Serialize, Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    kind: String,
    /// Member of GeoJSON 2008; RFC 7946 allows only WGS 84, longitude first.
    #[serde(default, skip_serializing)]
    crs: Option<Value>,
    features: Vec<Value>,
}

/// The names of WGS 84 with longitude first. EPSG:4326 is excluded: its definition puts latitude
/// first, and files differ.
const WGS_84: [&str; 3] = [
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "urn:ogc:def:crs:OGC::CRS84",
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
];

impl Fields for Map<String, Value> {
    fn text(&self, name: &'static str) -> Result<Option<String>, Wrong> {
        let Some(value) = self.get(name) else { return Ok(None) };
        match value {
            Value::Null => Ok(Some(String::new())),
            Value::String(text) => Ok(Some(text.trim().to_owned())),
            Value::Bool(flag) => Ok(Some(flag.to_string())),
            Value::Number(number) => {
                let text = number.to_string();
                Ok(Some(text.strip_suffix(".0").unwrap_or(&text).to_owned()))
            }
            Value::Array(_) | Value::Object(_) => {
                Err(Wrong::new(name, "must be a text", value.to_string()))
            }
        }
    }

    fn number(&self, name: &'static str) -> Result<Option<String>, Wrong> {
        self.text(name)
    }

    fn words(&self, name: &'static str) -> Result<Option<Vec<String>>, Wrong> {
        let word = |value: &Value| match value {
            Value::String(word) => Ok(word.trim().to_owned()),
            other => Err(Wrong::new(name, "must be a list of texts", other.to_string())),
        };
        match self.get(name) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(Vec::new())),
            Some(Value::Array(values)) => {
                values.iter().map(word).collect::<Result<_, _>>().map(Some)
            }
            Some(Value::String(words)) => {
                Ok(Some(words.split_whitespace().map(str::to_owned).collect()))
            }
            Some(other) => Err(Wrong::new(name, "must be a list of texts", other.to_string())),
        }
    }
}

pub(super) fn read(bytes: &[u8]) -> Result<SpotFile, ImportError> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ImportError::Encoding("UTF-16"));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if str::from_utf8(bytes).is_err() {
        return Err(ImportError::Encoding("in another encoding"));
    }
    let collection: Collection = serde_json::from_slice(bytes)?;
    if collection.kind != "FeatureCollection" {
        return Err(ImportError::NotACollection(collection.kind));
    }
    if let Some(crs) = collection.crs.filter(|crs| !crs.is_null()) {
        let name = crs.pointer("/properties/name").and_then(Value::as_str);
        if !name.is_some_and(|name| WGS_84.iter().any(|known| known.eq_ignore_ascii_case(name))) {
            return Err(ImportError::Crs(name.map_or_else(|| crs.to_string(), str::to_owned)));
        }
    }
    let mut file = SpotFile::default();
    file.report.counted_by = Rows::Features;
    for (number, feature) in (1..).zip(collection.features) {
        file.report.rows += 1;
        let properties = feature.get("properties").and_then(Value::as_object);
        let name = properties.and_then(|properties| {
            let names = ["spot_ref", "zone_ref", "site_ref"].into_iter();
            names
                .filter_map(|name| properties.text(name).ok().flatten())
                .find(|name| !name.is_empty())
        });
        if let Err(Wrong { column, message, value }) = take(&feature, number, &mut file) {
            let (object_id, severity) = (name.unwrap_or_default(), Severity::Error);
            file.report.problems.push(Problem {
                line: number,
                column,
                object_id,
                severity,
                message,
                value,
            });
        }
    }
    Ok(file)
}

fn take(feature: &Value, number: u64, file: &mut SpotFile) -> Result<(), Wrong> {
    let short = |value: Option<&Value>| {
        value.map_or_else(String::new, |value| value.to_string().chars().take(60).collect())
    };
    let Some(properties) = feature.get("properties").and_then(Value::as_object) else {
        return Err(Wrong::new(
            "properties",
            "must be an object",
            short(feature.get("properties")),
        ));
    };
    let geometry = feature.get("geometry");
    let kind = geometry.and_then(|geometry| geometry.get("type")).and_then(Value::as_str);
    let coordinates = geometry.and_then(|geometry| geometry.get("coordinates"));
    let wrong = || {
        Wrong::new("geometry", "the coordinates must be numbers, [lng, lat]", short(coordinates))
    };
    match kind {
        Some("LineString") => {
            let points = coordinates.and_then(Value::as_array).ok_or_else(wrong)?;
            let points = points.iter().map(position).collect::<Option<_>>().ok_or_else(wrong)?;
            file.zones.push(rows::zone(properties, number, points, Some(false), "geometry")?);
        }
        Some("Polygon") => {
            let ring = ring(coordinates).ok_or_else(|| {
                let message = "a polygon must have one ring of positions, [lng, lat]";
                Wrong::new("geometry", message, short(coordinates))
            })?;
            let ring = rows::ring(&ring, "geometry")?;
            if is_site(properties) {
                let at = Position {
                    lat: degrees(properties, "site_lat")?,
                    lng: degrees(properties, "site_lng")?,
                };
                let site = rows::site(properties, number, at, Some(Some(ring)), "site_lat")?;
                file.sites.push(site);
            } else {
                file.zones.push(rows::zone(properties, number, ring, Some(true), "geometry")?);
            }
        }
        Some("Point") if is_site(properties) => {
            let position = coordinates.and_then(position).ok_or_else(wrong)?;
            let site = rows::site(properties, number, position, Some(None), "geometry")?;
            file.sites.push(site);
        }
        Some("Point") => {
            let position = coordinates.and_then(position).ok_or_else(wrong)?;
            file.spots.push(rows::spot(properties, number, position, "geometry")?);
        }
        _ => {
            return Err(Wrong::new(
                "geometry",
                "must be a Point (a spot), a LineString (a zone) or a Polygon",
                short(geometry),
            ));
        }
    }
    Ok(())
}

/// Returns whether a feature is a site: it refers to a site, and is neither a zone nor a spot.
fn is_site(properties: &Map<String, Value>) -> bool {
    properties.contains_key("site_ref")
        && !properties.contains_key("zone_ref")
        && !properties.contains_key("spot_ref")
}

/// Returns the only ring of a polygon.
fn ring(coordinates: Option<&Value>) -> Option<Vec<Position>> {
    match coordinates?.as_array()?.as_slice() {
        [ring] => ring.as_array()?.iter().map(position).collect(),
        _ => None,
    }
}

fn degrees(properties: &Map<String, Value>, name: &'static str) -> Result<f64, Wrong> {
    let text = properties.number(name)?.unwrap_or_default();
    let degrees = text.parse().ok().filter(|degrees: &f64| degrees.is_finite());
    degrees.ok_or_else(|| Wrong::new(name, "must be a number of degrees", text))
}

fn position(coordinates: &Value) -> Option<Position> {
    match coordinates.as_array()?.as_slice() {
        [lng, lat, ..] => Some(Position { lat: lat.as_f64()?, lng: lng.as_f64()? }),
        _ => None,
    }
}

/// Sets a member of an object.
fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

pub(super) fn write(
    sites: &[SiteRow],
    zones: &[ZoneRow],
    spots: &[SpotRow],
) -> Result<Vec<u8>, ImportError> {
    let pairs = |positions: &[Position]| -> Vec<[f64; 2]> {
        positions.iter().map(|point| [point.lng, point.lat]).collect()
    };
    let has_sites = !sites.is_empty();
    let sites = sites.iter().map(|site| {
        let Position { lat, lng } = site.position();
        let mut properties = json!({
            "site_ref": site.source_ref,
            "site_kind": site.kind,
            "site_name": site.name,
            "site_access": site.access,
            "site_entry_mode": site.entry_mode,
        });
        for ((name, _), text) in SITE_TEXTS.iter().zip(&site.texts) {
            set(&mut properties, name, json!(text));
        }
        let geometry = match site.boundary() {
            None => json!({ "type": "Point", "coordinates": [lng, lat] }),
            Some(ring) => {
                set(&mut properties, "site_lat", json!(lat));
                set(&mut properties, "site_lng", json!(lng));
                json!({ "type": "Polygon", "coordinates": [pairs(&ring)] })
            }
        };
        json!({ "type": "Feature", "geometry": geometry, "properties": properties })
    });
    let zones = zones.iter().map(|zone| {
        let coordinates = pairs(&zone.line());
        let geometry = if zone.is_area {
            json!({ "type": "Polygon", "coordinates": [coordinates] })
        } else {
            json!({ "type": "LineString", "coordinates": coordinates })
        };
        let mut properties = json!({
            "zone_ref": zone.source_ref,
            "street": zone.street,
            "from_street": zone.from_street,
            "to_street": zone.to_street,
            "side": zone.side,
        });
        if has_sites {
            set(&mut properties, "site_ref", json!(zone.site_ref));
            set(&mut properties, "level", json!(zone.level));
        }
        json!({ "type": "Feature", "geometry": geometry, "properties": properties })
    });
    let spots = spots.iter().map(|spot| {
        json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [spot.lng, spot.lat] },
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
    let features = sites.chain(zones).chain(spots).collect();
    Ok(serde_json::to_vec(&Collection {
        kind: "FeatureCollection".to_owned(),
        crs: None,
        features,
    })?)
}
