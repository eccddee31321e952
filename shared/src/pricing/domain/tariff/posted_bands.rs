//! Bands that follow from posted rules.
//!
//! The maximum stay of a band counts only the time inside of it, and would begin again in the next
//! band. Bands that continue each other with the same terms are therefore joined. If others with a
//! maximum stay meet, the whole stay is limited.

use chrono::NaiveDate;

use super::{
    Tariff, calendar,
    document::{Band, Season, TariffDocument},
    values::{Day, SeasonDate, TimeOfDay},
};

/// A band on one weekday, with its place in the list of bands.
struct Part {
    place: usize,
    band: Band,
}

/// Returns a band without terms.
pub(super) fn at_all_times() -> Band {
    Band {
        days: Vec::new(),
        from: TimeOfDay::START_OF_DAY,
        to: TimeOfDay::END_OF_DAY,
        seasons: Vec::new(),
        on_holidays: Vec::new(),
        except_holidays: Vec::new(),
        priority: 0,
        rate_minor_per_hour: None,
        closed: false,
        steps: Vec::new(),
        max_stay_minutes: None,
        only_classes: Vec::new(),
        only_permits: Vec::new(),
    }
}

/// Joins bands as [`join_with_values`].
pub(super) fn join_bands(bands: Vec<Band>) -> Vec<Band> {
    let joined = join_with_values(bands.into_iter().map(|band| ((), band)).collect());
    joined.into_iter().map(|((), band)| band).collect()
}

/// Joins bands with a maximum stay that have the same terms and follow each other, on the same day
/// or over midnight. A joined band has the place of its first part, and the value that is there.
/// Days, seasons and holidays are those on which a band begins, so bands with seasons or holidays
/// are not joined over midnight.
pub(super) fn join_with_values<T: Copy>(bands: Vec<(T, Band)>) -> Vec<(T, Band)> {
    let is_limited = |band: &Band| band.max_stay_minutes.is_some();
    let limited = bands.iter().enumerate().filter(|(_, (_, band))| is_limited(band));
    let count = limited.clone().count();
    // Longer lists are refused by the validation.
    if count < 2 || bands.len() > calendar::MAX_BANDS {
        return bands;
    }
    let mut parts: Vec<Part> =
        limited.flat_map(|(place, (_, band))| of_single_days(place, band)).collect();
    let number = parts.len();
    while join_first(&mut parts, continues_on_same_day) {}
    while join_first(&mut parts, continues_over_midnight) {}
    let are_joined = parts.len() < number;
    let joined = with_all_days(parts);
    if !are_joined && joined.len() == count {
        return bands;
    }
    let places = bands.into_iter().enumerate();
    places
        .flat_map(|(place, (value, band))| -> Vec<(T, Band)> {
            if !is_limited(&band) {
                return vec![(value, band)];
            }
            let here = joined.iter().filter(|part| part.place == place);
            here.map(|part| (value, part.band.clone())).collect()
        })
        .collect()
}

fn of_single_days(place: usize, band: &Band) -> Vec<Part> {
    let days = if band.days.is_empty() { Day::WEEK.to_vec() } else { band.days.clone() };
    let on = |day: Day| Part { place, band: Band { days: vec![day], ..band.clone() } };
    days.into_iter().map(on).collect()
}

/// Joins the first two parts of which one continues the other.
fn join_first(parts: &mut Vec<Part>, continues: fn(&Band, &Band) -> bool) -> bool {
    let found = parts.iter().enumerate().find_map(|(first, part)| {
        let mut others = parts.iter().enumerate().filter(|(next, _)| *next != first);
        let (next, _) = others.find(|(_, next)| continues(&part.band, &next.band))?;
        Some((first, next))
    });
    let Some((first, next)) = found else { return false };
    let removed = parts.remove(next);
    if let Some(part) = parts.get_mut(if next < first { first - 1 } else { first }) {
        part.band.to = removed.band.to;
        part.place = part.place.min(removed.place);
    }
    true
}

fn continues_on_same_day(band: &Band, next: &Band) -> bool {
    let is_within_a_day = !next.spans_midnight() || next.to < band.from;
    band.to == next.from
        && !band.spans_midnight()
        && is_within_a_day
        && band.days == next.days
        && have_same_terms(band, next)
}

fn continues_over_midnight(band: &Band, next: &Band) -> bool {
    let is_at_all_dates =
        band.seasons.is_empty() && band.on_holidays.is_empty() && band.except_holidays.is_empty();
    let days: Vec<Day> = band.days.iter().map(|day| day_after(*day)).collect();
    band.to == TimeOfDay::END_OF_DAY
        && next.from == TimeOfDay::START_OF_DAY
        && next.to < band.from
        && is_at_all_dates
        && days == next.days
        && have_same_terms(band, next)
}

fn day_after(day: Day) -> Day {
    let mut following = Day::WEEK.into_iter().cycle().skip_while(|other| *other != day).skip(1);
    following.next().unwrap_or(day)
}

/// Returns whether the bands differ at most in days and times.
fn have_same_terms(band: &Band, other: &Band) -> bool {
    let Band { days, from, to, .. } = band.clone();
    Band { days, from, to, ..other.clone() } == *band
}

/// Puts the days of parts together that are otherwise the same.
fn with_all_days(parts: Vec<Part>) -> Vec<Part> {
    let mut found: Vec<Part> = Vec::new();
    for part in parts {
        let is_same = |other: &&mut Part| {
            Band { days: other.band.days.clone(), ..part.band.clone() } == other.band
        };
        let same = found.iter_mut().find(is_same);
        match same {
            Some(other) => {
                other.band.days.extend(&part.band.days);
                other.place = other.place.min(part.place);
            }
            None => found.push(part),
        }
    }
    for Part { band, .. } in &mut found {
        band.days.sort_unstable();
        band.days.dedup();
        if band.days.len() == Day::WEEK.len() {
            band.days.clear();
        }
    }
    found
}

impl Tariff {
    /// Returns the tariff with a maximum stay if bands with a maximum stay meet: the longer one of
    /// both, and the shortest of these for several pairs.
    pub(super) fn with_shared_limit(self) -> Self {
        let bands = &self.0.bands;
        if bands.iter().filter(|band| band.max_stay_minutes.is_some()).count() < 2 {
            return self;
        }
        let limit = |index: usize| bands.get(index)?.max_stay_minutes;
        let meetings = calendar::meetings(&self.0).into_iter();
        let limits = meetings.filter_map(|(first, second)| limit(first).max(limit(second)));
        let max_stay_minutes = limits.min();
        Self(TariffDocument { max_stay_minutes, ..self.0 })
    }

    /// Returns whether the bands state the present rules: one of them allows parking in a season
    /// that is not over and not yet to come, or they leave no time free.
    pub(super) fn states_present_rules(&self, today: NaiveDate) -> bool {
        let mut open = self.0.bands.iter().filter(|band| !band.closed);
        open.any(|band| is_present(&band.seasons, today)) || calendar::first_gap(&self.0).is_none()
    }
}

fn is_present(seasons: &[Season], today: NaiveDate) -> bool {
    let has_begun =
        |season: &Season| !matches!(season.from, Some(SeasonDate::Once(first)) if today < first);
    let has_not_ended =
        |season: &Season| !matches!(season.to, Some(SeasonDate::Once(last)) if last < today);
    seasons.is_empty() || (seasons.iter().any(has_begun) && seasons.iter().any(has_not_ended))
}

#[cfg(test)]
mod tests;
