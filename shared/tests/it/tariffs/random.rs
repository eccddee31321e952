//! Random tariffs and stays around changes of the clock, priced by two methods.
#![expect(clippy::indexing_slicing, reason = "window and table have the same length")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::Value;
use shared::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::{money::Currency, period::Period},
    pricing::domain::tariff::{
        Tariff, Vehicle,
        document::{
            Band, Caps, ClassRule, FollowThrough, FreeStays, FreeTime, Outside, Overpayment,
            Prepay, Season, Step, TariffDocument, Transitions,
        },
        values::{Day, Factor, SeasonDate, TimeOfDay},
    },
};
use testkit::second_by_second::{Moment, moments, price};

const SHORT: Plan = Plan { hours: 8, tariffs: 200, stays: 500 };
/// Stays over several days, for caps per day and per 24 hours.
const LONG: Plan = Plan { hours: 60, tariffs: 30, stays: 4 };

struct Plan {
    /// Length of a window around a change of the clock.
    hours: i64,
    tariffs: usize,
    /// For each tariff.
    stays: usize,
}

/// Zones with changes of an hour, of half an hour, of a day, and without any.
const CHANGES: [(&str, &str); 8] = [
    ("America/New_York", "2026-03-08T07:00:00Z"),
    ("America/New_York", "2026-11-01T06:00:00Z"),
    ("Europe/London", "2027-03-28T01:00:00Z"),
    ("Europe/London", "2026-10-25T01:00:00Z"),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
    ("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
    ("Asia/Kathmandu", "2026-06-15T18:15:00Z"),
    ("Pacific/Apia", "2011-12-30T10:00:00Z"),
];

/// More than the largest increment.
const MARGIN: usize = 900;

#[test]
fn random_stays_have_the_exact_price() {
    let mut random = StdRng::seed_from_u64(44);
    let length = |random: &mut StdRng| {
        let max = if random.random_ratio(1, 5) { 1_800 } else { 120 };
        random.random_range(1..=max)
    };
    assert_eq!(compare(&SHORT, &mut random, length), 100_000);
}

#[test]
fn random_long_stays_have_the_exact_price() {
    let mut random = StdRng::seed_from_u64(45);
    let length = |random: &mut StdRng| random.random_range(1..=50 * 3_600);
    assert_eq!(compare(&LONG, &mut random, length), 120);
}

/// The local time of each second around a change.
struct Window {
    zone: Tz,
    starts_at: DateTime<Utc>,
    local: Vec<NaiveDateTime>,
}

impl Window {
    fn around((zone, at): (&str, &str), hours: i64) -> Self {
        let zone: Tz = zone.parse().unwrap();
        let change: DateTime<Utc> = at.parse().unwrap();
        let starts_at = change - TimeDelta::minutes(hours * 30);
        let at = |second| starts_at + TimeDelta::seconds(second);
        let seconds = 0..hours * 3_600;
        let local = seconds.map(|second| at(second).with_timezone(&zone).naive_local()).collect();
        Self { zone, starts_at, local }
    }

    fn period(&self, start: usize, length: usize) -> Period {
        let at =
            |second: usize| self.starts_at + TimeDelta::seconds(i64::try_from(second).unwrap());
        Period::new(at(start), at(start + length)).unwrap()
    }

    /// Returns the seconds at which the rule, the date or the clock changes.
    fn changes(&self, moments: &[Moment]) -> Vec<usize> {
        let is_change = |second: &usize| {
            let (before, after) = (self.local[second - 1], self.local[*second]);
            moments[second - 1] != moments[*second]
                || before.date() != after.date()
                || after - before != TimeDelta::seconds(1)
        };
        (1..moments.len()).filter(is_change).collect()
    }
}

/// Compares prices and permissions of random stays, and returns their number.
fn compare(plan: &Plan, random: &mut StdRng, length: impl Fn(&mut StdRng) -> usize) -> usize {
    let windows: Vec<_> =
        CHANGES.iter().map(|change| Window::around(*change, plan.hours)).collect();
    let mut compared = 0;
    for _ in 0..plan.tariffs {
        let window = windows.choose(random).unwrap();
        let document = document(random, window);
        let tariff = Tariff::new(document.clone()).unwrap();
        let permit = random.random_bool(0.5).then_some("resident");
        let cap = chance(random, 40).then(|| random.random_range(0..3_000));
        let vehicle = Vehicle { permit, ..Vehicle::of(VehicleClass::Car) }.with_rate_cap(cap);
        let uncapped = vehicle.with_rate_cap(None);
        let moments = moments(&document, vehicle, &window.local);
        let changes = window.changes(&moments);
        for _ in 0..plan.stays {
            let length = length(random);
            let last = window.local.len() - length - MARGIN;
            let start = match changes.choose(random) {
                Some(change) if random.random_ratio(4, 5) => {
                    change.saturating_sub(random.random_range(0..=length)).min(last)
                }
                _ => random.random_range(0..=last),
            };
            let expected = price(&document, vehicle, (&window.local, &moments), start, length);
            let period = window.period(start, length);
            let priced = tariff.price(window.zone, vehicle, period).ok();
            let case = || {
                let written: Value = serde_json::to_value(&document).unwrap();
                format!("{} {period:?} {vehicle:?} {written}", window.zone)
            };
            let total = priced.as_ref().map(|price| price.total.amount_minor);
            assert_eq!(total, expected, "{}", case());
            let full = tariff.price(window.zone, uncapped, period).ok();
            assert!(total <= full.map(|price| price.total.amount_minor), "{}", case());
            let rates = priced.iter().flat_map(|price| &price.lines);
            let highest = rates.filter_map(|line| line.rate_minor_per_hour).max();
            assert!(cap.is_none() || highest <= cap, "{}", case());
            let lines =
                priced.map(|price| price.lines.iter().map(|line| line.amount_minor).sum::<i64>());
            assert_eq!(lines, expected, "lines: {}", case());
            let may_park = tariff.may_park(window.zone, vehicle, period).is_ok();
            assert_eq!(may_park, expected.is_some(), "{}", case());
            compared += 1;
        }
    }
    compared
}

fn chance(random: &mut StdRng, percent: u32) -> bool {
    random.random_ratio(percent, 100)
}

fn pick<T: Copy>(random: &mut StdRng, values: &[T]) -> T {
    *values.choose(random).unwrap()
}

fn document(random: &mut StdRng, window: &Window) -> TariffDocument {
    let holiday = window.local.choose(random).unwrap().date();
    let bands = random.random_range(0..=4);
    let minimum = chance(random, 30).then(|| random.random_range(0..100));
    let mut cap = |percent| {
        chance(random, percent).then(|| minimum.unwrap_or(0) + random.random_range(0..3_000))
    };
    let (stay, day, rolling) = (cap(20), cap(30), cap(30));
    let caps = Caps {
        per_stay_minor: stay,
        per_day_minor: day,
        per_24_hours_minor: rolling.filter(|_| day.is_none()),
    };
    let free = chance(random, 30).then(|| FreeTime {
        minutes: random.random_range(1..=10),
        applies_to: pick(random, &[FreeStays::ShortStays, FreeStays::EveryStay]),
    });
    TariffDocument {
        currency: Currency::Usd,
        bands: (0..bands).map(|priority| band(random, window, priority)).collect(),
        outside: pick(random, &[Outside::Free, Outside::Free, Outside::Closed]),
        transitions: Transitions {
            overpayment: Overpayment::Refunded,
            follow_through: FollowThrough::Split,
            prepay: Prepay::Allowed,
        },
        holidays: BTreeMap::from([("public".to_owned(), BTreeSet::from([holiday]))]),
        classes: classes(random),
        increment_seconds: pick(random, &[None, None, Some(7), Some(60), Some(900)]),
        free,
        minimum_minor: minimum,
        caps,
        max_stay_minutes: None,
        no_return_minutes: None,
        note: None,
    }
}

fn classes(random: &mut StdRng) -> Vec<ClassRule> {
    let class = VehicleClass::Car;
    if chance(random, 3) {
        return vec![ClassRule { class, factor: None, refused: true }];
    }
    let (numerator, denominator) = pick(random, &[(1, 2), (3, 2), (2, 3), (0, 1), (7, 9)]);
    let factor = Factor::new(numerator, denominator);
    let rules = vec![ClassRule { class, factor, refused: false }];
    if chance(random, 40) { rules } else { Vec::new() }
}

/// Returns a band with its own priority, so that bands may overlap.
fn band(random: &mut StdRng, window: &Window, priority: i32) -> Band {
    let from = minute(random, window) % (24 * 60);
    let length = random.random_range(1..24 * 60);
    let to = if chance(random, 20) { 24 * 60 } else { (from + length) % (24 * 60) };
    let week = Day::WEEK.into_iter();
    let days =
        if chance(random, 50) { Vec::new() } else { week.filter(|_| chance(random, 70)).collect() };
    let is_closed = chance(random, 5);
    let rate = random.random_range(0..3_000);
    let mut after = 0;
    let steps: Vec<Step> = (0..random.random_range(0..3))
        .map(|_| {
            let max = pick(random, &[2, 20, 600]);
            after += random.random_range(1..=max);
            Step { after_minutes: after, rate_minor_per_hour: random.random_range(0..3_000) }
        })
        .collect();
    let classes: [&[VehicleClass]; 6] =
        [&[], &[], &[], &[], &[VehicleClass::Car], &[VehicleClass::Truck]];
    let calendar = |is_set: bool| if is_set { vec!["public".to_owned()] } else { Vec::new() };
    Band {
        days,
        from: TimeOfDay::from_minutes(from).unwrap(),
        to: TimeOfDay::from_minutes(to).unwrap(),
        seasons: if chance(random, 20) { vec![season(random, window)] } else { Vec::new() },
        on_holidays: calendar(chance(random, 10)),
        except_holidays: calendar(chance(random, 10)),
        priority,
        rate_minor_per_hour: if is_closed { None } else { Some(rate) },
        closed: is_closed,
        steps: if is_closed { Vec::new() } else { steps },
        max_stay_minutes: None,
        only_classes: pick(random, &classes).to_vec(),
        only_permits: if chance(random, 10) { vec!["resident".to_owned()] } else { Vec::new() },
    }
}

/// Returns a minute of the day, mostly one that is inside the window.
fn minute(random: &mut StdRng, window: &Window) -> u32 {
    let local = window.local.choose(random).unwrap();
    if chance(random, 70) {
        local.hour() * 60 + local.minute()
    } else {
        random.random_range(0..24 * 60)
    }
}

fn season(random: &mut StdRng, window: &Window) -> Season {
    let date = |text: String| SeasonDate::try_from(text).ok();
    let day = window.local.choose(random).unwrap().date();
    let (yearly, once) = (date(day.format("%m-%d").to_string()), date(day.to_string()));
    let fixed = |text: &str| date(text.to_owned());
    let (from, to) = pick(
        random,
        &[
            (yearly, fixed("12-31")),
            (fixed("06-01"), yearly),
            (fixed("12-31"), yearly),
            (once, None),
            (None, once),
            (once, once),
        ],
    );
    Season { from, to }
}
