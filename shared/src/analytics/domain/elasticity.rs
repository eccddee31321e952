//! Stays and revenue that are expected under an elasticity of demand.

use std::{ops::Add, str::FromStr};

/// Thousandths of an elasticity of -5, without the sign.
const MAX_THOUSANDTHS: i128 = 5_000;
/// Denominator of the sums in [`ExpectedFigures`].
const UNITS: i128 = 1 << 48;

/// Relative change of demand per relative change of the price, from -5 to 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elasticity {
    /// Without the sign.
    thousandths: i128,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a number from -5 to 0 with at most three decimals")]
pub struct InvalidElasticity;

/// Expected stays and revenue.
///
/// The shares of stays have as many denominators as there are prices, and no common one that fits
/// an integer. They are summed in units of 2⁻⁴⁸, each one rounded up: the sum of 100,000 stays is
/// less than 10⁻⁹ too high, and an exact half is never rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExpectedFigures {
    stays: i128,
    revenue_minor: i128,
}

impl FromStr for Elasticity {
    type Err = InvalidElasticity;

    /// Parses a decimal number, such as `-0.3`.
    fn from_str(text: &str) -> Result<Self, InvalidElasticity> {
        let (is_negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let has_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !has_digits(whole) || !has_digits(decimals) || decimals.len() > 3 {
            return Err(InvalidElasticity);
        }
        let thousandths: i128 =
            format!("{whole}{decimals:0<3}").parse().map_err(|_| InvalidElasticity)?;
        match (is_negative, thousandths) {
            (_, 0) | (true, ..=MAX_THOUSANDTHS) => Ok(Self { thousandths }),
            _ => Err(InvalidElasticity),
        }
    }
}

impl Elasticity {
    /// Returns what is expected of a stay that cost `before_minor` and would cost `after_minor`:
    /// it counts `1 + elasticity × (after - before) / before` times, at least 0 times. A stay that
    /// was free counts once.
    pub fn expected(self, before_minor: i64, after_minor: i64) -> ExpectedFigures {
        let (before, after) = (i128::from(before_minor), i128::from(after_minor));
        let (share, whole) = if before > 0 {
            let whole = 1_000 * before;
            ((whole - self.thousandths * (after - before)).max(0), whole)
        } else {
            (1, 1)
        };
        ExpectedFigures {
            stays: to_units(share, whole),
            revenue_minor: to_units(share.saturating_mul(after), whole),
        }
    }
}

impl ExpectedFigures {
    /// Number of stays in hundredths, rounded half up.
    pub fn stays_hundredths(self) -> i32 {
        i32::try_from(round(100 * self.stays)).unwrap_or(i32::MAX)
    }

    /// Revenue in minor units, rounded half up.
    pub fn revenue_minor(self) -> i64 {
        i64::try_from(round(self.revenue_minor)).unwrap_or(i64::MAX)
    }
}

impl Add for ExpectedFigures {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            stays: self.stays + other.stays,
            revenue_minor: self.revenue_minor + other.revenue_minor,
        }
    }
}

/// Returns a fraction that is not negative in units, rounded up.
fn to_units(numerator: i128, denominator: i128) -> i128 {
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    whole * UNITS + (rest * UNITS + denominator - 1) / denominator
}

/// Rounds units half up.
fn round(units: i128) -> i128 {
    (units + UNITS / 2) / UNITS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(elasticity: &str, stays: &[(i64, i64)]) -> (i32, i64) {
        let elasticity: Elasticity = elasticity.parse().unwrap();
        let all = stays.iter().map(|(before, after)| elasticity.expected(*before, *after));
        let sum = all.fold(ExpectedFigures::default(), ExpectedFigures::add);
        (sum.stays_hundredths(), sum.revenue_minor())
    }

    #[test]
    fn elasticity_has_three_decimals_from_minus_5_to_0() {
        let parsed = |text: &str| text.parse::<Elasticity>();
        for valid in ["0", "-0", "0.0", "-0.3", "-0.001", "-1", "-4.999", "-5", "-5.000"] {
            assert!(parsed(valid).is_ok(), "{valid}");
        }
        let invalid = [
            "", "-", "0.1", "1", "-5.001", "-6", "-0.0001", "-1e-3", "--1", "-+1", "-.5", "-1.",
            "-1.-1", "NaN", "-inf",
        ];
        let long = format!("-{}", "9".repeat(60));
        for text in invalid.into_iter().chain([long.as_str()]) {
            assert_eq!(parsed(text), Err(InvalidElasticity), "{text}");
        }
        assert_eq!(parsed("-0.3"), parsed("-0.300"));
    }

    #[test]
    fn stay_counts_by_the_change_of_its_price() {
        // A quarter dearer: 7.5 % of the stays are lost.
        assert_eq!(expected("-0.3", &[(400, 500)]), (93, 463));
        assert_eq!(expected("-0.3", &[(400, 500); 100]), (9_250, 46_250));
        // Half the price: 15 % more.
        assert_eq!(expected("-0.3", &[(400, 200); 100]), (11_500, 23_000));
        assert_eq!(expected("0", &[(400, 500)]), (100, 500));
        assert_eq!(expected("-5", &[(400, 0)]), (600, 0));
    }

    #[test]
    fn stay_does_not_count_less_than_never() {
        assert_eq!(expected("-1", &[(100, 200)]), (0, 0));
        assert_eq!(expected("-5", &[(100, 300), (100, 100)]), (100, 100));
    }

    #[test]
    fn free_stay_counts_once() {
        assert_eq!(expected("-5", &[(0, 250), (0, 0)]), (200, 250));
    }

    #[test]
    fn sums_are_rounded_once() {
        // Each of the stays counts 2/3 times.
        assert_eq!(expected("-1", &[(300, 400); 3]), (200, 800));
        // 1/2 + 1/3 + 1/6 of a stay.
        assert_eq!(expected("-1", &[(2, 3), (3, 5), (6, 11)]), (100, 5));
        // 8/3 + 35/6 cents are 8.5, and 1/200 of a stay is half a hundredth.
        assert_eq!(expected("-1", &[(3, 4), (6, 7)]), (150, 9));
        assert_eq!(expected("-0.995", &[(100, 200)]), (1, 1));
    }

    #[test]
    fn high_prices_do_not_overflow() {
        let price = 10_000_000 * 24 * 366;
        let (stays, revenue) = expected("-5", &[(price, price / 2); 10]);
        assert_eq!((stays, revenue), (3_500, 35 * price / 2));
        assert_eq!(expected("-5", &[(1, i64::MAX)]), (0, 0));
    }
}
