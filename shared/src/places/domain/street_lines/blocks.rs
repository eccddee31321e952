//! The centre line of each block, from the kerbs of its sides.

use std::collections::{BTreeMap, VecDeque};

use super::{
    Kerb, key,
    plane::{Plane, Point},
    polyline::{Place, direction, extended, length, middle, moved, place, simplified},
};

/// Half the assumed width of a street of which one side is known, in metres.
const HALF_STREET_M: f64 = 7.0;
/// Maximum distance between the kerbs of a street, in metres.
const MAX_STREET_WIDTH_M: f64 = 45.0;
/// Kerbs of the same side within this distance of each other, in metres, are one kerb.
const SAME_KERB_M: f64 = 6.0;
/// Kerbs of unknown sides within this distance of each other, in metres, are one kerb.
const UNKNOWN_SIDE_M: f64 = 3.0;
/// Maximum gap along the street between the kerbs of one block, in metres.
const MAX_GAP_M: f64 = 30.0;
/// Minimum cosine of the angle between the kerbs of a block.
const MIN_PARALLEL: f64 = 0.8;
/// A kerb that runs towards its own side, by the sine of the angle, has a doubtful side.
const MIN_SIDE: f64 = 0.2;

/// Centre line of a stretch of a street between two cross streets.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) line: Vec<Point>,
    /// Keys of the cross streets at the start and at the end.
    pub(super) crosses: [Option<String>; 2],
    /// Known as a cross street only.
    pub(super) is_stub: bool,
}

/// The blocks of each street, by the key of its name.
pub(super) type Streets = BTreeMap<String, Vec<Block>>;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    /// Direction from the middle of the street to the kerb.
    Compass(Point),
    Median,
    Unknown,
}

impl Side {
    fn of(text: &str) -> Self {
        let diagonal = std::f64::consts::FRAC_1_SQRT_2;
        let (east, north) = match text {
            "N" => (0.0, 1.0),
            "NE" => (diagonal, diagonal),
            "E" => (1.0, 0.0),
            "SE" => (diagonal, -diagonal),
            "S" => (0.0, -1.0),
            "SW" => (-diagonal, -diagonal),
            "W" => (-1.0, 0.0),
            "NW" => (-diagonal, diagonal),
            "M" => return Self::Median,
            _ => return Self::Unknown,
        };
        Self::Compass(Point { east, north })
    }
}

/// The kerb of a zone.
struct Piece {
    line: Vec<Point>,
    length: f64,
    middle: Point,
    direction: Point,
    side: Side,
    crosses: [Option<String>; 2],
}

impl Piece {
    /// Returns `None` for a line shorter than a metre, or without a direction.
    fn new(kerb: &Kerb, plane: &Plane) -> Option<Self> {
        let points: Vec<Point> = kerb.line.iter().map(|at| plane.point(*at)).collect();
        let line = simplified(&points);
        let length = length(&line);
        let cross = |name: &str| Some(key(name)).filter(|key| !key.is_empty());
        (length >= 1.0).then_some(Self {
            middle: middle(&line)?,
            direction: direction(&line)?,
            side: Side::of(&kerb.side),
            crosses: [cross(&kerb.from_street), cross(&kerb.to_street)],
            line,
            length,
        })
    }

    /// Returns whether both cross streets are known and the same, in any order.
    fn is_of_same_block(&self, other: &Self) -> bool {
        let ([from, to], [start, end]) = (&self.crosses, &other.crosses);
        let is_same = (from, to) == (start, end) || (from, to) == (end, start);
        from.is_some() && to.is_some() && is_same
    }

    /// Returns the distance from this kerb to the middle of the street, to the left.
    fn half_street(&self) -> f64 {
        let Side::Compass(side) = self.side else { return 0.0 };
        let leftward = self.direction.left().dot(side);
        if leftward.abs() < MIN_SIDE { 0.0 } else { -HALF_STREET_M * leftward.signum() }
    }
}

/// Contribution of a shorter kerb to a longer one of the same block.
struct Match {
    /// Range along the longer kerb.
    from: f64,
    to: f64,
    /// Weight and distance to the left of the middle of the street, unless it is the same kerb.
    half_street: Option<(f64, f64)>,
    /// In the order of the longer kerb.
    crosses: [Option<String>; 2],
}

/// Returns the blocks of the kerbs, which must be in a total order. Their cross streets are those
/// of the zones, so the start and the end may be exchanged.
pub(super) fn of_kerbs(kerbs: &[Kerb], plane: &Plane) -> Streets {
    let mut streets: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    for kerb in kerbs {
        let street = key(&kerb.street);
        if let Some(piece) = Piece::new(kerb, plane).filter(|_| !street.is_empty()) {
            streets.entry(street).or_default().push(piece);
        }
    }
    streets.into_iter().map(|(street, pieces)| (street, of_street(pieces))).collect()
}

fn of_street(mut pieces: Vec<Piece>) -> Vec<Block> {
    // The sort is stable, so that kerbs of one length keep their order.
    pieces.sort_by(|a, b| b.length.total_cmp(&a.length));
    let mut pieces = VecDeque::from(pieces);
    let mut blocks = Vec::new();
    while let Some(base) = pieces.pop_front() {
        let mut matches = Vec::new();
        pieces.retain(|piece| match matching(&base, piece) {
            Some(found) => {
                matches.push(found);
                false
            }
            None => true,
        });
        blocks.extend(block(&base, &matches));
    }
    blocks
}

/// Returns what `piece` adds to a longer kerb; `None` if it is not of the same block.
fn matching(base: &Piece, piece: &Piece) -> Option<Match> {
    let radius = f64::midpoint(base.length, piece.length) + MAX_STREET_WIDTH_M + MAX_GAP_M;
    let is_near = base.middle.to(piece.middle).length() <= radius;
    if !is_near || base.direction.dot(piece.direction).abs() < MIN_PARALLEL {
        return None;
    }
    let Place { across, .. } = place(&base.line, piece.middle)?;
    let first = place(&base.line, *piece.line.first()?)?.along;
    let last = place(&base.line, *piece.line.last()?)?.along;
    // A kerb may run back beside a bend; it adds at most its own length.
    let reach = piece.length + MAX_GAP_M;
    let (from, to) = (first.min(last).max(-reach), first.max(last).min(base.length + reach));
    let overlap = to.min(base.length) - from.max(0.0);
    let needed = if base.is_of_same_block(piece) { -MAX_GAP_M } else { piece.length / 2.0 };
    if overlap < needed {
        return None;
    }
    let half_street = match (base.side, piece.side) {
        (Side::Unknown, _) | (_, Side::Unknown) if across.abs() <= UNKNOWN_SIDE_M => None,
        (own, other) if own == other && own != Side::Unknown => {
            if across.abs() > SAME_KERB_M {
                return None;
            }
            None
        }
        _ if across.abs() > MAX_STREET_WIDTH_M => return None,
        (_, Side::Median) => Some((piece.length, across)),
        _ => Some((piece.length, across / 2.0)),
    };
    let mut crosses = piece.crosses.clone();
    if base.direction.dot(piece.direction) < 0.0 {
        crosses.reverse();
    }
    Some(Match { from, to, half_street, crosses })
}

/// Returns the block of a kerb and its matches; `None` if the line is not usable.
fn block(base: &Piece, matches: &[Match]) -> Option<Block> {
    let known = matches.iter().filter_map(|found| found.half_street);
    let (weight, sum) = known
        .fold((0.0, 0.0), |(weight, sum), (length, half)| (weight + length, sum + length * half));
    let half_street = match base.side {
        Side::Median => 0.0,
        _ if weight > 0.0 => sum / weight,
        _ => base.half_street(),
    };
    let start = matches.iter().map(|found| found.from).fold(0.0, f64::min);
    let end = matches.iter().map(|found| found.to).fold(base.length, f64::max);
    let line = extended(moved(&base.line, half_street), -start, end - base.length);
    let others = matches.iter().map(|found| &found.crosses);
    let mut all = std::iter::once(&base.crosses).chain(others);
    let crosses = all.find(|crosses| crosses.iter().any(Option::is_some)).cloned();
    let crosses = crosses.unwrap_or_default();
    (line.len() >= 2).then_some(Block { line, crosses, is_stub: false })
}
