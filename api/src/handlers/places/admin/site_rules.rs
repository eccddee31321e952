//! Rules of entry of sites: show and set; one file per operation.

mod set;
mod show;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    places::domain::site_rules::{AntiPassback, Numbering, SiteRules},
    platform::error::FieldError,
};
use utoipa::ToSchema;

use super::terms::in_range;
use crate::handlers::admin::{errors, one_of};

pub(crate) use set::*;
pub(crate) use show::*;

/// The seconds of 31 days.
const MONTH: i32 = 31 * 86_400;
/// Highest number of free spots at which a site can be full.
const MAX_FULL_AT: i32 = 1_000;

/// Rules of entry of a site, and the thresholds of its published state.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SiteRulesView {
    /// `numbered`, or `unnumbered` if drivers park on any spot: a reservation may then move to
    /// another one of the same kind.
    #[schema(example = "unnumbered")]
    numbering: String,
    /// Treatment of a vehicle or an app that enters again without having left: `off` or `soft` end
    /// the earlier visit, `soft` with an incident; `hard` refuses the entry.
    #[schema(example = "soft")]
    anti_passback: String,
    /// Longest visit without a booked end, 60 to 2,678,400 (31 days); `null` or omitted for the
    /// maximum stay of the terms.
    max_visit_seconds: Option<i32>,
    /// Time after the arrival at which the driver is reminded, 60 to 2,678,400.
    #[schema(example = 14_400)]
    remind_after_seconds: i32,
    /// Greatest distance from the site, in metres, at which a driver may enter by a code, 20 to
    /// 5,000; `null` or omitted for no check.
    geofence_m: Option<i32>,
    /// Free share, in percent, from which on the state is `few`.
    #[schema(example = 15)]
    few_at_percent: i32,
    /// Free share, in percent, from which on the state is `free` again; not below
    /// `few_at_percent`.
    #[schema(example = 20)]
    free_from_percent: i32,
    /// Free spots from which on the state is `full`, 0 to 1,000.
    #[schema(example = 0)]
    full_at: i32,
    /// Free spots from which on the state is no longer `full`; above `full_at`.
    #[schema(example = 1)]
    few_from: i32,
    /// Confidence, in percent, below which a plate read waits for an operator.
    #[schema(example = 85)]
    min_confidence_percent: i32,
    /// `true` if a plate that differs only in letters that cameras confuse opens the barrier.
    opens_on_similar: bool,
    /// `true` if the images of plate reads are kept for seven days.
    keeps_images: bool,
}

impl From<SiteRules> for SiteRulesView {
    fn from(rules: SiteRules) -> Self {
        // The constraints limit both to a month.
        let seconds = |time: TimeDelta| i32::try_from(time.num_seconds()).unwrap_or(i32::MAX);
        Self {
            numbering: rules.numbering.as_str().to_owned(),
            anti_passback: rules.anti_passback.as_str().to_owned(),
            max_visit_seconds: rules.max_visit.map(seconds),
            remind_after_seconds: seconds(rules.remind_after),
            geofence_m: rules.geofence_m,
            few_at_percent: rules.few_at_percent,
            free_from_percent: rules.free_from_percent,
            full_at: rules.full_at,
            few_from: rules.few_from,
            min_confidence_percent: rules.min_confidence_percent,
            opens_on_similar: rules.opens_on_similar,
            keeps_images: rules.keeps_images,
        }
    }
}

impl SiteRulesView {
    fn validate(self) -> Result<SiteRules, Error> {
        let mut wrong = Vec::new();
        let mut check = |field, value: i32, range| {
            errors(&mut wrong, in_range(field, value, range)).unwrap_or(value)
        };
        let max_visit = self.max_visit_seconds;
        let max_visit = max_visit.map(|value| check("max_visit_seconds", value, 60..=MONTH));
        let remind_after = check("remind_after_seconds", self.remind_after_seconds, 60..=MONTH);
        let geofence_m = self.geofence_m.map(|value| check("geofence_m", value, 20..=5_000));
        let few_at_percent = check("few_at_percent", self.few_at_percent, 0..=100);
        let free_from = few_at_percent.clamp(0, 100)..=100;
        let free_from_percent = check("free_from_percent", self.free_from_percent, free_from);
        let full_at = check("full_at", self.full_at, 0..=MAX_FULL_AT);
        let few_from = full_at.clamp(0, MAX_FULL_AT) + 1..=MAX_FULL_AT + 1;
        let few_from = check("few_from", self.few_from, few_from);
        let confidence = self.min_confidence_percent;
        let min_confidence_percent = check("min_confidence_percent", confidence, 0..=100);
        let numbering = errors(&mut wrong, numbering(&self.numbering));
        let anti_passback = errors(&mut wrong, anti_passback(&self.anti_passback));
        let (Some(numbering), Some(anti_passback), true) =
            (numbering, anti_passback, wrong.is_empty())
        else {
            return Err(Error::Invalid(wrong));
        };
        let time = |seconds: i32| TimeDelta::seconds(seconds.into());
        Ok(SiteRules {
            numbering,
            anti_passback,
            max_visit: max_visit.map(time),
            remind_after: time(remind_after),
            geofence_m,
            few_at_percent,
            free_from_percent,
            full_at,
            few_from,
            min_confidence_percent,
            opens_on_similar: self.opens_on_similar,
            keeps_images: self.keeps_images,
        })
    }
}

fn numbering(text: &str) -> Result<Numbering, FieldError> {
    one_of("numbering", text, "must be numbered or unnumbered")
}

fn anti_passback(text: &str) -> Result<AntiPassback, FieldError> {
    one_of("anti_passback", text, "must be off, soft or hard")
}
