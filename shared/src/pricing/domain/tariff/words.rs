//! A tariff in words: `Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.`

mod when;

use super::{
    Tariff, calendar,
    document::{Band, ClassRule, FreeStays, Outside, TariffDocument},
    values::{Factor, TimeOfDay},
};
use crate::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::{
        money::{Currency, Money},
        when::length,
    },
};

impl Tariff {
    /// Describes bands, prices and limits in English sentences.
    pub fn words(&self) -> String {
        let document = self.document();
        let groups = groups(&document.bands);
        let mut sentences: Vec<String> =
            groups.iter().map(|group| group.sentence(document.currency)).collect();
        sentences.extend(outside(document));
        let is_only = groups.len() == 1;
        sentences.extend(groups.iter().flat_map(|group| group.restrictions(is_only)));
        sentences.extend(stay(document));
        sentences.extend(document.classes.iter().map(class_rule));
        let mut texts: Vec<_> = sentences.iter().map(|sentence| format!("{sentence}.")).collect();
        texts.extend(document.note.clone());
        texts.join(" ")
    }

    /// Returns the days and times of each band, in the order of the document: `Mon–Sat 8 AM–7 PM`.
    pub fn band_times(&self) -> Vec<String> {
        self.document().bands.iter().map(|band| when::when(band, band.to)).collect()
    }
}

/// Bands that follow each other on the same days, with the same rates and limits. They may admit
/// different vehicles.
struct Group<'a> {
    first: &'a Band,
    bands: Vec<&'a Band>,
    to: TimeOfDay,
}

fn groups(bands: &[Band]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for band in bands {
        match groups.last_mut() {
            Some(group) if group.continues_with(band) => {
                group.bands.push(band);
                group.to = band.to;
            }
            _ => groups.push(Group { first: band, bands: vec![band], to: band.to }),
        }
    }
    groups
}

impl Group<'_> {
    fn continues_with(&self, band: &Band) -> bool {
        let as_first = Band {
            from: self.first.from,
            to: self.first.to,
            priority: self.first.priority,
            only_classes: self.first.only_classes.clone(),
            only_permits: self.first.only_permits.clone(),
            ..band.clone()
        };
        self.first.from < self.to && self.to == band.from && !band.closed && as_first == *self.first
    }

    fn sentence(&self, currency: Currency) -> String {
        let (when, band) = (when::when(self.first, self.to), self.first);
        let shared = self.shared_restriction();
        if band.closed {
            let vehicles = admitted(band).map(|vehicles| format!(" for {vehicles}"));
            return format!("{when}: no parking{}", vehicles.unwrap_or_default());
        }
        let mut terms = vec![rate(band.rate_minor_per_hour.unwrap_or_default(), currency)];
        terms.extend(band.steps.iter().map(|step| {
            let after = length(step.after_minutes * 60);
            format!("after {after} {}", rate(step.rate_minor_per_hour, currency))
        }));
        terms.extend(band.max_stay_minutes.map(|max| format!("{} at most", length(max * 60))));
        terms.extend(shared.map(|vehicles| format!("{vehicles} only")));
        format!("{when}: {}", terms.join(", "))
    }

    /// Returns the vehicles that are admitted in all bands, if these admit the same.
    fn shared_restriction(&self) -> Option<String> {
        let vehicles = admitted(self.first);
        self.bands.iter().all(|band| admitted(band) == vehicles).then_some(vehicles).flatten()
    }

    /// Returns a sentence for each restriction of a part of the group.
    fn restrictions(&self, is_only_group: bool) -> Vec<String> {
        if self.first.closed || self.shared_restriction().is_some() {
            return Vec::new();
        }
        let days = if is_only_group { String::new() } else { when::days_of(self.first) };
        let restricted = self.bands.iter().filter_map(|band| Some((band, admitted(band)?)));
        restricted
            .map(|(band, vehicles)| {
                let time = if band.from == self.first.from {
                    format!("until {}", when::time(band.to))
                } else if band.to == self.to {
                    format!("from {}", when::time(band.from))
                } else {
                    when::times(band.from, band.to)
                };
                let words = [capitalized(&vehicles), "only".to_owned(), days.clone(), time];
                words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
            })
            .collect()
    }
}

/// Returns the vehicles that a band admits; `None` for all.
pub(super) fn admitted(band: &Band) -> Option<String> {
    let classes: Vec<_> = band.only_classes.iter().map(|class| plural(*class).to_owned()).collect();
    let permits = (!band.only_permits.is_empty())
        .then(|| format!("holders of a {} permit", join(&band.only_permits, "or")));
    match (classes.is_empty(), permits) {
        (true, permits) => permits,
        (false, None) => Some(join(&classes, "and")),
        (false, Some(permits)) => Some(format!("{} of {permits}", join(&classes, "and"))),
    }
}

fn outside(document: &TariffDocument) -> Option<String> {
    calendar::first_gap(document)?;
    let when = if document.bands.is_empty() { "at all times" } else { "at other times" };
    match document.outside {
        Outside::Free => Some(format!("Free {when}")),
        Outside::Closed => Some(format!("No parking {when}")),
        Outside::Covered => None,
        Outside::Unknown => Some(format!("Rules unknown {when}: not for reservations")),
    }
}

/// Returns the sentences about the whole stay.
fn stay(document: &TariffDocument) -> Vec<String> {
    let money = |minor| Money::new(minor, document.currency).to_string();
    let minutes = |minutes: i64| length(minutes * 60);
    let free = document.free.map(|free| match free.applies_to {
        FreeStays::ShortStays => format!("Stays of up to {} are free", minutes(free.minutes)),
        FreeStays::EveryStay => format!("The first {} are free", minutes(free.minutes)),
    });
    let increment = document.increment_seconds.filter(|seconds| *seconds > 1);
    let caps = [
        (document.caps.per_day_minor, "a day"),
        (document.caps.per_24_hours_minor, "in 24 h"),
        (document.caps.per_stay_minor, "for a stay"),
    ];
    let caps: Vec<_> = caps
        .into_iter()
        .filter_map(|(cap, span)| cap.map(|cap| format!("{} {span}", money(cap))))
        .collect();
    [
        free,
        increment.map(|seconds| format!("Each started {} is charged", length(seconds))),
        document.minimum_minor.map(|minimum| format!("At least {}", money(minimum))),
        (!caps.is_empty()).then(|| format!("At most {}", join(&caps, "and"))),
        document.max_stay_minutes.map(|max| format!("Maximum stay {}", minutes(max))),
        document.no_return_minutes.map(|time| format!("No return within {}", minutes(time))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn class_rule(rule: &ClassRule) -> String {
    let vehicles = plural(rule.class);
    let factor = rule.factor.unwrap_or(Factor::ONE);
    match (rule.refused, factor.numerator(), factor.denominator()) {
        (true, ..) => format!("No {vehicles}"),
        (_, 0, _) => format!("{} park free", capitalized(vehicles)),
        (_, 1, 2) => format!("{} pay half", capitalized(vehicles)),
        _ => format!("{} pay {factor} of the price", capitalized(vehicles)),
    }
}

fn rate(minor_per_hour: i64, currency: Currency) -> String {
    if minor_per_hour == 0 {
        "free".to_owned()
    } else {
        format!("{} / h", Money::new(minor_per_hour, currency))
    }
}

pub(super) fn plural(class: VehicleClass) -> &'static str {
    match class {
        VehicleClass::Car => "cars",
        VehicleClass::Motorcycle => "motorcycles",
        VehicleClass::Scooter => "scooters",
        VehicleClass::Van => "vans",
        VehicleClass::Truck => "trucks",
    }
}

pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Joins words as `a, b and c`.
pub(super) fn join(words: &[String], conjunction: &str) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [first @ .., last] => format!("{} {conjunction} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests;
