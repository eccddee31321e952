//! The terms of a city or a site, which override the defaults.

use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// Start of the use of a spot.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum ArrivalMode {
    /// The driver counts as arrived at the start of the reservation.
    #[default]
    Implicit,
    /// The driver, or the site, reports the arrival.
    CheckIn,
}
text_enum!(ArrivalMode);

/// Way in which stays are paid.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum PaymentMode {
    /// By card, after the stay.
    #[default]
    Postpaid,
    /// From a wallet with a minimum balance.
    Prepaid,
    /// By invoice to an organization.
    Invoice,
    /// Included in a permit.
    Included,
}
text_enum!(PaymentMode);

/// Terms that are set for a city or a site; `None` inherits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct PlaceTerms {
    pub hold_seconds: Option<i32>,
    pub min_stay_seconds: Option<i32>,
    pub max_stay_seconds: Option<i32>,
    pub max_lead_seconds: Option<i32>,
    /// Time after the end of a stay that is neither billed nor an overstay.
    pub grace_seconds: Option<i32>,
    /// Time after the start without arrival after which a stay is a no-show.
    pub no_show_seconds: Option<i32>,
    /// Minimum time between two stays on one spot.
    pub buffer_seconds: Option<i32>,
    /// Maximum share of the spots of a zone that are reserved ahead.
    pub reservable_percent: Option<i32>,
    pub arrival_mode: Option<ArrivalMode>,
    pub payment_mode: Option<PaymentMode>,
    pub guests_allowed: Option<bool>,
    /// Accessible spots cost at most the operator's own rates.
    pub accessible_at_base_rate: Option<bool>,
    /// Highest rate per hour of drivers with a reduced-rate permit, in minor units.
    pub reduced_rate_cap_minor: Option<i32>,
}

impl PlaceTerms {
    /// Returns these terms, completed from those of the surrounding place.
    #[must_use]
    pub fn or(self, outer: Self) -> Self {
        Self {
            hold_seconds: self.hold_seconds.or(outer.hold_seconds),
            min_stay_seconds: self.min_stay_seconds.or(outer.min_stay_seconds),
            max_stay_seconds: self.max_stay_seconds.or(outer.max_stay_seconds),
            max_lead_seconds: self.max_lead_seconds.or(outer.max_lead_seconds),
            grace_seconds: self.grace_seconds.or(outer.grace_seconds),
            no_show_seconds: self.no_show_seconds.or(outer.no_show_seconds),
            buffer_seconds: self.buffer_seconds.or(outer.buffer_seconds),
            reservable_percent: self.reservable_percent.or(outer.reservable_percent),
            arrival_mode: self.arrival_mode.or(outer.arrival_mode),
            payment_mode: self.payment_mode.or(outer.payment_mode),
            guests_allowed: self.guests_allowed.or(outer.guests_allowed),
            accessible_at_base_rate: self.accessible_at_base_rate.or(outer.accessible_at_base_rate),
            reduced_rate_cap_minor: self.reduced_rate_cap_minor.or(outer.reduced_rate_cap_minor),
        }
    }
}
