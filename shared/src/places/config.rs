//! The defaults of cities and sites without terms of their own, and terms that are the same
//! everywhere. `HOLD_SECONDS` (duration of a hold, default 600), `MIN_STAY_SECONDS` (300),
//! `MAX_STAY_SECONDS` (86400), `MAX_LEAD_SECONDS` (maximum time between booking and start of a
//! stay, default 1209600), `REMINDER_LEAD_SECONDS` (time between the reminder and the end, default
//! 600), `REPORT_TAKEN_SECONDS` (time after the start of a stay in which a driver may report that
//! the spot is taken, default 900), `MAX_HOLDS` (maximum number of concurrent holds of a user,
//! default 2), `MAX_GUEST_HOLDS` (the same for a guest, 1), `MAX_WAIVED_STAYS` (maximum number of
//! stays of one card or address in 24 hours that cost less than the minimum charge and are not paid
//! for, default 5; 0 is no limit),
//! `CHARGE_RETRY_SECONDS` (pauses before a refused card is charged again, default
//! `3600,86400,259200`), `APPROVAL_SECONDS` (time for the driver's approval of a payment before it
//! is overdue, default 259200) and `WRITE_OFF_SECONDS` (time from overdue to written off, default
//! 5184000). `EMAIL_CONFIRMATION`: verification of drivers' email addresses before they reserve,
//! `required` (default) or `optional`. `UNVERIFIED_HOLD_SECONDS` (duration of the hold of a guest
//! whose address is not verified, default 120) and `UNVERIFIED_MAX_STAY_SECONDS` (maximum stay of
//! such a guest, default 14400). The quotas are in [`crate::platform::config::quotas`].

use chrono::TimeDelta;

use super::domain::{
    place_terms::{ArrivalMode, PaymentMode},
    site::SiteAccess,
    terms::{
        DEFAULT_ACCESSIBLE_AT_BASE_RATE, DEFAULT_BUFFER, DEFAULT_GRACE, DEFAULT_NO_SHOW,
        DEFAULT_RESERVABLE_PERCENT, Terms,
    },
};
use crate::platform::config::{Environment, quotas};

pub fn from_env(env: &mut Environment) -> Option<Terms> {
    let hold = seconds(env, "HOLD_SECONDS", 600);
    let min_stay = seconds(env, "MIN_STAY_SECONDS", 300);
    let max_stay = seconds(env, "MAX_STAY_SECONDS", 86_400);
    let max_lead = seconds(env, "MAX_LEAD_SECONDS", 14 * 86_400);
    let reminder_lead = seconds(env, "REMINDER_LEAD_SECONDS", 600);
    let report_taken = seconds(env, "REPORT_TAKEN_SECONDS", 900);
    let charge_retries = pauses(env, "CHARGE_RETRY_SECONDS", "3600,86400,259200");
    let approval = seconds(env, "APPROVAL_SECONDS", 3 * 86_400);
    let write_off = seconds(env, "WRITE_OFF_SECONDS", 60 * 86_400);
    let max_holds = env.or("MAX_HOLDS", 2);
    let max_guest_holds = env.or("MAX_GUEST_HOLDS", 1);
    let max_waivers = env.or("MAX_WAIVED_STAYS", 5);
    let verify_emails = email_confirmation(env);
    let unverified_hold = seconds(env, "UNVERIFIED_HOLD_SECONDS", 120);
    let unverified_max_stay = seconds(env, "UNVERIFIED_MAX_STAY_SECONDS", 4 * 3_600);
    let quotas = quotas::from_env(env);
    Some(Terms {
        hold: hold?,
        min_stay: min_stay?,
        max_stay: max_stay?,
        max_lead: max_lead?,
        reminder_lead: reminder_lead?,
        report_taken: report_taken?,
        charge_retries: charge_retries?,
        approval: approval?,
        write_off: write_off?,
        max_holds: max_holds?,
        max_guest_holds: max_guest_holds?,
        max_waivers: max_waivers?,
        verify_emails: verify_emails?,
        unverified_hold: unverified_hold?,
        unverified_max_stay: unverified_max_stay?,
        quotas: quotas?,
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
    })
}

fn email_confirmation(env: &mut Environment) -> Option<bool> {
    match env.or("EMAIL_CONFIRMATION", "required".to_owned())?.as_str() {
        "required" => Some(true),
        "optional" => Some(false),
        other => {
            env.problem(format!("EMAIL_CONFIRMATION: {other:?} is neither required nor optional"))
        }
    }
}

fn seconds(env: &mut Environment, name: &str, default: u32) -> Option<TimeDelta> {
    env.or(name, default).map(|seconds| TimeDelta::seconds(seconds.into()))
}

/// Reads whole numbers of seconds, separated by commas.
fn pauses(env: &mut Environment, name: &str, default: &str) -> Option<Vec<TimeDelta>> {
    let text = env.or(name, default.to_owned())?;
    let parsed: Result<Vec<u32>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    match parsed {
        Ok(seconds) => {
            Some(seconds.into_iter().map(|seconds| TimeDelta::seconds(seconds.into())).collect())
        }
        Err(error) => env.problem(format!("{name}: {error}")),
    }
}
