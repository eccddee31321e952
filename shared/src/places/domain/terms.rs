//! The terms of reservation: limits on holds, stays and payments.

use chrono::TimeDelta;

use crate::platform::domain::quota::Quotas;

/// Limits of reservations that an operator configures.
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
    /// Maximum number of stays of one card, and of one email address, that are waived in 24 hours
    /// because they cost less than the minimum charge; further holds are refused. 0 is no limit.
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
}

impl Terms {
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
        }
    }
}
