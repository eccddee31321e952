//! The terms of reservation: limits on holds, stays and payments.

use chrono::TimeDelta;

use super::{
    place_terms::{ArrivalMode, PaymentMode, PlaceTerms},
    site::SiteAccess,
};
use crate::platform::domain::quota::Quotas;

/// Limits of reservations: the defaults of the settings, or, after [`Terms::at`], those of a place.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Duration of a hold.
    pub hold: TimeDelta,
    pub min_stay: TimeDelta,
    /// Maximum stay, extensions included.
    pub max_stay: TimeDelta,
    /// Maximum time between booking and start of a stay.
    pub max_lead: TimeDelta,
    /// Time between the reminder and the end of the stay.
    pub reminder_lead: TimeDelta,
    /// Time after the start of a stay in which a driver may report that the spot is taken.
    pub report_taken: TimeDelta,
    /// Pauses before a refused card is charged again; after the last attempt the driver has to pay.
    pub charge_retries: Vec<TimeDelta>,
    /// Time for the driver's approval of a payment before it is overdue.
    pub approval: TimeDelta,
    /// Time from overdue to written off.
    pub write_off: TimeDelta,
    /// Maximum number of concurrent holds of a user.
    pub max_holds: u32,
    /// Maximum number of concurrent holds of a guest.
    pub max_guest_holds: u32,
    /// Maximum number of stays of one card, and of one email address, in 24 hours that cost less
    /// than the minimum charge and are not contained in a later charge; further holds are refused.
    /// 0 is no limit.
    pub max_waivers: u32,
    /// `true` if drivers must verify their email address before they reserve.
    pub verify_emails: bool,
    /// Duration of the hold of a guest whose address is not verified.
    pub unverified_hold: TimeDelta,
    /// Maximum stay of a guest whose address is not verified; it may be extended after
    /// verification.
    pub unverified_max_stay: TimeDelta,
    /// Quotas on the actions of unverified drivers.
    pub quotas: Quotas,
    /// Time after the end of a stay that is neither billed nor an overstay. Stored only, as are
    /// `no_show`, `arrival_mode` and `payment_mode`.
    pub grace: TimeDelta,
    /// Time after the start without arrival after which a stay is a no-show.
    pub no_show: TimeDelta,
    /// Minimum time between two stays on one spot.
    pub buffer: TimeDelta,
    /// Maximum share of the spots of a zone that are reserved ahead, in percent.
    pub reservable_percent: i32,
    pub arrival_mode: ArrivalMode,
    pub payment_mode: PaymentMode,
    pub guests_allowed: bool,
    /// Accessible spots cost at most the operator's own rates, whatever rules change.
    pub accessible_at_base_rate: bool,
    /// Highest rate per hour of drivers with a reduced-rate permit, in minor units; `None` for no
    /// limit.
    pub reduced_rate_cap_minor: Option<i32>,
    /// Drivers that may reserve; `Public` on streets.
    pub access: SiteAccess,
}

/// Defaults of the terms that have no environment variable.
pub const DEFAULT_GRACE: TimeDelta = TimeDelta::zero();
pub const DEFAULT_NO_SHOW: TimeDelta = TimeDelta::minutes(15);
pub const DEFAULT_BUFFER: TimeDelta = TimeDelta::zero();
pub const DEFAULT_RESERVABLE_PERCENT: i32 = 100;
pub const DEFAULT_ACCESSIBLE_AT_BASE_RATE: bool = true;

impl Terms {
    /// Returns the terms of a place: those of its site, else of its city, else these defaults.
    #[must_use]
    pub fn at(&self, city: PlaceTerms, site: PlaceTerms, access: SiteAccess) -> Self {
        let place = site.or(city);
        let time = |seconds: Option<i32>, default: TimeDelta| {
            seconds.map_or(default, |seconds| TimeDelta::seconds(seconds.into()))
        };
        Self {
            hold: time(place.hold_seconds, self.hold),
            min_stay: time(place.min_stay_seconds, self.min_stay),
            max_stay: time(place.max_stay_seconds, self.max_stay),
            max_lead: time(place.max_lead_seconds, self.max_lead),
            grace: time(place.grace_seconds, self.grace),
            no_show: time(place.no_show_seconds, self.no_show),
            buffer: time(place.buffer_seconds, self.buffer),
            reservable_percent: place.reservable_percent.unwrap_or(self.reservable_percent),
            arrival_mode: place.arrival_mode.unwrap_or(self.arrival_mode),
            payment_mode: place.payment_mode.unwrap_or(self.payment_mode),
            guests_allowed: place.guests_allowed.unwrap_or(self.guests_allowed),
            accessible_at_base_rate: place
                .accessible_at_base_rate
                .unwrap_or(self.accessible_at_base_rate),
            reduced_rate_cap_minor: place.reduced_rate_cap_minor.or(self.reduced_rate_cap_minor),
            access,
            ..self.clone()
        }
    }

    /// Returns the maximum duration of a hold.
    pub fn hold_length(&self, awaits_verification: bool) -> TimeDelta {
        if awaits_verification { self.hold.min(self.unverified_hold) } else { self.hold }
    }

    /// Returns the maximum stay of a driver.
    pub fn max_stay_of(&self, awaits_verification: bool) -> TimeDelta {
        if awaits_verification {
            self.max_stay.min(self.unverified_max_stay)
        } else {
            self.max_stay
        }
    }
}

/// Defaults for tests. The settings have the same defaults, except that they require verified
/// addresses and limit unverified drivers.
impl Default for Terms {
    fn default() -> Self {
        Self {
            hold: TimeDelta::minutes(10),
            min_stay: TimeDelta::minutes(5),
            max_stay: TimeDelta::hours(24),
            max_lead: TimeDelta::days(14),
            reminder_lead: TimeDelta::minutes(10),
            report_taken: TimeDelta::minutes(15),
            charge_retries: vec![TimeDelta::hours(1), TimeDelta::hours(24), TimeDelta::hours(72)],
            approval: TimeDelta::hours(72),
            write_off: TimeDelta::days(60),
            max_holds: 2,
            max_guest_holds: 1,
            max_waivers: 5,
            verify_emails: false,
            unverified_hold: TimeDelta::minutes(10),
            unverified_max_stay: TimeDelta::hours(24),
            quotas: Quotas::default(),
            grace: DEFAULT_GRACE,
            no_show: DEFAULT_NO_SHOW,
            buffer: DEFAULT_BUFFER,
            reservable_percent: DEFAULT_RESERVABLE_PERCENT,
            arrival_mode: ArrivalMode::default(),
            payment_mode: PaymentMode::default(),
            guests_allowed: true,
            accessible_at_base_rate: DEFAULT_ACCESSIBLE_AT_BASE_RATE,
            reduced_rate_cap_minor: None,
            access: SiteAccess::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_overrides_city_and_city_the_defaults() {
        let city = PlaceTerms {
            hold_seconds: Some(300),
            max_stay_seconds: Some(7_200),
            ..PlaceTerms::default()
        };
        let site = PlaceTerms { max_stay_seconds: Some(259_200), ..PlaceTerms::default() };
        let terms = Terms::default().at(city, site, SiteAccess::Public);
        assert_eq!(terms.hold, TimeDelta::minutes(5));
        assert_eq!(terms.max_stay, TimeDelta::days(3));
        assert_eq!(terms.min_stay, Terms::default().min_stay);
    }

    #[test]
    fn place_without_terms_has_the_defaults() {
        let none = PlaceTerms::default();
        let terms = Terms::default().at(none, none, SiteAccess::Public);
        assert_eq!(format!("{terms:?}"), format!("{:?}", Terms::default()));
    }
}
