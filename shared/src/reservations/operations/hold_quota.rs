//! Quotas on the holds of drivers whose email address is not verified: counted under a lock of the
//! network, so that concurrent requests cannot exceed them.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    identity::{domain::human_check::HumanCheck, models::spent_challenge},
    platform::{
        domain::quota::{Origin, Quotas},
        error::is_lock_timeout,
    },
    reservations::models::hold_origin::{self, HoldScope},
};

/// `Retry-After` when the lock of the network times out under too many concurrent holds.
const RETRY_AFTER: TimeDelta = TimeDelta::seconds(1);

/// Rejects a hold that exceeds a quota of its network. Call it before any row is locked.
///
/// # Errors
/// `RateLimited` with the time after which the quota allows another hold, or when the lock of the
/// network times out.
pub(super) fn check(
    conn: &mut PgConnection,
    origin: &Origin,
    email_hash: &[u8],
    quotas: &Quotas,
    now: DateTime<Utc>,
) -> Result<()> {
    let Quotas { live_holds, daily_holds, daily_holds_per_email, .. } = quotas;
    if !quotas.limit_holds() {
        return Ok(());
    }
    hold_origin::lock(conn, origin).map_err(|error| {
        if is_lock_timeout(&error) {
            Error::RateLimited { wait: RETRY_AFTER }
        } else {
            error.into()
        }
    })?;
    if let Some(cap) = live_holds {
        for (scope, max) in
            [(HoldScope::Narrow(origin), cap.narrow), (HoldScope::Wide(origin), cap.wide)]
        {
            let (count, first_end) = hold_origin::live(conn, scope, now)?;
            refuse_above(count, max, first_end.unwrap_or(now) - now)?;
        }
    }
    let day = TimeDelta::days(1);
    let daily = daily_holds
        .map(|cap| [(HoldScope::Narrow(origin), cap.narrow), (HoldScope::Wide(origin), cap.wide)]);
    let per_email =
        daily_holds_per_email.map(|max| (HoldScope::EmailInWide(email_hash, origin), max));
    for (scope, max) in daily.into_iter().flatten().chain(per_email) {
        let (count, first) = hold_origin::placed_since(conn, scope, now - day)?;
        refuse_above(count, max, first.unwrap_or(now) + day - now)?;
    }
    Ok(())
}

fn refuse_above(count: i64, max: u32, wait: TimeDelta) -> Result<()> {
    if count < i64::from(max) {
        Ok(())
    } else {
        Err(Error::RateLimited { wait: wait.max(TimeDelta::seconds(1)) })
    }
}

/// Marks the challenge that the client has solved as used.
///
/// # Errors
/// `HumanCheckRequired` when none was solved, or it was used before.
pub(super) fn spend_challenge(
    conn: &mut PgConnection,
    check: HumanCheck,
    now: DateTime<Utc>,
) -> Result<()> {
    match check {
        HumanCheck::Off => Ok(()),
        HumanCheck::Solved(id) if spent_challenge::spend(conn, id, now)? => Ok(()),
        HumanCheck::Solved(_) | HumanCheck::Missing => Err(Error::HumanCheckRequired),
    }
}
