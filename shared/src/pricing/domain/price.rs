//! The price of a stay at flat rates: elapsed seconds × the rate, summed over its segments, rounded
//! once, half up.

mod words;

pub use words::{flat_words, rules_for_driver};

use crate::platform::domain::money::{Currency, Money};

const SECONDS_PER_HOUR: i128 = 3_600;

/// A part of a stay at one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Minor units per hour.
    pub rate_minor_per_hour: i32,
    /// Elapsed seconds; a negative number costs nothing.
    pub seconds: i64,
}

pub fn price(rate_minor_per_hour: i32, seconds: i64, currency: Currency) -> Money {
    price_of(&[Piece { rate_minor_per_hour, seconds }], currency)
}

/// Returns the price of all pieces together.
///
/// The sum is exact; it is rounded to a whole minor unit once, half up.
pub fn price_of(pieces: &[Piece], currency: Currency) -> Money {
    Money::new(rounded(pieces.iter().map(exact).sum()), currency)
}

/// Returns the share of each piece in the price, in whole minor units; the sum is always
/// [`price_of`].
pub fn lines_of(pieces: &[Piece]) -> Vec<i64> {
    let mut so_far = 0;
    let mut lines = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let before = rounded(so_far);
        so_far += exact(piece);
        lines.push(rounded(so_far) - before);
    }
    lines
}

/// Returns the price in minor units × seconds per hour.
fn exact(piece: &Piece) -> i128 {
    i128::from(piece.rate_minor_per_hour) * i128::from(piece.seconds.max(0))
}

fn rounded(exact: i128) -> i64 {
    round_half_up(exact, SECONDS_PER_HOUR)
}

/// Returns `numerator / denominator`, rounded half up; neither may be negative.
pub(super) fn round_half_up(numerator: i128, denominator: i128) -> i64 {
    i64::try_from((2 * numerator + denominator) / (2 * denominator)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cents(rate: i32, seconds: i64) -> i64 {
        price(rate, seconds, Currency::Usd).amount_minor
    }

    fn piece(rate_minor_per_hour: i32, seconds: i64) -> Piece {
        Piece { rate_minor_per_hour, seconds }
    }

    #[test]
    fn flat_rate_gives_the_golden_prices() {
        for (rate, minutes, expected) in
            [(300, 120, 600), (300, 240, 1_200), (300, 60, 300), (450, 90, 675)]
        {
            assert_eq!(cents(rate, minutes * 60), expected);
        }
    }

    #[test]
    fn half_a_cent_is_rounded_up() {
        assert_eq!(cents(450, 7 * 60), 53, "52.5");
        assert_eq!(cents(450, 60), 8, "7.5");
    }

    #[test]
    fn long_stay_is_billed_in_full() {
        assert_eq!(cents(300, 24 * 3_600), 7_200);
        assert_eq!(cents(300, 25 * 3_600), 7_500);
    }

    #[test]
    fn segments_are_summed_before_they_are_rounded() {
        // 0.5 + 0.5 cents: rounded separately, they would cost two.
        let halves = [piece(450, 4), piece(450, 4)];
        assert_eq!(
            (price_of(&halves, Currency::Usd).amount_minor, lines_of(&halves)),
            (1, vec![1, 0])
        );
        let evening = [piece(450, 1_800), piece(200, 1_800)];
        assert_eq!(
            (price_of(&evening, Currency::Usd).amount_minor, lines_of(&evening)),
            (325, vec![225, 100])
        );
    }

    proptest! {
        #[test]
        fn price_is_within_half_a_cent(rate in 0_i32..10_000_000, seconds in 0_i64..100_000) {
            let twice_the_error = 2 * (i128::from(cents(rate,
                seconds)) * 3_600 - i128::from(rate) * i128::from(seconds));
            prop_assert!((-3_600 < twice_the_error) && (twice_the_error <= 3_600));
        }

        #[test]
        fn receipt_lines_sum_to_total(
            pieces in prop::collection::vec((0_i32..10_000, 0_i64..50_000), 0..8),
        ) {
            let pieces: Vec<_> = pieces.into_iter().map(|(rate, seconds)| piece(rate,
                seconds)).collect();
            prop_assert_eq!(lines_of(&pieces).iter().sum::<i64>(), price_of(&pieces,
                Currency::Usd).amount_minor);
        }
    }
}
