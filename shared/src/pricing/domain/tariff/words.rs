//! A tariff in words: `Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.`

mod phrases;
mod when;

use super::{
    Tariff, calendar,
    document::{Band, ClassRule, FreeStays, Outside, TariffDocument},
    values::{Factor, TimeOfDay},
};
use crate::platform::domain::{
    language::Language,
    localized,
    money::{Currency, Money},
    when::length,
};

pub(super) use phrases::{admitted, and, capitalized, plural};

impl Tariff {
    /// Describes bands, prices and limits in English sentences.
    pub fn words(&self) -> String {
        self.words_in(Language::English)
    }

    /// Describes bands, prices and limits in sentences. Names of holidays and permits, and the note
    /// for drivers, are as in the document.
    pub fn words_in(&self, language: Language) -> String {
        let words = Words { language, currency: self.document().currency };
        words.tariff(self.document())
    }

    /// Returns the days and times of each band, in the order of the document: `Mon–Sat 8 AM–7 PM`.
    pub fn band_times(&self, language: Language) -> Vec<String> {
        let times = |band: &Band| when::when(band, band.to, language);
        self.document().bands.iter().map(times).collect()
    }
}

/// Writes a document in a language.
#[derive(Clone, Copy)]
struct Words {
    language: Language,
    currency: Currency,
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

    /// Returns the vehicles that are admitted in all bands, if these admit the same.
    fn shared_restriction(&self, language: Language) -> Option<String> {
        let vehicles = admitted(self.first, language);
        let is_shared = self.bands.iter().all(|band| admitted(band, language) == vehicles);
        is_shared.then_some(vehicles).flatten()
    }
}

impl Words {
    fn tariff(self, document: &TariffDocument) -> String {
        let groups = groups(&document.bands);
        let mut sentences: Vec<String> = groups.iter().map(|group| self.group(group)).collect();
        sentences.extend(self.outside(document));
        let is_only = groups.len() == 1;
        sentences.extend(groups.iter().flat_map(|group| self.restrictions(group, is_only)));
        sentences.extend(self.stay(document));
        sentences.extend(document.classes.iter().map(|rule| self.class_rule(rule)));
        let mut texts: Vec<_> = sentences.iter().map(|sentence| format!("{sentence}.")).collect();
        texts.extend(document.note.clone());
        texts.join(" ")
    }

    fn group(self, group: &Group<'_>) -> String {
        let Self { language, .. } = self;
        let (when, band) = (when::when(group.first, group.to, language), group.first);
        let terms = if band.closed { self.closed(band) } else { self.terms(group) };
        language.phrase(phrases::COLON, &[&when, &terms])
    }

    fn closed(self, band: &Band) -> String {
        let Self { language, .. } = self;
        match admitted(band, language) {
            Some(vehicles) => language.phrase(phrases::CLOSED_FOR, &[&vehicles]),
            None => language.pick(phrases::CLOSED).to_owned(),
        }
    }

    fn terms(self, group: &Group<'_>) -> String {
        let (Self { language, .. }, band) = (self, group.first);
        let mut terms = vec![self.rate(band.rate_minor_per_hour.unwrap_or_default())];
        terms.extend(band.steps.iter().map(|step| {
            let (after, rate) = (minutes(step.after_minutes), self.rate(step.rate_minor_per_hour));
            language.phrase(phrases::AFTER, &[&after, &rate])
        }));
        let longest = band.max_stay_minutes.map(minutes);
        terms.extend(longest.map(|max| language.phrase(phrases::AT_MOST, &[&max])));
        let shared = group.shared_restriction(language);
        terms.extend(shared.map(|vehicles| language.phrase(phrases::ONLY, &[&vehicles])));
        terms.join(", ")
    }

    /// Returns a sentence for each restriction of a part of the group.
    fn restrictions(self, group: &Group<'_>, is_only_group: bool) -> Vec<String> {
        let Self { language, .. } = self;
        if group.first.closed || group.shared_restriction(language).is_some() {
            return Vec::new();
        }
        let days = if is_only_group { String::new() } else { when::days_of(group.first, language) };
        let restricted =
            group.bands.iter().filter_map(|band| Some((band, admitted(band, language)?)));
        restricted
            .map(|(band, vehicles)| {
                let time = if band.from == group.first.from {
                    when::until(band.to, language)
                } else if band.to == group.to {
                    when::since(band.from, language)
                } else {
                    when::times(band.from, band.to, language)
                };
                let only = language.phrase(phrases::ONLY, &[&vehicles]);
                let words = [capitalized(&only), days.clone(), time];
                words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    fn outside(self, document: &TariffDocument) -> Option<String> {
        calendar::first_gap(document)?;
        let Self { language, .. } = self;
        let when = if document.bands.is_empty() {
            language.pick(phrases::AT_ALL_TIMES)
        } else {
            language.pick(phrases::AT_OTHER_TIMES)
        };
        let texts = match document.outside {
            Outside::Free => phrases::FREE_WHEN,
            Outside::Closed => phrases::CLOSED_WHEN,
            Outside::Covered => return None,
            Outside::Unknown => phrases::UNKNOWN_WHEN,
        };
        Some(language.phrase(texts, &[when]))
    }

    /// Returns the sentences about the whole stay.
    fn stay(self, document: &TariffDocument) -> Vec<String> {
        let Self { language, .. } = self;
        let phrase = |texts, value: String| language.phrase(texts, &[&value]);
        let free = document.free.map(|free| match free.applies_to {
            FreeStays::ShortStays => phrase(phrases::SHORT_STAYS_FREE, minutes(free.minutes)),
            FreeStays::EveryStay => phrase(phrases::BEGINNING_FREE, minutes(free.minutes)),
        });
        let increment = document.increment_seconds.filter(|seconds| *seconds > 1);
        let caps = [
            (document.caps.per_day_minor, phrases::PER_DAY),
            (document.caps.per_24_hours_minor, phrases::PER_24_HOURS),
            (document.caps.per_stay_minor, phrases::PER_STAY),
        ];
        let caps: Vec<_> = caps
            .into_iter()
            .filter_map(|(cap, texts)| cap.map(|cap| phrase(texts, self.money(cap))))
            .collect();
        let caps = (!caps.is_empty()).then(|| and(&caps, language));
        let minimum = document.minimum_minor.map(|minimum| self.money(minimum));
        [
            free,
            increment.map(|seconds| phrase(phrases::INCREMENT, length(seconds))),
            minimum.map(|minimum| phrase(phrases::MINIMUM, minimum)),
            caps.map(|caps| phrase(phrases::CAPS, caps)),
            document.max_stay_minutes.map(|max| phrase(phrases::MAX_STAY, minutes(max))),
            document.no_return_minutes.map(|time| phrase(phrases::NO_RETURN, minutes(time))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn class_rule(self, rule: &ClassRule) -> String {
        let Self { language, .. } = self;
        let vehicles = plural(rule.class, language);
        let factor = rule.factor.unwrap_or(Factor::ONE);
        let (texts, share) = match (rule.refused, factor.numerator(), factor.denominator()) {
            (true, ..) => return language.phrase(phrases::CLASS_REFUSED, &[vehicles]),
            (_, 0, _) => (phrases::CLASS_FREE, String::new()),
            (_, 1, 2) => (phrases::CLASS_HALF, String::new()),
            _ => (phrases::CLASS_FACTOR, factor.to_string()),
        };
        language.phrase(texts, &[&capitalized(vehicles), &share])
    }

    fn rate(self, minor_per_hour: i64) -> String {
        if minor_per_hour == 0 {
            return self.language.pick(phrases::FREE).to_owned();
        }
        format!("{} / h", self.money(minor_per_hour))
    }

    fn money(self, minor: i64) -> String {
        localized::money(Money::new(minor, self.currency), self.language)
    }
}

fn minutes(minutes: i64) -> String {
    length(minutes * 60)
}

#[cfg(test)]
mod languages;
#[cfg(test)]
mod tests;
