//! Joins the blocks of a street across its crossings.

use std::collections::{HashMap, HashSet};

use super::{
    blocks::Block,
    plane::Point,
    polyline::{Tip, extended, tips},
};

/// Maximum gap between joined blocks, in metres.
const MAX_GAP_M: f64 = 40.0;
/// Maximum gap, in metres, between blocks that name the same cross street, or of which one is only
/// known as a cross street.
const MAX_KNOWN_GAP_M: f64 = 100.0;
/// In a shorter gap, in metres, its direction means nothing.
const SHORT_GAP_M: f64 = 8.0;
/// Minimum cosine of the angle between a block and the line across the gap.
const MIN_STRAIGHT: f64 = 0.5;
/// Length by which a line is continued into the crossing at its end, in metres.
pub(super) const CROSSING_M: f64 = 15.0;

/// An end of a block: its index, and whether it is the last point.
type End = (usize, bool);

struct OpenEnd<'a> {
    end: End,
    tip: Tip,
    block: &'a Block,
}

/// Returns the lines of a street. Each block is in one of them.
pub(super) fn join(blocks: &[Block]) -> Vec<Vec<Point>> {
    let links = links(blocks);
    let mut seen = HashSet::new();
    let ends = (0..blocks.len()).flat_map(|index| [(index, false), (index, true)]);
    let free: Vec<End> = ends.filter(|end| !links.contains_key(end)).collect();
    let mut lines = Vec::new();
    for start in free {
        if !seen.contains(&start.0) {
            lines.extend(walk(blocks, &links, start, &mut seen));
        }
    }
    lines
}

/// Returns the line that begins at a free end, with the crossings at its ends.
fn walk(
    blocks: &[Block],
    links: &HashMap<End, End>,
    start: End,
    seen: &mut HashSet<usize>,
) -> Option<Vec<Point>> {
    let (mut line, mut entry): (Vec<Point>, End) = (Vec::new(), start);
    let exit = loop {
        seen.insert(entry.0);
        let block = blocks.get(entry.0)?;
        if entry.1 {
            line.extend(block.line.iter().rev());
        } else {
            line.extend(&block.line);
        }
        let exit = (entry.0, !entry.1);
        match links.get(&exit) {
            Some(next) => entry = *next,
            None => break exit,
        }
    };
    let crossing = |end: End| {
        let [first, last] = &blocks.get(end.0)?.crosses;
        let cross = if end.1 { last } else { first };
        cross.as_ref().map(|_| CROSSING_M)
    };
    let (before, after) = (crossing(start).unwrap_or(0.0), crossing(exit).unwrap_or(0.0));
    Some(extended(line, before, after))
}

/// Returns the joined ends, each in both directions: the nearest first, without loops.
fn links(blocks: &[Block]) -> HashMap<End, End> {
    let mut candidates = candidates(blocks);
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut chains: Vec<usize> = (0..blocks.len()).collect();
    let mut links = HashMap::new();
    for (_, one, other) in candidates {
        let (root, other_root) = (root(&chains, one.0), root(&chains, other.0));
        if root == other_root || links.contains_key(&one) || links.contains_key(&other) {
            continue;
        }
        if let Some(chain) = chains.get_mut(other_root) {
            *chain = root;
        }
        links.extend([(one, other), (other, one)]);
    }
    links
}

fn root(chains: &[usize], index: usize) -> usize {
    let mut at = index;
    while let Some(next) = chains.get(at).filter(|next| **next != at) {
        at = *next;
    }
    at
}

/// Returns the pairs of ends that may be joined, with their gap in metres.
fn candidates(blocks: &[Block]) -> Vec<(f64, End, End)> {
    let mut ends: Vec<OpenEnd<'_>> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        for (tip, is_last) in tips(&block.line).into_iter().flatten().zip([false, true]) {
            ends.push(OpenEnd { end: (index, is_last), tip, block });
        }
    }
    // From west to east, so that each end is compared with near ones only.
    ends.sort_by(|a, b| a.tip.point.east.total_cmp(&b.tip.point.east));
    let mut found = Vec::new();
    for (index, one) in ends.iter().enumerate() {
        let limit = one.tip.point.east + MAX_KNOWN_GAP_M;
        let near = ends.iter().skip(index + 1).take_while(|other| other.tip.point.east <= limit);
        for other in near.filter(|other| other.end.0 != one.end.0) {
            if let Some(gap) = gap(one, other) {
                let (first, last) = (one.end.min(other.end), one.end.max(other.end));
                found.push((gap, first, last));
            }
        }
    }
    found
}

/// Returns the distance between two ends; `None` if one street does not run through both.
fn gap(one: &OpenEnd<'_>, other: &OpenEnd<'_>) -> Option<f64> {
    let across = one.tip.point.to(other.tip.point);
    let gap = across.length();
    let is_known = one.block.is_stub || other.block.is_stub || share_cross(one.block, other.block);
    let limit = if is_known { MAX_KNOWN_GAP_M } else { MAX_GAP_M };
    let goes_on = one.tip.outward.dot(other.tip.outward) <= -MIN_STRAIGHT;
    let is_straight = gap <= SHORT_GAP_M
        || across.unit().is_some_and(|across| {
            across.dot(one.tip.outward) >= MIN_STRAIGHT
                && across.dot(other.tip.outward) <= -MIN_STRAIGHT
        });
    (gap <= limit && goes_on && is_straight).then_some(gap)
}

fn share_cross(one: &Block, other: &Block) -> bool {
    one.crosses.iter().flatten().any(|cross| other.crosses.iter().flatten().any(|it| it == cross))
}
