//! GeoJSON geometries of zones and spaces: polygons, and lines since version 1.1.

use serde_json::Value;

use crate::places::{
    domain::position::Position,
    import::ground::{along, between, length, line_length, project, shift, unit},
};

enum Shape {
    Line(Vec<Position>),
    /// The outer ring, without the last position if it repeats the first.
    Ring(Vec<Position>),
}

/// Returns the kerb: the line, or the axis of the polygon along its longest edge. `None` if the
/// geometry is invalid, or shorter than a metre.
pub(super) fn kerb(geometry: &Value) -> Option<Vec<Position>> {
    match shape(geometry)? {
        Shape::Line(line) => Some(line).filter(|line| line_length(line) >= 1.0),
        Shape::Ring(ring) => axis(&ring),
    }
}

/// Returns the middle of a line, or the mean of the corners of a polygon. `None` if the geometry is
/// invalid.
pub(super) fn center(geometry: &Value) -> Option<Position> {
    match shape(geometry)? {
        Shape::Line(line) => along(&line, line_length(&line) / 2.0),
        Shape::Ring(ring) => mean(&ring),
    }
}

fn shape(geometry: &Value) -> Option<Shape> {
    let coordinates = geometry.get("coordinates")?;
    match geometry.get("type")?.as_str()? {
        "LineString" => positions(coordinates).filter(|line| line.len() >= 2).map(Shape::Line),
        "Polygon" => {
            let mut ring = positions(coordinates.as_array()?.first()?)?;
            if ring.len() > 1 && ring.first() == ring.last() {
                ring.pop();
            }
            (ring.len() >= 3).then_some(Shape::Ring(ring))
        }
        _ => None,
    }
}

fn positions(coordinates: &Value) -> Option<Vec<Position>> {
    coordinates.as_array()?.iter().map(position).collect()
}

fn position(coordinates: &Value) -> Option<Position> {
    let [lng, lat, ..] = coordinates.as_array()?.as_slice() else { return None };
    let position = Position { lat: lat.as_f64()?, lng: lng.as_f64()? };
    Some(position).filter(|position| position.is_on_earth())
}

fn axis(ring: &[Position]) -> Option<Vec<Position>> {
    let center = mean(ring)?;
    let next = ring.iter().cycle().skip(1);
    let edges = ring.iter().zip(next).map(|(from, to)| between(*from, *to));
    let direction = unit(edges.max_by(|a, b| length(*a).total_cmp(&length(*b)))?)?;
    let places = ring.iter().map(|corner| project(center, *corner, direction));
    let (first, last) = places.fold((f64::INFINITY, f64::NEG_INFINITY), |(first, last), place| {
        (first.min(place), last.max(place))
    });
    let at = |place: f64| shift(center, (direction.0 * place, direction.1 * place));
    Some(vec![at(first), at(last)])
}

fn mean(ring: &[Position]) -> Option<Position> {
    let count = f64::from(u32::try_from(ring.len()).ok().filter(|count| *count > 0)?);
    let lat = ring.iter().map(|position| position.lat).sum::<f64>() / count;
    Some(Position { lat, lng: ring.iter().map(|position| position.lng).sum::<f64>() / count })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn kerb_of_a_polygon_is_its_long_axis() {
        let corner = Position { lat: 42.36, lng: -71.06 };
        let ring: Vec<Value> = [(0.0, 0.0), (30.0, 0.0), (30.0, 2.4), (0.0, 2.4), (0.0, 0.0)]
            .map(|offset| shift(corner, offset))
            .map(|position| json!([position.lng, position.lat]))
            .to_vec();
        let polygon = json!({ "type": "Polygon", "coordinates": [ring] });
        let kerb = kerb(&polygon).unwrap();
        let expected = [(0.0, 1.2), (30.0, 1.2)].map(|offset| shift(corner, offset));
        for (found, expected) in kerb.iter().zip(expected) {
            assert!(length(between(*found, expected)) < 0.05, "{found:?} {expected:?}");
        }
        let middle = shift(corner, (15.0, 1.2));
        assert!(length(between(center(&polygon).unwrap(), middle)) < 0.05);
    }

    #[test]
    fn invalid_geometries_have_no_kerb() {
        for geometry in [
            json!(null),
            json!({ "type": "Point", "coordinates": [-71.06, 42.36] }),
            json!({ "type": "LineString", "coordinates": [[-71.06, 42.36]] }),
            json!({ "type": "LineString", "coordinates": [[-71.06, 42.36], [-71.06, 42.36]] }),
            json!({ "type": "LineString", "coordinates": [[-71.06, 142.36], [-71.06, 42.36]] }),
            json!({ "type": "Polygon", "coordinates": [[-71.06, 42.36], [-71.07, 42.36]] }),
        ] {
            assert_eq!(kerb(&geometry), None, "{geometry}");
        }
    }
}
