//! The cross streets at the ends of blocks: which of the two names belongs to which end, and lines
//! for streets that no kerb shows.

use super::{
    blocks::{Block, Streets},
    chains::CROSSING_M,
    plane::Point,
    polyline::{Tip, distance, tips},
};

/// Half the length of the line of a cross street, in metres.
const HALF_STUB_M: f64 = 20.0;
/// A street within this distance of a crossing, in metres, passes it.
const NEAR_M: f64 = 60.0;
/// A street or a block within this distance, in metres, shows which end is which.
const EVIDENCE_M: f64 = 100.0;
/// Minimum difference between the distances of both ends, in metres.
const MIN_DIFFERENCE_M: f64 = 10.0;
/// Crossings of the same two streets within this distance, in metres, are one.
const SAME_CROSSING_M: f64 = 80.0;
/// Zones must agree with the evidence this many times as often as they contradict it, or names
/// without evidence are not used.
const MIN_AGREEMENT: usize = 9;

/// The crossing of a street with one that no kerb shows.
struct Crossing {
    street: String,
    cross: String,
    at: Point,
    /// Direction of the cross street.
    along: Point,
}

/// Assigns the cross streets to the ends of the blocks, and adds a block for each cross street that
/// no kerb shows.
pub(super) fn add(streets: &mut Streets) {
    orient(streets);
    for crossing in crossings(streets) {
        let half = crossing.along.times(HALF_STUB_M);
        let line = vec![crossing.at.plus(half.times(-1.0)), crossing.at.plus(half)];
        let stub = Block { line, crosses: [None, None], is_stub: true };
        streets.entry(crossing.cross).or_default().push(stub);
    }
}

/// Exchanges the names of blocks whose kerb runs from the second cross street to the first.
fn orient(streets: &mut Streets) {
    let all = &*streets;
    let of_street = |blocks: &[Block]| -> Vec<i32> {
        blocks.iter().map(|block| evidence(block, blocks, all)).collect()
    };
    let evidence: Vec<i32> = all.values().flat_map(|blocks| of_street(blocks)).collect();
    let agreeing = evidence.iter().filter(|votes| **votes > 0).count();
    let contradicting = evidence.iter().filter(|votes| **votes < 0).count();
    let is_trusted = agreeing >= contradicting * MIN_AGREEMENT;
    for (block, votes) in streets.values_mut().flatten().zip(evidence) {
        if votes < 0 {
            block.crosses.reverse();
        } else if votes == 0 && !is_trusted {
            block.crosses = [None, None];
        }
    }
}

/// Returns the number of facts that confirm the names of a block, less those that contradict them.
fn evidence(block: &Block, neighbours: &[Block], streets: &Streets) -> i32 {
    let Some(tips) = tips(&block.line) else { return 0 };
    let mut votes = 0;
    for (index, cross) in block.crosses.iter().enumerate() {
        let Some(cross) = cross else { continue };
        let named = neighbours.iter().filter(|other| {
            !std::ptr::eq(*other, block) && other.crosses.iter().flatten().any(|it| it == cross)
        });
        let of_cross = streets.get(cross).into_iter().flatten();
        votes += vote(index, tips, of_cross) + vote(index, tips, named);
    }
    votes
}

/// Returns 1 if the end with this index is nearer to the blocks than the other one, -1 if it is
/// farther, and 0 if no block is near or both ends are equally near.
fn vote<'a>(index: usize, tips: [Tip; 2], blocks: impl Iterator<Item = &'a Block>) -> i32 {
    let [mut first, mut last] = [f64::INFINITY; 2];
    for block in blocks {
        let [start, end] = tips.map(|tip| distance(&block.line, tip.point));
        (first, last) = (first.min(start), last.min(end));
    }
    if first.min(last) > EVIDENCE_M || (first - last).abs() < MIN_DIFFERENCE_M {
        return 0;
    }
    if (index == 0) == (first < last) { 1 } else { -1 }
}

/// Returns the crossings with streets that no kerb shows.
fn crossings(streets: &Streets) -> Vec<Crossing> {
    let mut found: Vec<Crossing> = Vec::new();
    for (street, blocks) in streets {
        for block in blocks {
            let ends = tips(&block.line).into_iter().flatten().zip(&block.crosses);
            for (tip, cross) in ends {
                let Some(cross) = cross.as_ref().filter(|cross| *cross != street) else { continue };
                let at = tip.point.plus(tip.outward.times(CROSSING_M));
                let mut of_cross = streets.get(cross).into_iter().flatten();
                if of_cross.any(|other| distance(&other.line, at) <= NEAR_M) {
                    continue;
                }
                // The blocks on both sides of a crossing name it.
                let same = found.iter_mut().find(|known| {
                    known.street == *street
                        && known.cross == *cross
                        && known.at.to(at).length() <= SAME_CROSSING_M
                });
                match same {
                    Some(known) => known.at = known.at.midpoint(at),
                    None => found.push(Crossing {
                        street: street.clone(),
                        cross: cross.clone(),
                        at,
                        along: tip.outward.left(),
                    }),
                }
            }
        }
    }
    found
}
