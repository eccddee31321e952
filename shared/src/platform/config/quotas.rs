//! Quotas on the actions of drivers whose email address is not verified, each for an IPv4 address
//! or IPv6 /64, then for the IPv4 /24 or IPv6 /48 around it: `UNVERIFIED_LIVE_HOLDS` (concurrent
//! holds, default `10,40`), `UNVERIFIED_DAILY_HOLDS` (holds in 24 hours, default `200,1000`).
//! `UNVERIFIED_DAILY_HOLDS_PER_EMAIL` (holds in 24 hours with one address from one IPv4 /24 or IPv6
//! /48, default 20). Lists of `COUNT/SECONDS`: `UNVERIFIED_MAILS_PER_RECIPIENT` (mails to one
//! recipient, default `6/3600,15/86400`), `UNVERIFIED_MAILS_PER_NETWORK` (mails caused by one IPv4
//! address or IPv6 /64, default `30/3600`), `FREE_REPORTS_PER_CARD` (reports of a taken spot that
//! waive the charge, default `1/2592000`), `FREE_REPORTS_PER_NETWORK` (default `3/2592000`). An
//! empty value disables the limit.
//!
//! `HUMAN_CHECK`: requires a proof of work with the hold of an unverified driver, `off` (default)
//! or `proof-of-work`; `HUMAN_CHECK_BITS` (its difficulty in zero bits, 1 to 32, default 18).

use std::fmt::Display;

use super::Environment;
use crate::platform::domain::quota::{NetworkCap, Quota, Quotas};

/// Mails are counted for two days.
const MAX_MAIL_SECONDS: i64 = 2 * 86_400;
/// Browsers cannot solve a higher difficulty in reasonable time.
const MAX_BITS: u32 = 32;

pub fn from_env(env: &mut Environment) -> Option<Quotas> {
    let live_holds = env.optional_or("UNVERIFIED_LIVE_HOLDS", NetworkCap { narrow: 10, wide: 40 });
    let daily_holds =
        env.optional_or("UNVERIFIED_DAILY_HOLDS", NetworkCap { narrow: 200, wide: 1_000 });
    let daily_holds_per_email = env.optional_or("UNVERIFIED_DAILY_HOLDS_PER_EMAIL", 20);
    let mails_per_recipient = mails(env, "UNVERIFIED_MAILS_PER_RECIPIENT", "6/3600,15/86400");
    let mails_per_network = mails(env, "UNVERIFIED_MAILS_PER_NETWORK", "30/3600");
    let free_reports_per_card = quotas(env, "FREE_REPORTS_PER_CARD", "1/2592000");
    let free_reports_per_network = quotas(env, "FREE_REPORTS_PER_NETWORK", "3/2592000");
    let human_check_bits = human_check(env);
    Some(Quotas {
        live_holds: live_holds?,
        daily_holds: daily_holds?,
        daily_holds_per_email: daily_holds_per_email?,
        mails_per_recipient: mails_per_recipient?,
        mails_per_network: mails_per_network?,
        free_reports_per_card: free_reports_per_card?,
        free_reports_per_network: free_reports_per_network?,
        human_check_bits: human_check_bits?,
    })
}

/// Reads a list of quotas; empty when the value is empty.
fn quotas(env: &mut Environment, name: &str, default: &str) -> Option<Vec<Quota>> {
    let Some(text) = env.optional_or(name, default.to_owned())? else { return Some(Vec::new()) };
    match text.split(',').map(str::parse).collect() {
        Ok(quotas) => Some(quotas),
        Err(error) => wrong(env, name, &error),
    }
}

fn mails(env: &mut Environment, name: &str, default: &str) -> Option<Vec<Quota>> {
    let read = quotas(env, name, default)?;
    if read.iter().any(|quota| quota.per.num_seconds() > MAX_MAIL_SECONDS) {
        return env
            .problem(format!("{name}: mails are counted for {MAX_MAIL_SECONDS} seconds at most"));
    }
    Some(read)
}

fn human_check(env: &mut Environment) -> Option<Option<u32>> {
    let kind = env.or("HUMAN_CHECK", "off".to_owned());
    let bits = env.or("HUMAN_CHECK_BITS", 18_u32)?;
    if !(1..=MAX_BITS).contains(&bits) {
        return env.problem(format!("HUMAN_CHECK_BITS must be from 1 to {MAX_BITS}"));
    }
    match kind?.as_str() {
        "off" => Some(None),
        "proof-of-work" => Some(Some(bits)),
        other => env.problem(format!("HUMAN_CHECK: {other:?} is neither off nor proof-of-work")),
    }
}

fn wrong<T>(env: &mut Environment, name: &str, error: &(impl Display + ?Sized)) -> Option<T> {
    env.problem(format!("{name}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_values_switch_quotas_off() {
        let off =
            |name: &str| (name != "HUMAN_CHECK_BITS" && !name.ends_with("_FILE")).then(String::new);
        let read = Environment::new(off).settings(from_env).unwrap();
        assert!(read.live_holds.is_none() && read.daily_holds_per_email.is_none());
        assert!(read.mails_per_recipient.is_empty() && read.free_reports_per_card.is_empty());
        assert_eq!(read.human_check_bits, None);
    }

    #[test]
    fn wrong_values_are_problems() {
        let wrong = |name: &str| (!name.ends_with("_FILE")).then(|| "seven".to_owned());
        let problems = Environment::new(wrong).settings(from_env).unwrap_err().0;
        assert_eq!(problems.len(), 8, "{problems:#?}");
    }
}
