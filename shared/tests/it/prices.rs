//! 100,000 random stays with extensions, early ends and rates, priced by two methods.

use chrono::{DateTime, TimeDelta, Utc};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use shared::{
    platform::domain::{money::Currency, period::Period},
    pricing::domain::price::{Piece, lines_of, price_of},
};

const STAYS: u32 = 100_000;

/// An accepted period with its rate, as the operations store it.
struct Agreed {
    period: Option<Period>,
    rate: i32,
}

#[test]
fn random_stays_match_an_independent_price() {
    let mut random = StdRng::seed_from_u64(4);
    let start: DateTime<Utc> = "2030-11-03T05:00:00Z".parse().unwrap();
    let mut difference = 0;
    for _ in 0..STAYS {
        let (segments, seconds) = stay(&mut random, start);
        let pieces: Vec<Piece> = segments
            .iter()
            .map(|agreed| Piece {
                rate_minor_per_hour: agreed.rate,
                seconds: agreed.period.map_or(0, Period::seconds),
            })
            .collect();
        let price = price_of(&pieces, Currency::Usd).amount_minor;
        difference += (price - counted(&seconds)).abs();
        assert_eq!(lines_of(&pieces).iter().sum::<i64>(), price, "the receipt's lines add up");
    }
    assert_eq!(difference, 0, "in minor units");
}

/// Returns a stay in two forms: as segments, and as runs of seconds at a rate.
fn stay(random: &mut StdRng, start: DateTime<Utc>) -> (Vec<Agreed>, Vec<(i64, i32)>) {
    let rate = |random: &mut StdRng| random.random_range(0..5_000);
    let (length, first) = (random.random_range(1..90_000), rate(random));
    let period = |from: i64, to: i64| {
        Period::new(start + TimeDelta::seconds(from), start + TimeDelta::seconds(to))
    };
    let mut end = length;
    let mut segments = vec![Agreed { period: period(0, length), rate: first }];
    let mut runs = vec![(length, first)];
    for _ in 0..random.random_range(0..6) {
        let (wished, rate) = (random.random_range(1..90_000), rate(random));
        if wished > end {
            segments.push(Agreed { period: period(end, wished), rate });
            runs.push((wished - end, rate));
        } else {
            for agreed in &mut segments {
                agreed.period = agreed
                    .period
                    .and_then(|period| period.until(start + TimeDelta::seconds(wished)));
            }
            shorten(&mut runs, wished);
        }
        end = wished;
    }
    (segments, runs)
}

/// Removes seconds from the end until `left` remain.
fn shorten(runs: &mut Vec<(i64, i32)>, left: i64) {
    let mut surplus = runs.iter().map(|(seconds, _)| seconds).sum::<i64>() - left;
    while surplus > 0 {
        let (seconds, rate) = runs.pop().unwrap();
        if seconds > surplus {
            runs.push((seconds - surplus, rate));
        }
        surplus -= seconds.min(surplus);
    }
}

/// Computes the price from full hours first, then the rest; half a cent rounds up.
fn counted(runs: &[(i64, i32)]) -> i64 {
    let (mut whole, mut rest) = (0, 0);
    for (seconds, rate) in runs {
        let rate = i64::from(*rate);
        whole += seconds / 3_600 * rate;
        rest += seconds % 3_600 * rate;
    }
    whole + rest / 3_600 + i64::from(rest % 3_600 >= 1_800)
}
