//! Daily limit of unpaid short stays per card and per email address. A stay that costs less than
//! the minimum charge is carried over to the next one; without the limit, a driver who changes
//! cards or addresses could have a series of very short stays without paying.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    billing::domain::charge::{ChargeEvent, ChargeState},
    identity::models::{email_verification::lock_subject, guest::Guest, user::User},
    places::domain::terms::Terms,
    platform::domain::{email::Email, owner::Owner},
    reservations::models::{
        reservation::Reservation,
        waiver::{CountedBy, unpaid_since},
    },
};

/// Period over which unpaid stays are counted.
const WINDOW: TimeDelta = TimeDelta::hours(24);

/// Rejects a driver whose address has reached the limit of unpaid short stays.
///
/// # Errors
/// `WaiverLimit`.
pub(super) fn check_waivers_of(
    conn: &mut PgConnection,
    driver: &Owner<Email>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    let email = match driver {
        Owner::User(id) => User::find(conn, *id)?.email,
        Owner::Guest(email) => email.as_str().to_owned(),
    };
    check(conn, CountedBy::Email(&email), terms, now)
}

/// Refuses to confirm a locked hold when the card or the driver has reached the limit of unpaid
/// short stays. A re-seat is not rejected, since it replaces a confirmed stay. A guest's address
/// counts only once it is verified, so that nobody learns about another person's stays.
///
/// # Errors
/// `WaiverLimit`.
pub(super) fn check_waivers(
    conn: &mut PgConnection,
    held: &Reservation,
    fingerprint: Option<&str>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    if held.reseat_of.is_some() {
        return Ok(());
    }
    // A stay whose agreed price is below the minimum charge counts once it is confirmed, so the
    // lock serializes concurrent confirmations. A late start lowers the price.
    let may_be_carried = ChargeState::bill(held.estimate()) == ChargeEvent::Carry
        || held.period.begun_at(now) != held.period;
    if let Some(fingerprint) = fingerprint {
        if may_be_carried {
            lock_subject(conn, &format!("waivers:card:{fingerprint}"))?;
        }
        check(conn, CountedBy::Card(fingerprint), terms, now)?;
    }
    let email = match (held.user_id, held.guest_id) {
        (Some(id), _) => User::find(conn, id)?.email,
        (None, Some(id)) if !held.awaits_verification() => Guest::find(conn, id)?.email,
        (None, _) => return Ok(()),
    };
    if may_be_carried {
        lock_subject(conn, &format!("waivers:email:{}", email.to_lowercase()))?;
    }
    check(conn, CountedBy::Email(&email), terms, now)
}

fn check(
    conn: &mut PgConnection,
    to: CountedBy<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    let unpaid = unpaid_since(conn, to, now - WINDOW, now)?;
    let oldest =
        usize::try_from(terms.max_waivers).ok().and_then(|max| unpaid.get(max.checked_sub(1)?));
    match oldest {
        Some(oldest) => {
            Err(Error::WaiverLimit { max: terms.max_waivers, wait: *oldest + WINDOW - now })
        }
        None => Ok(()),
    }
}
