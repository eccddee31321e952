//! Centre lines of streets, derived from the kerbs of zones, for a map without tiles.
//!
//! The kerbs of both sides of a block become the line between them, and a kerb whose other side is
//! unknown is moved towards the middle of the street. Blocks of one street are joined across their
//! crossings. A cross street without kerbs of its own becomes a short line at the end of the block.

mod blocks;
mod chains;
mod crossings;
mod plane;
mod polyline;
#[cfg(test)]
mod tests;

use std::{cmp::Ordering, collections::BTreeMap};

use self::plane::Plane;
use crate::places::domain::position::Position;

/// The kerb of a zone of a street.
#[derive(Debug, Clone, PartialEq)]
pub struct Kerb {
    pub street: String,
    /// Cross street where it begins; empty if unknown.
    pub from_street: String,
    /// Cross street where it ends; empty if unknown.
    pub to_street: String,
    /// Compass side of the street, `M` for a median, or `unknown`.
    pub side: String,
    pub line: Vec<Position>,
}

/// A stretch of a street.
#[derive(Debug, Clone, PartialEq)]
pub struct StreetLine {
    pub name: String,
    /// At least two points, with six decimals.
    pub line: Vec<Position>,
}

/// Returns the centre lines of the streets of these kerbs, by name. The order of the kerbs does not
/// matter. Kerbs without a street or shorter than a metre are ignored.
pub fn street_lines(mut kerbs: Vec<Kerb>) -> Vec<StreetLine> {
    kerbs.sort_by(compare);
    let Some(plane) = Plane::around(kerbs.iter().flat_map(|kerb| &kerb.line)) else {
        return Vec::new();
    };
    let names = names(&kerbs);
    let mut streets = blocks::of_kerbs(&kerbs, &plane);
    crossings::add(&mut streets);
    let mut found = Vec::new();
    for (key, blocks) in &streets {
        let Some(name) = names.get(key) else { continue };
        for chain in chains::join(blocks) {
            let line = polyline::simplified(&chain);
            let line = line.into_iter().map(|point| plane.position(point)).collect();
            found.push(StreetLine { name: name.clone(), line });
        }
    }
    found
}

/// A total order of the contents, so that the result does not depend on the order of the kerbs.
fn compare(a: &Kerb, b: &Kerb) -> Ordering {
    fn texts(kerb: &Kerb) -> [&str; 4] {
        [&kerb.street, &kerb.side, &kerb.from_street, &kerb.to_street]
    }
    fn points(kerb: &Kerb) -> impl Iterator<Item = (f64, f64)> {
        kerb.line.iter().map(|at| (at.lat, at.lng))
    }
    let by_points = || points(a).partial_cmp(points(b)).unwrap_or(Ordering::Equal);
    texts(a).cmp(&texts(b)).then_with(by_points)
}

/// Returns the form in which names are compared: lower case, with single spaces. Empty for blank
/// names.
fn key(name: &str) -> String {
    spaced(name).to_lowercase()
}

fn spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a spelling for each name: that of the street itself before that of a cross street.
fn names(kerbs: &[Kerb]) -> BTreeMap<String, String> {
    let own = kerbs.iter().map(|kerb| &kerb.street);
    let crosses = kerbs.iter().flat_map(|kerb| [&kerb.from_street, &kerb.to_street]);
    let mut names = BTreeMap::new();
    for name in own.chain(crosses) {
        names.entry(key(name)).or_insert_with(|| spaced(name));
    }
    names
}
