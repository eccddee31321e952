//! Terms of cities and sites: show and set; one file per operation.

mod set_city_terms;
mod set_site_terms;
mod show_city_terms;
mod show_site_terms;

use std::ops::RangeInclusive;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    places::{
        domain::{
            place_terms::{ArrivalMode, PaymentMode, PlaceTerms},
            terms::Terms,
        },
        models::spot_details::HIGHEST_RATE,
        operations::TermsOfPlace,
    },
    platform::error::FieldError,
};
use utoipa::ToSchema;

use crate::handlers::admin::{errors, one_of};

pub(crate) use set_city_terms::*;
pub(crate) use set_site_terms::*;
pub(crate) use show_city_terms::*;
pub(crate) use show_site_terms::*;

/// The seconds of a day.
const DAY: i32 = 86_400;
/// The seconds of 366 days.
const YEAR: i32 = 366 * DAY;

/// Terms that are set for a place. `null` or omitted: inherited, by a site from its city, by a city
/// from the settings.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub(crate) struct OwnTerms {
    /// Duration of a hold, 60 to 86,400.
    hold_seconds: Option<i32>,
    /// Minimum stay, 60 to 86,400.
    min_stay_seconds: Option<i32>,
    /// Maximum stay, extensions included, 60 to 31,622,400 (366 days).
    max_stay_seconds: Option<i32>,
    /// Maximum time between booking and start, up to 31,622,400.
    max_lead_seconds: Option<i32>,
    /// Time after the end of a stay that is neither billed nor an overstay, up to 86,400. Stored
    /// only.
    grace_seconds: Option<i32>,
    /// Time after the start without arrival after which a stay is a no-show, 60 to 86,400. Stored
    /// only.
    no_show_seconds: Option<i32>,
    /// Minimum time between two stays on one spot, up to 86,400.
    buffer_seconds: Option<i32>,
    /// Maximum share of the spots of a zone that are reserved ahead of their start, 0 to 100; 0
    /// admits only stays that begin now.
    reservable_percent: Option<i32>,
    /// `implicit`: the driver counts as arrived at the start; or `check_in`. Stored only.
    arrival_mode: Option<String>,
    /// `postpaid`, `prepaid`, `invoice` or `included`. Stored only.
    payment_mode: Option<String>,
    /// `false` if only drivers with an account may reserve.
    guests_allowed: Option<bool>,
    /// `true` if no rule raises the price of accessible spots above the operator's own rates.
    accessible_at_base_rate: Option<bool>,
    /// Highest rate per hour of drivers with a reduced-rate permit, in minor units, up to
    /// 10,000,000.
    reduced_rate_cap_minor: Option<i32>,
}

/// Terms that apply at a place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EffectiveTerms {
    hold_seconds: i64,
    min_stay_seconds: i64,
    max_stay_seconds: i64,
    max_lead_seconds: i64,
    grace_seconds: i64,
    no_show_seconds: i64,
    buffer_seconds: i64,
    reservable_percent: i32,
    #[schema(example = "implicit")]
    arrival_mode: &'static str,
    #[schema(example = "postpaid")]
    payment_mode: &'static str,
    guests_allowed: bool,
    accessible_at_base_rate: bool,
    /// Highest rate per hour of drivers with a reduced-rate permit, in minor units; `null` for no
    /// limit.
    reduced_rate_cap_minor: Option<i32>,
}

/// The terms of a place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TermsView {
    /// Those that are set for the place itself.
    own: OwnTerms,
    /// Those that apply, with inherited values.
    effective: EffectiveTerms,
}

impl From<TermsOfPlace> for TermsView {
    fn from(terms: TermsOfPlace) -> Self {
        let TermsOfPlace { own, effective } = terms;
        Self { own: own.into(), effective: effective.into() }
    }
}

impl From<PlaceTerms> for OwnTerms {
    fn from(terms: PlaceTerms) -> Self {
        Self {
            hold_seconds: terms.hold_seconds,
            min_stay_seconds: terms.min_stay_seconds,
            max_stay_seconds: terms.max_stay_seconds,
            max_lead_seconds: terms.max_lead_seconds,
            grace_seconds: terms.grace_seconds,
            no_show_seconds: terms.no_show_seconds,
            buffer_seconds: terms.buffer_seconds,
            reservable_percent: terms.reservable_percent,
            arrival_mode: terms.arrival_mode.map(|mode| mode.as_str().to_owned()),
            payment_mode: terms.payment_mode.map(|mode| mode.as_str().to_owned()),
            guests_allowed: terms.guests_allowed,
            accessible_at_base_rate: terms.accessible_at_base_rate,
            reduced_rate_cap_minor: terms.reduced_rate_cap_minor,
        }
    }
}

impl From<Terms> for EffectiveTerms {
    fn from(terms: Terms) -> Self {
        let seconds = |time: TimeDelta| time.num_seconds();
        Self {
            hold_seconds: seconds(terms.hold),
            min_stay_seconds: seconds(terms.min_stay),
            max_stay_seconds: seconds(terms.max_stay),
            max_lead_seconds: seconds(terms.max_lead),
            grace_seconds: seconds(terms.grace),
            no_show_seconds: seconds(terms.no_show),
            buffer_seconds: seconds(terms.buffer),
            reservable_percent: terms.reservable_percent,
            arrival_mode: terms.arrival_mode.as_str(),
            payment_mode: terms.payment_mode.as_str(),
            guests_allowed: terms.guests_allowed,
            accessible_at_base_rate: terms.accessible_at_base_rate,
            reduced_rate_cap_minor: terms.reduced_rate_cap_minor,
        }
    }
}

impl OwnTerms {
    fn validate(self) -> Result<PlaceTerms, Error> {
        let mut wrong = Vec::new();
        let mut number = |field, value: Option<i32>, range| {
            value.and_then(|value| errors(&mut wrong, in_range(field, value, range)))
        };
        let terms = PlaceTerms {
            hold_seconds: number("hold_seconds", self.hold_seconds, 60..=DAY),
            min_stay_seconds: number("min_stay_seconds", self.min_stay_seconds, 60..=DAY),
            max_stay_seconds: number("max_stay_seconds", self.max_stay_seconds, 60..=YEAR),
            max_lead_seconds: number("max_lead_seconds", self.max_lead_seconds, 0..=YEAR),
            grace_seconds: number("grace_seconds", self.grace_seconds, 0..=DAY),
            no_show_seconds: number("no_show_seconds", self.no_show_seconds, 60..=DAY),
            buffer_seconds: number("buffer_seconds", self.buffer_seconds, 0..=DAY),
            reservable_percent: number("reservable_percent", self.reservable_percent, 0..=100),
            reduced_rate_cap_minor: number(
                "reduced_rate_cap_minor",
                self.reduced_rate_cap_minor,
                0..=HIGHEST_RATE,
            ),
            arrival_mode: self.arrival_mode.and_then(|text| errors(&mut wrong, arrival(&text))),
            payment_mode: self.payment_mode.and_then(|text| errors(&mut wrong, payment(&text))),
            guests_allowed: self.guests_allowed,
            accessible_at_base_rate: self.accessible_at_base_rate,
        };
        if terms.min_stay_seconds > terms.max_stay_seconds && terms.max_stay_seconds.is_some() {
            let message = "must not be longer than the maximum stay";
            wrong.push(FieldError::new("min_stay_seconds", "out_of_range", message));
        }
        if wrong.is_empty() { Ok(terms) } else { Err(Error::Invalid(wrong)) }
    }
}

pub(super) fn in_range(
    field: &'static str,
    value: i32,
    range: RangeInclusive<i32>,
) -> Result<i32, FieldError> {
    if range.contains(&value) {
        return Ok(value);
    }
    let message = format!("must be {} to {}", range.start(), range.end());
    Err(FieldError::new(field, "out_of_range", message))
}

fn arrival(text: &str) -> Result<ArrivalMode, FieldError> {
    one_of("arrival_mode", text, "must be implicit or check_in")
}

fn payment(text: &str) -> Result<PaymentMode, FieldError> {
    one_of("payment_mode", text, "must be postpaid, prepaid, invoice or included")
}
