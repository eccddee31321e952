use chrono::{DateTime, TimeDelta};

use super::*;

/// A period between two hours of a day.
fn hours(from: i64, to: i64) -> Period {
    let at = |hour| DateTime::UNIX_EPOCH + TimeDelta::hours(hour);
    Period::new(at(from), at(to)).unwrap()
}

#[test]
fn closures_are_cut_out() {
    let day = hours(0, 24);
    assert_eq!(open_time(day, Vec::new()), [day]);
    assert_eq!(
        open_time(day, vec![hours(20, 22), hours(4, 6)]),
        [hours(0, 4), hours(6, 20), hours(22, 24)]
    );
}

#[test]
fn overlapping_closures_count_once() {
    let closures = vec![hours(4, 8), hours(6, 7), hours(8, 10), hours(9, 12)];
    assert_eq!(open_time(hours(0, 24), closures), [hours(0, 4), hours(12, 24)]);
}

#[test]
fn closures_beyond_the_period_are_ignored() {
    let closures = vec![hours(0, 6), hours(2, 9), hours(20, 30), hours(26, 30)];
    assert_eq!(open_time(hours(8, 24), closures), [hours(9, 20)]);
    assert_eq!(open_time(hours(8, 24), vec![hours(0, 24)]), []);
}
