//! What a stay costs: elapsed seconds × the rate, rounded once, half up.

use super::money::Money;

const SECONDS_PER_HOUR: i128 = 3_600;

/// The price of `seconds` at `rate` per hour.
///
/// The product is exact; it is rounded to a whole minor unit once, half up. A negative number of seconds costs nothing.
pub fn price(rate: Money, seconds: i64) -> Money {
    let exact = i128::from(rate.amount_minor) * i128::from(seconds.max(0));
    let rounded = (2 * exact + SECONDS_PER_HOUR) / (2 * SECONDS_PER_HOUR);
    Money::new(i64::try_from(rounded).unwrap_or(i64::MAX), rate.currency)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::money::Currency;

    fn cents(rate: i64, seconds: i64) -> i64 {
        price(Money::new(rate, Currency::Usd), seconds).amount_minor
    }

    #[test]
    fn a_flat_rate_gives_the_golden_prices() {
        for (rate, minutes, expected) in [(300, 120, 600), (300, 240, 1_200), (300, 60, 300), (450, 90, 675)] {
            assert_eq!(cents(rate, minutes * 60), expected);
        }
    }

    #[test]
    fn half_a_cent_is_rounded_up() {
        assert_eq!(cents(450, 7 * 60), 53, "52.5");
        assert_eq!(cents(450, 60), 8, "7.5");
    }

    #[test]
    fn a_day_and_more_is_billed_in_full() {
        assert_eq!(cents(300, 24 * 3_600), 7_200);
        assert_eq!(cents(300, 25 * 3_600), 7_500);
    }

    proptest! {
        #[test]
        fn the_price_is_within_half_a_cent_of_the_exact_one(rate in 0_i64..10_000_000, seconds in 0_i64..100_000) {
            let twice_the_error = 2 * (i128::from(cents(rate, seconds)) * 3_600 - i128::from(rate) * i128::from(seconds));
            prop_assert!((-3_600 < twice_the_error) && (twice_the_error <= 3_600));
        }
    }
}
