//! `HOLD_SECONDS` (how long a hold lasts, default 600), `MIN_STAY_SECONDS` (300), `MAX_STAY_SECONDS` (86400), `MAX_LEAD_SECONDS` (how far
//! ahead a stay may start, default 1209600) and `REMINDER_LEAD_SECONDS` (how long before the end the reminder goes out, default 600).

use chrono::TimeDelta;

use super::Environment;
use crate::domain::terms::Terms;

/// Reads the terms of reservation.
pub fn from_env(env: &mut Environment) -> Option<Terms> {
    let hold = seconds(env, "HOLD_SECONDS", 600);
    let min_stay = seconds(env, "MIN_STAY_SECONDS", 300);
    let max_stay = seconds(env, "MAX_STAY_SECONDS", 86_400);
    let max_lead = seconds(env, "MAX_LEAD_SECONDS", 14 * 86_400);
    let reminder_lead = seconds(env, "REMINDER_LEAD_SECONDS", 600);
    Some(Terms {
        hold: hold?,
        min_stay: min_stay?,
        max_stay: max_stay?,
        max_lead: max_lead?,
        reminder_lead: reminder_lead?,
    })
}

fn seconds(env: &mut Environment, name: &str, default: u32) -> Option<TimeDelta> {
    env.or(name, default).map(|seconds| TimeDelta::seconds(seconds.into()))
}
