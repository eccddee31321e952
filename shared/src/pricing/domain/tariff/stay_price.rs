//! The price of a stay by a tariff, in exact rationals that are rounded once.
//!
//! Amounts are numerators over one denominator: 3,600 × the denominator of the class factor. Caps
//! and the minimum apply to exact sums; only for the minimum the result would be the same after the
//! rounding.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use super::{
    Refusal, Tariff, Vehicle,
    document::{Band, FreeStays, TariffDocument},
    schedule::Rule,
    timeline::Slice,
    values::Factor,
};
use crate::{
    platform::domain::{money::Money, period::Period},
    pricing::domain::price::round_half_up,
};

const SECONDS_PER_HOUR: i128 = 3_600;
const SECONDS_PER_DAY: i64 = 86_400;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StayPrice {
    pub total: Money,
    /// Parts of the stay in order, then adjustments. The amounts add up to the total.
    pub lines: Vec<PriceLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriceLine {
    pub kind: LineKind,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    /// Index of the band in the document; `None` outside of the bands, and for adjustments.
    pub band: Option<usize>,
    /// Number of steps of the band that were passed.
    pub step: Option<usize>,
    /// Rate of the document, at most the cap of the vehicle, before the factor of the class.
    pub rate_minor_per_hour: Option<i64>,
    /// Share in the total; negative for caps.
    pub amount_minor: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Band,
    /// Time outside of the bands.
    Outside,
    /// Free time at the start of the stay, inside of a band.
    Free,
    DayCap,
    RollingCap,
    StayCap,
    Minimum,
}

impl Tariff {
    /// Returns the price of a stay. Neither the maximum stay nor a change of bands is checked, so
    /// that a stay that is too long has a price.
    ///
    /// # Errors
    /// The refusal at the first instant at which the vehicle may not park.
    pub fn price(
        &self,
        zone: Tz,
        vehicle: Vehicle<'_>,
        period: Period,
    ) -> Result<StayPrice, Refusal> {
        let factor = self.factor(vehicle, period.starts_at())?;
        let mut bill = Bill::new(self.document(), vehicle.rate_cap_minor, factor, period);
        let (billed, cuts) = (bill.billed(), bill.cuts());
        for slice in self.slices(zone, vehicle, billed, &cuts) {
            match slice.rule {
                Rule::Band { index, band } => bill.add_band(&slice, index, band),
                Rule::Outside => bill.add_outside(&slice),
                // Only the last increment is beyond the stay; it costs nothing while closed.
                Rule::Refused(_) if slice.from >= period.ends_at() => break,
                Rule::Refused(reason) => return Err(Refusal { reason, at: slice.from }),
            }
        }
        Ok(bill.finish())
    }
}

struct Bill<'a> {
    document: &'a TariffDocument,
    rate_cap_minor: Option<i64>,
    factor: Factor,
    starts_at: DateTime<Utc>,
    free_until: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    entries: Vec<Entry>,
    /// Sums to which a cap per day or 24 hours applies, by day.
    days: BTreeMap<i64, DaySum>,
}

/// A line before it is rounded.
struct Entry {
    line: PriceLine,
    /// In minor units, multiplied by the common denominator.
    exact: i128,
}

struct DaySum {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    exact: i128,
}

impl<'a> Bill<'a> {
    fn new(
        document: &'a TariffDocument,
        rate_cap_minor: Option<i64>,
        factor: Factor,
        period: Period,
    ) -> Self {
        let (starts_at, elapsed) = (period.starts_at(), period.seconds());
        let increment = document.increment_seconds.unwrap_or(1);
        let rounded_up = TimeDelta::seconds((elapsed + increment - 1) / increment * increment);
        let (free_until, ends_at) = match document.free {
            Some(free) if elapsed <= free.minutes * 60 => (period.ends_at(), period.ends_at()),
            Some(free) if free.applies_to == FreeStays::EveryStay => {
                (starts_at + TimeDelta::minutes(free.minutes), starts_at + rounded_up)
            }
            _ => (starts_at, starts_at + rounded_up),
        };
        let (entries, days) = (Vec::new(), BTreeMap::new());
        Self { document, rate_cap_minor, factor, starts_at, free_until, ends_at, entries, days }
    }

    fn billed(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        (self.starts_at, self.ends_at)
    }

    /// Returns the instants at which the price changes by elapsed time.
    fn cuts(&self) -> Vec<DateTime<Utc>> {
        let steps = self.document.bands.iter().flat_map(|band| &band.steps);
        let mut cuts: Vec<_> =
            steps.map(|step| self.starts_at + TimeDelta::minutes(step.after_minutes)).collect();
        cuts.push(self.free_until);
        if self.document.caps.per_24_hours_minor.is_some() {
            let days = (1..).map(|day| self.starts_at + TimeDelta::days(day));
            cuts.extend(days.take_while(|start| *start < self.ends_at));
        }
        cuts
    }

    fn elapsed(&self, at: DateTime<Utc>) -> i64 {
        (at - self.starts_at).num_seconds()
    }

    fn add_outside(&mut self, slice: &Slice<'_>) {
        let line = PriceLine::new(LineKind::Outside, slice.from, slice.to);
        self.add(Entry { line, exact: 0 });
    }

    fn add_band(&mut self, slice: &Slice<'_>, index: usize, band: &Band) {
        let elapsed = self.elapsed(slice.from);
        let passed = band.steps.iter().take_while(|step| step.after_minutes * 60 <= elapsed);
        let step = passed.clone().count();
        let first = band.rate_minor_per_hour.unwrap_or_default();
        let rate = passed.last().map_or(first, |step| step.rate_minor_per_hour);
        let rate = self.rate_cap_minor.map_or(rate, |cap| rate.min(cap));
        let is_free = slice.from < self.free_until;
        let seconds = if is_free { 0 } else { (slice.to - slice.from).num_seconds() };
        let exact = i128::from(rate) * i128::from(self.factor.numerator()) * i128::from(seconds);
        let line = PriceLine {
            band: Some(index),
            step: Some(step),
            rate_minor_per_hour: Some(rate),
            ..PriceLine::new(
                if is_free { LineKind::Free } else { LineKind::Band },
                slice.from,
                slice.to,
            )
        };
        self.add(Entry { line, exact });
        let day = if self.document.caps.per_day_minor.is_some() {
            i64::from(slice.date.num_days_from_ce())
        } else {
            elapsed / SECONDS_PER_DAY
        };
        let sum = DaySum { from: slice.from, to: slice.to, exact: 0 };
        let sum = self.days.entry(day).or_insert(sum);
        sum.to = slice.to;
        sum.exact += exact;
    }

    /// Adds an entry, or extends the last one if both have the same rate.
    fn add(&mut self, entry: Entry) {
        match self.entries.last_mut() {
            Some(last) if last.line.continues_with(&entry.line) => {
                last.line.to = entry.line.to;
                last.exact += entry.exact;
            }
            _ => self.entries.push(entry),
        }
    }

    /// Applies the caps and the minimum, and rounds.
    fn finish(mut self) -> StayPrice {
        let caps = self.document.caps;
        let day_cap = caps.per_day_minor.map(|cap| (LineKind::DayCap, cap));
        let cap = day_cap.or(caps.per_24_hours_minor.map(|cap| (LineKind::RollingCap, cap)));
        if let Some((kind, cap)) = cap {
            let cap = self.scaled(cap);
            for sum in self.days.values().filter(|sum| cap < sum.exact) {
                let line = PriceLine::new(kind, sum.from, sum.to);
                self.entries.push(Entry { line, exact: cap - sum.exact });
            }
        }
        let stay_cap = caps.per_stay_minor.map(|cap| self.scaled(cap));
        let sum = self.sum();
        if let Some(cap) = stay_cap.filter(|cap| *cap < sum) {
            self.adjust(LineKind::StayCap, cap - sum);
        }
        let minimum = self.document.minimum_minor.map(|minimum| self.scaled(minimum));
        let sum = self.sum();
        if let Some(minimum) = minimum.filter(|minimum| 0 < sum && sum < *minimum) {
            self.adjust(LineKind::Minimum, minimum - sum);
        }
        let currency = self.document.currency;
        let lines = self.rounded_lines();
        let total = lines.iter().map(|line| line.amount_minor).sum();
        StayPrice { total: Money::new(total, currency), lines }
    }

    fn sum(&self) -> i128 {
        self.entries.iter().map(|entry| entry.exact).sum()
    }

    fn adjust(&mut self, kind: LineKind, exact: i128) {
        let line = PriceLine::new(kind, self.starts_at, self.ends_at);
        self.entries.push(Entry { line, exact });
    }

    /// Multiplies an amount of the document by the factor and the common denominator.
    fn scaled(&self, minor: i64) -> i128 {
        i128::from(minor) * i128::from(self.factor.numerator()) * SECONDS_PER_HOUR
    }

    /// Rounds the running sum after each line, so that the lines add up to the rounded sum.
    fn rounded_lines(self) -> Vec<PriceLine> {
        let denominator = SECONDS_PER_HOUR * i128::from(self.factor.denominator());
        let (mut exact, mut rounded) = (0, 0);
        let lines = self.entries.into_iter().map(|entry| {
            exact += entry.exact;
            let before = rounded;
            rounded = round_half_up(exact, denominator);
            PriceLine { amount_minor: rounded - before, ..entry.line }
        });
        lines.collect()
    }
}

impl PriceLine {
    fn new(kind: LineKind, from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        let (band, step, rate_minor_per_hour) = (None, None, None);
        Self { kind, from, to, band, step, rate_minor_per_hour, amount_minor: 0 }
    }

    fn continues_with(&self, next: &Self) -> bool {
        *next == Self { from: next.from, to: next.to, ..self.clone() }
    }
}
