//! What wrong passwords in a row lead to: nobody is signed in for a while, which grows with each.

use chrono::TimeDelta;

/// As many wrong passwords in a row are forgiven.
const FREE: u32 = 5;
/// How long nobody is signed in after the last of them; it doubles with each one more.
const FIRST: TimeDelta = TimeDelta::seconds(30);
/// The longest, so that a stranger cannot keep an owner out for long.
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// How long wrong passwords are remembered.
pub const MEMORY: TimeDelta = TimeDelta::hours(24);

/// How long nobody is signed in after so many wrong passwords in a row; `None` as long as they are forgiven.
pub fn delay(failures: u32) -> Option<TimeDelta> {
    let doublings = failures.checked_sub(FREE)?;
    let factor = 2_i32.checked_pow(doublings).unwrap_or(i32::MAX);
    Some(FIRST.checked_mul(factor).unwrap_or(LONGEST).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_and_has_an_end() {
        assert_eq!(delay(0), None);
        assert_eq!(delay(FREE - 1), None);
        let delays: Vec<_> = (FREE..FREE + 6).map(|failures| delay(failures).unwrap().num_seconds()).collect();
        assert_eq!(delays, [30, 60, 120, 240, 480, 900]);
        assert_eq!(delay(u32::MAX), Some(LONGEST));
    }
}
