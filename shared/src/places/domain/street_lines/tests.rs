use proptest::{collection::vec, prelude::*, sample::select};

use super::{
    Kerb, StreetLine,
    plane::{Plane, Point},
    polyline::{distance, length},
    street_lines,
};
use crate::places::domain::position::Position;

const ORIGIN: Position = Position { lat: 40.75, lng: -73.98 };

fn plane() -> Plane {
    Plane::around([ORIGIN].iter()).unwrap()
}

/// A kerb through points in metres east and north.
fn kerb(street: &str, side: &str, points: &[(f64, f64)]) -> Kerb {
    let line =
        points.iter().map(|(east, north)| plane().position(Point { east: *east, north: *north }));
    Kerb {
        street: street.to_owned(),
        from_street: String::new(),
        to_street: String::new(),
        side: side.to_owned(),
        line: line.collect(),
    }
}

fn between(kerb: Kerb, from: &str, to: &str) -> Kerb {
    Kerb { from_street: from.to_owned(), to_street: to.to_owned(), ..kerb }
}

/// The line in whole metres.
fn metres(found: &StreetLine) -> Vec<(f64, f64)> {
    let points = found.line.iter().map(|at| plane().point(*at));
    points.map(|at| (at.east.round(), at.north.round())).collect()
}

fn lines(kerbs: Vec<Kerb>) -> Vec<(String, Vec<(f64, f64)>)> {
    let found = street_lines(kerbs);
    found.iter().map(|street| named(&street.name, &metres(street))).collect()
}

/// A line with this name, from west to east: the direction of a street means nothing.
fn named(name: &str, line: &[(f64, f64)]) -> (String, Vec<(f64, f64)>) {
    let mut line = line.to_vec();
    if line.first() > line.last() {
        line.reverse();
    }
    (name.to_owned(), line)
}

#[test]
fn two_sides_become_the_line_between_them() {
    let north = kerb("Elm Street", "N", &[(0.0, 12.0), (100.0, 12.0)]);
    // Runs the other way, and begins and ends elsewhere.
    let south = kerb("Elm Street", "S", &[(110.0, 0.0), (20.0, 0.0)]);
    let expected = [named("Elm Street", &[(0.0, 6.0), (110.0, 6.0)])];
    assert_eq!(lines(vec![north.clone(), south.clone()]), expected);
    assert_eq!(lines(vec![south, north]), expected);
}

#[test]
fn one_side_is_moved_to_the_middle_of_the_street() {
    for (side, north) in [("N", -7.0), ("S", 7.0), ("M", 0.0), ("unknown", 0.0), ("E", 0.0)] {
        let found = lines(vec![kerb("Elm Street", side, &[(0.0, 0.0), (80.0, 0.0)])]);
        assert_eq!(found, [named("Elm Street", &[(0.0, north), (80.0, north)])], "{side}");
    }
}

#[test]
fn bent_kerbs_stay_parallel() {
    let outer = kerb("Bow Lane", "N", &[(0.0, 10.0), (60.0, 10.0), (100.0, 50.0)]);
    let found = street_lines(vec![outer]);
    let [street] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(street.line.len(), 3);
    let points: Vec<_> = street.line.iter().map(|at| plane().point(*at)).collect();
    let kerb =
        [(0.0, 10.0), (60.0, 10.0), (100.0, 50.0)].map(|(east, north)| Point { east, north });
    for point in points {
        assert!((5.5..=7.5).contains(&distance(&kerb, point)), "{point:?}");
    }
}

#[test]
fn short_kerbs_of_a_side_are_one_block() {
    let south = kerb("Elm Street", "S", &[(0.0, 0.0), (100.0, 0.0)]);
    let north = [(5.0, 15.0), (40.0, 55.0), (70.0, 95.0)]
        .map(|(from, to)| kerb("Elm Street", "N", &[(from, 12.0), (to, 12.0)]));
    let again = kerb("Elm Street", "S", &[(30.0, 1.0), (60.0, 1.0)]);
    let kerbs = [vec![south, again], north.to_vec()].concat();
    assert_eq!(lines(kerbs), [named("Elm Street", &[(0.0, 6.0), (100.0, 6.0)])]);
}

#[test]
fn sides_of_a_block_need_not_overlap() {
    let kerbs = || {
        [
            kerb("Elm Street", "N", &[(0.0, 12.0), (45.0, 12.0)]),
            kerb("Elm Street", "S", &[(60.0, 0.0), (100.0, 0.0)]),
        ]
    };
    let block = kerbs().map(|kerb| between(kerb, "First Avenue", "Second Avenue"));
    let found = lines(block.to_vec());
    let elm: Vec<_> = found.iter().filter(|(name, _)| name == "Elm Street").collect();
    assert_eq!(elm, [&named("Elm Street", &[(-15.0, 6.0), (115.0, 6.0)])]);
}

#[test]
fn blocks_are_joined_across_crossings() {
    let blocks = [(0.0, 80.0), (110.0, 190.0), (240.0, 300.0)]
        .map(|(from, to)| kerb("Elm Street", "M", &[(from, 0.0), (to, 0.0)]));
    let expected = [
        named("Elm Street", &[(0.0, 0.0), (190.0, 0.0)]),
        named("Elm Street", &[(240.0, 0.0), (300.0, 0.0)]),
    ];
    assert_eq!(lines(blocks.to_vec()), expected, "the second gap is wider than a crossing");
    // The name of the crossing bridges a wide one.
    let [first, second, third] = blocks;
    let (second, third) = (between(second, "", "Broadway"), between(third, "Broadway", ""));
    let found = lines(vec![third, first, second]);
    assert!(found.contains(&named("Elm Street", &[(0.0, 0.0), (300.0, 0.0)])), "{found:?}");
}

#[test]
fn parallel_and_turning_blocks_are_not_joined() {
    let main = kerb("Elm Street", "M", &[(0.0, 0.0), (100.0, 0.0)]);
    for (case, other) in [
        ("beside", [(80.0, 60.0), (0.0, 60.0)]),
        ("back", [(105.0, 20.0), (30.0, 20.0)]),
        ("turn", [(120.0, -10.0), (120.0, -90.0)]),
    ] {
        let other = kerb("Elm Street", "M", &other);
        assert_eq!(street_lines(vec![main.clone(), other]).len(), 2, "{case}");
    }
}

#[test]
fn names_differ_only_by_words() {
    let first = kerb("ELM  STREET", "M", &[(0.0, 0.0), (80.0, 0.0)]);
    let second = kerb("Elm Street", "M", &[(100.0, 0.0), (180.0, 0.0)]);
    let third = kerb("Oak Street", "M", &[(0.0, 100.0), (80.0, 100.0)]);
    let found = lines(vec![first, second, third]);
    assert_eq!(
        found,
        [
            named("ELM STREET", &[(0.0, 0.0), (180.0, 0.0)]),
            named("Oak Street", &[(0.0, 100.0), (80.0, 100.0)]),
        ]
    );
}

/// Two parallel blocks, 80 m apart, between the same avenues.
fn parallel_blocks() -> [Kerb; 2] {
    [("Elm Street", 0.0), ("Oak Street", 80.0)].map(|(name, north)| {
        let block = kerb(name, "M", &[(0.0, north), (100.0, north)]);
        between(block, "First Avenue", "Second Avenue")
    })
}

#[test]
fn cross_streets_become_lines_at_block_ends() {
    assert_eq!(
        lines(parallel_blocks().to_vec()),
        [
            named("Elm Street", &[(-15.0, 0.0), (115.0, 0.0)]),
            // Both ends of the avenue are 20 m from a street.
            named("First Avenue", &[(-15.0, -20.0), (-15.0, 100.0)]),
            named("Oak Street", &[(-15.0, 80.0), (115.0, 80.0)]),
            named("Second Avenue", &[(115.0, -20.0), (115.0, 100.0)]),
        ]
    );
}

#[test]
fn cross_street_with_kerbs_needs_no_line() {
    let avenue = kerb("First Avenue", "M", &[(-20.0, -60.0), (-20.0, 140.0)]);
    let found = lines([vec![avenue], parallel_blocks().to_vec()].concat());
    let avenues: Vec<_> = found.iter().filter(|(name, _)| name == "First Avenue").collect();
    assert_eq!(avenues, [&named("First Avenue", &[(-20.0, -60.0), (-20.0, 140.0)])]);
}

#[test]
fn exchanged_cross_streets_are_recognised() {
    let [elm, oak] = parallel_blocks();
    let exchanged = between(elm, "Second Avenue", "First Avenue");
    let avenue = kerb("First Avenue", "M", &[(-20.0, -60.0), (-20.0, 140.0)]);
    let found = lines(vec![exchanged, oak, avenue]);
    assert!(
        found.contains(&named("Second Avenue", &[(115.0, -20.0), (115.0, 100.0)])),
        "{found:?}"
    );
}

#[test]
fn doubtful_cross_streets_are_left_out() {
    let [elm, oak] = parallel_blocks();
    let exchanged = between(elm, "Second Avenue", "First Avenue");
    let avenue = kerb("First Avenue", "M", &[(-20.0, -60.0), (-20.0, 140.0)]);
    // One of the other two zones names its ends in the wrong order, and perhaps this one too.
    let lonely = between(
        kerb("Ash Street", "M", &[(900.0, 900.0), (980.0, 900.0)]),
        "Third Avenue",
        "Fourth Avenue",
    );
    let found = lines(vec![exchanged, oak, avenue, lonely]);
    let names: Vec<_> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Ash Street", "Elm Street", "First Avenue", "Oak Street", "Second Avenue"]);
}

#[test]
fn block_across_180th_meridian_stays_short() {
    let line = [179.9995, -179.9995].map(|lng| Position { lat: -16.8, lng });
    let kerb = Kerb { line: line.to_vec(), ..kerb("Reef Road", "M", &[]) };
    let found = street_lines(vec![kerb]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].line.iter().map(|at| at.lng).collect::<Vec<_>>(), [179.9995, -179.9995]);
}

#[test]
fn unusable_kerbs_are_ignored() {
    for unusable in [
        kerb("", "N", &[(0.0, 0.0), (50.0, 0.0)]),
        kerb("  ", "N", &[(0.0, 0.0), (50.0, 0.0)]),
        kerb("Elm Street", "N", &[]),
        kerb("Elm Street", "N", &[(0.0, 0.0)]),
        kerb("Elm Street", "N", &[(0.0, 0.0), (0.5, 0.0)]),
        kerb("Elm Street", "N", &[(0.0, 0.0), (50.0, 0.0), (0.0, 0.0)]),
    ] {
        assert!(street_lines(vec![unusable.clone()]).is_empty(), "{unusable:?}");
    }
    assert!(street_lines(Vec::new()).is_empty());
}

fn any_kerb() -> impl Strategy<Value = Kerb> {
    let name = || select(vec!["Elm Street", "Oak Street", "First Avenue", ""]);
    let side = select(vec!["N", "NE", "E", "SE", "S", "SW", "W", "NW", "M", "unknown"]);
    let points = vec((-400.0..400.0_f64, -400.0..400.0_f64), 0..5);
    (name(), name(), name(), side, points)
        .prop_map(|(street, from, to, side, points)| between(kerb(street, side, &points), from, to))
}

proptest! {
    #[test]
    fn lines_are_short_and_near_their_kerbs(kerbs in vec(any_kerb(), 0..25)) {
        let plane = plane();
        let points = |line: &[Position]| -> Vec<Point> {
            line.iter().map(|at| plane.point(*at)).collect()
        };
        let names: Vec<&str> = kerbs
            .iter()
            .flat_map(|kerb| [&kerb.street, &kerb.from_street, &kerb.to_street])
            .map(String::as_str)
            .collect();
        let lengths: f64 = kerbs.iter().map(|kerb| length(&points(&kerb.line))).sum();
        // Moved sides, gaps, crossings and cross streets.
        let added = f64::from(u32::try_from(kerbs.len()).unwrap()) * 1_000.0;
        let found = street_lines(kerbs.clone());
        let total: f64 = found.iter().map(|street| length(&points(&street.line))).sum();
        prop_assert!(total <= 2.0 * lengths + added, "{total} of {lengths}");
        for street in &found {
            prop_assert!(names.contains(&street.name.as_str()) && !street.name.is_empty());
            prop_assert!(street.line.len() >= 2);
            for point in points(&street.line) {
                let is_near = point.east.abs() < 2_000.0 && point.north.abs() < 2_000.0;
                prop_assert!(is_near, "{point:?}");
            }
        }
    }

    #[test]
    fn order_of_kerbs_does_not_matter(
        (kerbs, shuffled) in vec(any_kerb(), 0..20)
            .prop_flat_map(|kerbs| (Just(kerbs.clone()), Just(kerbs).prop_shuffle())),
    ) {
        prop_assert_eq!(street_lines(kerbs), street_lines(shuffled));
    }
}
