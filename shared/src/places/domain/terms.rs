//! The terms of reservation: how long, how far ahead, how long a hold lasts.

use chrono::TimeDelta;

use crate::platform::domain::quota::Quotas;

/// What an operator may set about reservations.
#[derive(Debug, Clone)]
pub struct Terms {
    /// How long a hold lasts before the spot is free again.
    pub hold: TimeDelta,
    pub min_stay: TimeDelta,
    /// Longest stay, extensions included.
    pub max_stay: TimeDelta,
    /// How far ahead a stay may start.
    pub max_lead: TimeDelta,
    /// How long before the end the reminder goes out.
    pub reminder_lead: TimeDelta,
    /// How long after its start a driver may report that somebody else is on the spot.
    pub report_taken: TimeDelta,
    /// Pauses before a card that was refused is tried again; after the last one the driver has to
    /// pay.
    pub charge_retries: Vec<TimeDelta>,
    /// How long a payment waits for the driver's approval before it is overdue.
    pub approval: TimeDelta,
    /// How long a payment is overdue before it is written off.
    pub write_off: TimeDelta,
    /// How many holds a user may have at once.
    pub max_holds: u32,
    /// The same for a guest.
    pub max_guest_holds: u32,
    /// How many stays of one card, and of one email address, are waived in 24 hours because they
    /// cost less than the processor takes; then the driver is refused. 0 is no limit.
    pub max_waivers: u32,
    /// Whether drivers prove their email address before they reserve.
    pub confirm_emails: bool,
    /// How long the hold of a guest lasts who has still to prove the address.
    pub unverified_hold: TimeDelta,
    /// Longest stay of such a guest; it may be extended once the address is proved.
    pub unverified_max_stay: TimeDelta,
    /// Quotas on what unverified people cause.
    pub quotas: Quotas,
}

impl Terms {
    /// The longest that a hold may last.
    pub fn hold_length(&self, awaits_email: bool) -> TimeDelta {
        if awaits_email { self.hold.min(self.unverified_hold) } else { self.hold }
    }

    /// Longest stay of a driver.
    pub fn max_stay_of(&self, awaits_email: bool) -> TimeDelta {
        if awaits_email { self.max_stay.min(self.unverified_max_stay) } else { self.max_stay }
    }
}

/// What tests begin with. The settings have the same defaults, but that addresses are to be proved,
/// and that unverified drivers are limited.
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
            confirm_emails: false,
            unverified_hold: TimeDelta::minutes(10),
            unverified_max_stay: TimeDelta::hours(24),
            quotas: Quotas::default(),
        }
    }
}
