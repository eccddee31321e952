//! Operations on lines of points, in metres.

use super::plane::Point;

/// Maximum distance of a removed point from the simplified line, in metres.
const TOLERANCE_M: f64 = 1.0;

/// The end of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tip {
    pub(super) point: Point,
    /// Direction in which the line would continue, of length 1.
    pub(super) outward: Point,
}

/// A point relative to a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Distance from the start along the line, negative before it.
    pub(super) along: f64,
    /// Distance to the left of the line, negative to the right.
    pub(super) across: f64,
}

pub(super) fn segments(line: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    line.iter().copied().zip(line.iter().copied().skip(1))
}

pub(super) fn length(line: &[Point]) -> f64 {
    segments(line).map(|(from, to)| from.to(to).length()).sum()
}

/// Returns the start and the end; `None` for a line without a direction.
pub(super) fn tips(line: &[Point]) -> Option<[Tip; 2]> {
    let ([first, second, ..], [.., before, last]) = (line, line) else { return None };
    Some([
        Tip { point: *first, outward: second.to(*first).unit()? },
        Tip { point: *last, outward: before.to(*last).unit()? },
    ])
}

/// Returns the direction from the start to the end; `None` for a closed line.
pub(super) fn direction(line: &[Point]) -> Option<Point> {
    line.first()?.to(*line.last()?).unit()
}

/// Returns the point halfway along a line.
pub(super) fn middle(line: &[Point]) -> Option<Point> {
    let mut left = length(line) / 2.0;
    for (from, to) in segments(line) {
        let vector = from.to(to);
        let length = vector.length();
        if left <= length && length > 0.0 {
            return Some(from.plus(vector.times(left / length)));
        }
        left -= length;
    }
    line.last().copied()
}

/// Locates a point relative to the nearest segment. The first and the last segment continue beyond
/// the ends of the line.
pub(super) fn place(line: &[Point], point: Point) -> Option<Place> {
    let last = line.len().checked_sub(2)?;
    let (mut before, mut nearest): (f64, Option<(f64, Place)>) = (0.0, None);
    for (index, (from, to)) in segments(line).enumerate() {
        let length = from.to(to).length();
        let Some(direction) = from.to(to).unit() else { continue };
        let offset = from.to(point);
        let low = if index == 0 { f64::NEG_INFINITY } else { 0.0 };
        let high = if index == last { f64::INFINITY } else { length };
        let ahead = offset.dot(direction).clamp(low, high);
        let distance = from.plus(direction.times(ahead)).to(point).length();
        if nearest.is_none_or(|(least, _)| distance < least) {
            let across = direction.cross(offset);
            nearest = Some((distance, Place { along: before + ahead, across }));
        }
        before += length;
    }
    nearest.map(|(_, place)| place)
}

/// Returns the distance of a point from a line; infinite for an empty line.
pub(super) fn distance(line: &[Point], point: Point) -> f64 {
    let of_segment = |(from, to): (Point, Point)| {
        let vector = from.to(to);
        let ahead = vector.unit().map_or(0.0, |unit| from.to(point).dot(unit));
        let ahead = ahead.clamp(0.0, vector.length());
        let foot = vector.unit().map_or(from, |unit| from.plus(unit.times(ahead)));
        foot.to(point).length()
    };
    segments(line).map(of_segment).fold(f64::INFINITY, f64::min)
}

/// Moves a line to the left; a negative distance moves it to the right.
pub(super) fn moved(line: &[Point], distance: f64) -> Vec<Point> {
    let normals: Vec<Point> =
        segments(line).filter_map(|(from, to)| from.to(to).unit()).map(Point::left).collect();
    // The normal at a point is the mean of its two segments; at an end, that of its only one.
    let before = normals.first().into_iter().chain(&normals);
    let after = normals.iter().chain(normals.last());
    let points = line.iter().zip(before.zip(after));
    let moved = points.filter_map(|(point, (before, after))| {
        Some(point.plus(before.plus(*after).unit()?.times(distance)))
    });
    moved.collect()
}

/// Continues a line straight at its ends, by these distances.
pub(super) fn extended(mut line: Vec<Point>, before: f64, after: f64) -> Vec<Point> {
    let Some([start, end]) = tips(&line) else { return line };
    if before > 0.0 {
        line.insert(0, start.point.plus(start.outward.times(before)));
    }
    if after > 0.0 {
        line.push(end.point.plus(end.outward.times(after)));
    }
    line
}

/// Removes points that are within a metre of the line without them (Douglas-Peucker).
pub(super) fn simplified(line: &[Point]) -> Vec<Point> {
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return Vec::new() };
    let (chord, end) = ([*first, *last], line.len().saturating_sub(1));
    let inner = line.iter().enumerate().take(end).skip(1);
    let farthest = inner
        .map(|(at, point)| (at, distance(&chord, *point)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, distance)| *distance > TOLERANCE_M);
    let Some((head, tail)) = farthest.and_then(|(at, _)| Some((line.get(..=at)?, line.get(at..)?)))
    else {
        return chord.to_vec();
    };
    let mut kept = simplified(head);
    kept.pop();
    kept.extend(simplified(tail));
    kept
}
