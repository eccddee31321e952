//! Ten typical stays, with which an operator checks a tariff before its publication.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use shared::{identity::domain::vehicle::VehicleClass, platform::domain::period::Period};

/// Number of dates on which a change of the clock is searched.
const CLOCK_SEARCH_DAYS: usize = 400;
/// Every weekday occurs, even if a local time is skipped once.
const DATE_SEARCH_DAYS: usize = 15;

const WEEK: &[Weekday] = &[
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];
const WORKDAYS: &[Weekday] =
    &[Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

/// A stay to be priced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TypicalStay {
    pub(super) label: &'static str,
    pub(super) class: VehicleClass,
    pub(super) period: Period,
}

/// A stay without a date.
struct Pattern {
    label: &'static str,
    days: &'static [Weekday],
    /// Minutes from midnight to the start, on the wall clock.
    from: i64,
    end: End,
    class: VehicleClass,
}

#[derive(Clone, Copy)]
enum End {
    /// Elapsed minutes after the start.
    After(i64),
    /// Minutes since the midnight before the start, on the wall clock.
    At(i64),
}

const PATTERNS: [Pattern; 9] = [
    Pattern::of_car("Weekday 10 AM, 1 h", WORKDAYS, 10 * 60, End::After(60)),
    Pattern::of_car("Weekday 8 AM–6 PM", WORKDAYS, 8 * 60, End::At(18 * 60)),
    Pattern::of_car("Weekday 6:30 PM–8:30 PM", WORKDAYS, 18 * 60 + 30, End::At(20 * 60 + 30)),
    Pattern::of_car("Night 10 PM–8 AM", WORKDAYS, 22 * 60, End::At(32 * 60)),
    Pattern::of_car("Saturday 11 AM, 2 h", &[Weekday::Sat], 11 * 60, End::After(120)),
    Pattern::of_car("Sunday 2 PM, 3 h", &[Weekday::Sun], 14 * 60, End::After(180)),
    Pattern::of_car("Weekday 10 AM, 5 min", WORKDAYS, 10 * 60, End::After(5)),
    Pattern::of_car("Weekday 10 AM, 24 h", WORKDAYS, 10 * 60, End::After(24 * 60)),
    Pattern {
        class: VehicleClass::Truck,
        ..Pattern::of_car("Truck, weekday 10 AM, 1 h", WORKDAYS, 10 * 60, End::After(60))
    },
];
const CLOCK_CHANGE: Pattern =
    Pattern::of_car("Change of the clock, 12:30 AM, 3 h", WEEK, 30, End::After(180));
/// Replaces [`CLOCK_CHANGE`] where the clock is not changed during a night.
const SHORT_NIGHT: Pattern = Pattern::of_car("Night 12:30 AM, 3 h", WEEK, 30, End::After(180));

/// Returns the stays, each on its next date after `now`.
pub(super) fn typical_stays(zone: Tz, now: DateTime<Utc>) -> Vec<TypicalStay> {
    let over_change = CLOCK_CHANGE
        .upcoming(zone, now, CLOCK_SEARCH_DAYS)
        .find(|stay| offset(zone, stay.period.starts_at()) != offset(zone, stay.period.ends_at()));
    let night = over_change.or_else(|| SHORT_NIGHT.next(zone, now));
    PATTERNS.iter().filter_map(|pattern| pattern.next(zone, now)).chain(night).collect()
}

impl Pattern {
    const fn of_car(label: &'static str, days: &'static [Weekday], from: i64, end: End) -> Self {
        Self { label, days, from, end, class: VehicleClass::Car }
    }

    fn next(&self, zone: Tz, now: DateTime<Utc>) -> Option<TypicalStay> {
        self.upcoming(zone, now, DATE_SEARCH_DAYS).next()
    }

    /// Returns the stays that begin after `now`, on the local date of `now` and the dates after it.
    fn upcoming(
        &self,
        zone: Tz,
        now: DateTime<Utc>,
        dates: usize,
    ) -> impl Iterator<Item = TypicalStay> {
        let days = now.with_timezone(&zone).date_naive().iter_days().take(dates);
        days.filter(move |date| self.days.contains(&date.weekday()))
            .filter_map(move |date| self.on(zone, date))
            .filter(move |stay| now < stay.period.starts_at())
    }

    /// Returns `None` on a date on which the clock skips the start or the end.
    fn on(&self, zone: Tz, date: NaiveDate) -> Option<TypicalStay> {
        let starts_at = instant(zone, date, self.from)?;
        let ends_at = match self.end {
            End::After(minutes) => starts_at + TimeDelta::minutes(minutes),
            End::At(minutes) => instant(zone, date, minutes)?,
        };
        let period = Period::new(starts_at, ends_at)?;
        Some(TypicalStay { label: self.label, class: self.class, period })
    }
}

/// Returns the earlier instant of a repeated local time, `None` for a skipped one.
fn instant(zone: Tz, date: NaiveDate, minutes: i64) -> Option<DateTime<Utc>> {
    let local = date.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::minutes(minutes))?;
    Some(zone.from_local_datetime(&local).earliest()?.with_timezone(&Utc))
}

/// Returns the offset from UTC in seconds.
fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America::New_York, Asia::Tokyo};

    use super::*;

    fn periods(zone: Tz, now: &str) -> Vec<String> {
        let stays = typical_stays(zone, now.parse().unwrap());
        let text = |at: DateTime<Utc>| at.with_timezone(&zone).format("%m-%d %H:%M").to_string();
        let stays = stays.iter().map(|stay| stay.period);
        stays.map(|period| [period.starts_at(), period.ends_at()].map(text).join(" ")).collect()
    }

    #[test]
    fn stays_begin_on_their_next_dates() {
        assert_eq!(
            periods(New_York, "2030-06-03T13:00:00Z"),
            [
                "06-03 10:00 06-03 11:00",
                "06-04 08:00 06-04 18:00",
                "06-03 18:30 06-03 20:30",
                "06-03 22:00 06-04 08:00",
                "06-08 11:00 06-08 13:00",
                "06-09 14:00 06-09 17:00",
                "06-03 10:00 06-03 10:05",
                "06-03 10:00 06-04 10:00",
                "06-03 10:00 06-03 11:00",
                "11-03 00:30 11-03 02:30",
            ]
        );
    }

    #[test]
    fn weekday_stays_are_not_on_a_weekend() {
        let friday_evening = periods(New_York, "2030-06-08T03:00:00Z");
        assert_eq!(friday_evening[0], "06-10 10:00 06-10 11:00");
        assert_eq!(friday_evening[4], "06-08 11:00 06-08 13:00");
    }

    #[test]
    fn zone_without_clock_changes_has_ten_stays() {
        let stays = typical_stays(Tokyo, "2030-06-03T13:00:00Z".parse().unwrap());
        assert_eq!(stays.len(), 10);
        assert_eq!(stays[9].label, "Night 12:30 AM, 3 h");
        assert_eq!(stays[9].period.starts_at().to_rfc3339(), "2030-06-03T15:30:00+00:00");
        assert_eq!((stays[8].class, stays[7].class), (VehicleClass::Truck, VehicleClass::Car));
    }
}
