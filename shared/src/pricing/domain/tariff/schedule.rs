//! The bands that are active at a local time, and the one that holds for a vehicle.

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use super::{
    Tariff, Vehicle,
    document::{Band, Holidays, Outside, Season},
    rules::Reason,
    values::{Day, MonthDay, SeasonDate},
};

/// Rule for a vehicle at one instant.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rule<'a> {
    Band {
        index: usize,
        band: &'a Band,
    },
    /// No band is active, and parking is free.
    Outside,
    Refused(Reason),
}

impl Tariff {
    /// Returns the rule for a vehicle at a local time, apart from the classes of the tariff.
    pub(super) fn rule_at(&self, vehicle: Vehicle<'_>, local: NaiveDateTime) -> Rule<'_> {
        let (mut held, mut refused_by): (Option<(usize, &Band)>, _) = (None, None);
        for (index, band) in self.0.bands.iter().enumerate() {
            if !band.is_active(local, &self.0.holidays) {
                continue;
            }
            if band.admits_class(vehicle) && band.admits_permit(vehicle) {
                if held.is_none_or(|(_, other)| other.priority < band.priority) {
                    held = Some((index, band));
                }
            } else if !band.closed && refused_by.is_none() {
                refused_by = Some((index, band));
            }
        }
        match (held, refused_by) {
            (Some((index, band)), _) if band.closed => {
                Rule::Refused(Reason::Closed { band: Some(index) })
            }
            (Some((index, band)), _) => Rule::Band { index, band },
            (None, Some((index, band))) if band.admits_class(vehicle) => {
                Rule::Refused(Reason::PermitRequired { band: index })
            }
            (None, Some((index, _))) => Rule::Refused(Reason::Class { band: Some(index) }),
            (None, None) => match self.0.outside {
                Outside::Free => Rule::Outside,
                Outside::Closed | Outside::Covered => Rule::Refused(Reason::Closed { band: None }),
                Outside::Unknown => Rule::Refused(Reason::RulesUnknown),
            },
        }
    }
}

impl Band {
    /// Returns whether the band ends on the day after its start, at `00:00` or later.
    pub(super) fn spans_midnight(&self) -> bool {
        self.to <= self.from
    }

    fn is_active(&self, local: NaiveDateTime, holidays: &Holidays) -> bool {
        let (second, date) = (local.num_seconds_from_midnight(), local.date());
        let (from, to) = (self.from.seconds(), self.to.seconds());
        if !self.spans_midnight() {
            return from <= second && second < to && self.begins_on(date, holidays);
        }
        let began_before =
            || date.pred_opt().is_some_and(|before| self.begins_on(before, holidays));
        (from <= second && self.begins_on(date, holidays)) || (second < to && began_before())
    }

    pub(super) fn begins_on(&self, date: NaiveDate, holidays: &Holidays) -> bool {
        let is_in =
            |calendar: &String| holidays.get(calendar).is_some_and(|dates| dates.contains(&date));
        (self.days.is_empty() || self.days.contains(&Day::of(date)))
            && (self.seasons.is_empty() || self.seasons.iter().any(|season| season.contains(date)))
            && (self.on_holidays.is_empty() || self.on_holidays.iter().any(is_in))
            && !self.except_holidays.iter().any(is_in)
    }

    fn admits_class(&self, vehicle: Vehicle<'_>) -> bool {
        self.only_classes.is_empty() || self.only_classes.contains(&vehicle.class)
    }

    fn admits_permit(&self, vehicle: Vehicle<'_>) -> bool {
        let is_admitted =
            |permit: &str| self.only_permits.iter().any(|admitted| admitted == permit);
        self.only_permits.is_empty() || vehicle.permit.is_some_and(is_admitted)
    }
}

impl Season {
    fn contains(&self, date: NaiveDate) -> bool {
        let begun = self.from.is_none_or(|from| match from {
            SeasonDate::Yearly(day) => day <= MonthDay::of(date),
            SeasonDate::Once(first) => first <= date,
        });
        let not_ended = self.to.is_none_or(|to| match to {
            SeasonDate::Yearly(day) => MonthDay::of(date) <= day,
            SeasonDate::Once(last) => date <= last,
        });
        if self.spans_new_year() { begun || not_ended } else { begun && not_ended }
    }

    fn spans_new_year(&self) -> bool {
        match (self.from, self.to) {
            (Some(SeasonDate::Yearly(from)), Some(SeasonDate::Yearly(to))) => to < from,
            _ => false,
        }
    }
}
