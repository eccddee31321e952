//! A grid over the map with cells of a hundredth of a degree, about a kilometre. A change is sent
//! only to the clients that watch its cell.

use std::collections::{BTreeMap, BTreeSet};

use shared::places::domain::position::{Bounds, Position};

/// Cells per degree.
const PER_DEGREE: f64 = 100.0;

/// Half the number of columns. No box is wider: columns farther apart lie on different sides of the
/// 180th meridian.
const HALF_ROUND: i32 = 18_000;

/// A cell: columns are counted from the west, rows from the south.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Cell {
    row: i32,
    column: i32,
}

impl Cell {
    /// Returns the cell that contains a position.
    pub(super) fn of(position: Position) -> Self {
        Self { row: index(position.lat), column: index(position.lng) }
    }

    /// Returns the cells that a box overlaps.
    pub(super) fn of_box(area: Bounds) -> Vec<Self> {
        let rows = index(area.south)..=index(area.north);
        let columns: Vec<i32> =
            area.parts().into_iter().flat_map(|part| index(part.west)..=index(part.east)).collect();
        rows.flat_map(|row| columns.iter().map(move |column| Self { row, column: *column }))
            .collect()
    }

    /// Returns boxes that cover the cells, one for each row, or two if the row crosses the 180th
    /// meridian.
    pub(super) fn rows(cells: &[Self]) -> Vec<Bounds> {
        let mut rows: BTreeMap<i32, BTreeSet<i32>> = BTreeMap::new();
        for Self { row, column } in cells {
            rows.entry(*row).or_default().insert(*column);
        }
        let rows = rows
            .into_iter()
            .flat_map(|(row, columns)| runs(columns).into_iter().map(move |run| (row, run)));
        // A margin on each side compensates for rounding.
        let edge = |index: i32, margin: f64| f64::from(index) / PER_DEGREE + margin;
        let bounds = rows.map(|(row, (west, east))| Bounds {
            south: edge(row, -1e-9),
            north: edge(row + 1, 1e-9),
            west: edge(west, -1e-9),
            east: edge(east + 1, 1e-9),
        });
        bounds.collect()
    }
}

/// Returns the first and last columns of each contiguous run.
fn runs(columns: BTreeSet<i32>) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for column in columns {
        match runs.last_mut() {
            Some((_, east)) if column - *east < HALF_ROUND => *east = column,
            _ => runs.push((column, column)),
        }
    }
    runs
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "at most 180 degrees: 18,000"
)]
fn index(degrees: f64) -> i32 {
    (degrees * PER_DEGREE).floor() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_position_of_a_box_is_in_a_cell() {
        let area = Bounds { west: -73.995, south: 40.7499, east: -73.98, north: 40.76 };
        let cells = Cell::of_box(area);
        assert_eq!(cells.len(), 3 * 3);
        for lat in [40.7499, 40.75, 40.755, 40.76] {
            for lng in [-73.995, -73.99, -73.98] {
                let position = Position { lat, lng };
                assert!(cells.contains(&Cell::of(position)), "{position:?}");
                assert!(
                    Cell::rows(&cells).iter().any(|row| row.contains(position)),
                    "{position:?}"
                );
            }
        }
        assert_eq!(Cell::rows(&cells).len(), 3);
    }

    #[test]
    fn box_across_180_has_two_narrow_rows() {
        let area = Bounds { west: 179.985, south: -16.805, east: -179.985, north: -16.8 };
        let cells = Cell::of_box(area);
        for lng in [179.985, 179.995, 180.0, -180.0, -179.99, -179.985] {
            let position = Position { lat: -16.803, lng };
            assert!(cells.contains(&Cell::of(position)), "{lng}");
            assert!(Cell::rows(&cells).iter().any(|row| row.contains(position)), "{lng}");
        }
        assert!(
            Cell::rows(&cells).iter().all(|row| row.width() < 0.05),
            "{:?}",
            Cell::rows(&cells)
        );
    }
}
