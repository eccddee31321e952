//! Rounds in which the compared variants alternate, and median and spread of their samples.

use anyhow::Result;
use serde::Deserialize;

use crate::stop;

/// Not counted; fills caches.
const WARM_UP_SECONDS: u32 = 1;

/// The result of one round: rate per second, percentiles in milliseconds.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Sample {
    pub(super) rate: f64,
    pub(super) p50: f64,
    pub(super) p99: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    pub(super) median: f64,
    pub(super) min: f64,
    pub(super) max: f64,
}

#[derive(Clone, Copy)]
pub(super) struct Rounds {
    pub(super) count: u32,
    pub(super) seconds: u32,
}

/// Measures for a number of seconds.
pub(super) type Variant<'a> = &'a mut dyn FnMut(u32) -> Result<Sample>;

impl Rounds {
    /// Warms up each variant, then alternates between them. Returns the samples of each.
    pub(super) fn run<const N: usize>(
        self,
        mut variants: [Variant<'_>; N],
    ) -> Result<[Vec<Sample>; N]> {
        for variant in &mut variants {
            variant(WARM_UP_SECONDS)?;
        }
        let mut samples = [const { Vec::new() }; N];
        for _ in 0..self.count {
            for (variant, samples) in variants.iter_mut().zip(&mut samples) {
                stop::check()?;
                samples.push(variant(self.seconds)?);
            }
        }
        Ok(samples)
    }
}

impl Spread {
    /// NaN without values.
    pub(super) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
        let last = values.len().saturating_sub(1);
        Self {
            median: f64::midpoint(at(last / 2), at(last.div_ceil(2))),
            min: at(0),
            max: at(last),
        }
    }

    pub(super) fn once(value: f64) -> Self {
        Self::of([value])
    }

    pub(super) fn rate(samples: &[Sample]) -> Self {
        Self::of(samples.iter().map(|sample| sample.rate))
    }

    /// In milliseconds.
    pub(super) fn p50(samples: &[Sample]) -> Self {
        Self::of(samples.iter().map(|sample| sample.p50))
    }

    /// In milliseconds.
    pub(super) fn p99(samples: &[Sample]) -> Self {
        Self::of(samples.iter().map(|sample| sample.p99))
    }
}

pub(super) fn percentile(sorted: &[f64], percent: usize) -> Option<f64> {
    sorted.get(sorted.len().checked_sub(1)? * percent / 100).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_count_median_is_midpoint() {
        assert_eq!(Spread::of([3.0, 1.0, 2.0]), Spread { median: 2.0, min: 1.0, max: 3.0 });
        assert_eq!(Spread::of([4.0, 1.0, 2.0, 3.0]).median, 2.5);
        assert_eq!(Spread::once(7.0), Spread { median: 7.0, min: 7.0, max: 7.0 });
    }

    #[test]
    fn percentile_returns_measured_value() {
        let values: Vec<f64> = (0..=200).map(f64::from).collect();
        assert_eq!(
            [0, 50, 99, 100].map(|percent| percentile(&values, percent)),
            [0.0, 100.0, 198.0, 200.0].map(Some)
        );
        assert_eq!(percentile(&[5.0], 99), Some(5.0));
        assert_eq!(percentile(&[], 50), None);
    }

    #[test]
    fn variants_alternate_after_warm_up() {
        let turns = std::cell::RefCell::new(Vec::new());
        let take = |name: char, seconds: u32| {
            turns.borrow_mut().push((name, seconds));
            Ok(Sample { rate: f64::from(seconds), p50: 0.0, p99: 0.0 })
        };
        let rounds = Rounds { count: 2, seconds: 4 };
        let [a, b] = rounds
            .run([&mut |seconds| take('a', seconds), &mut |seconds| take('b', seconds)])
            .unwrap();
        assert_eq!([a.len(), b.len()], [2, 2]);
        let expected = [('a', 1), ('b', 1), ('a', 4), ('b', 4), ('a', 4), ('b', 4)];
        assert_eq!(*turns.borrow(), expected);
    }
}
