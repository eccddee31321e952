//! Daily limit of waived stays per card and per email address. A stay that costs less than the
//! processing fee is waived; without the limit, a series of very short stays would be free.

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
        waiver::{WaivedTo, waived_since},
    },
};

/// Period over which waived stays are counted.
const WINDOW: TimeDelta = TimeDelta::hours(24);

/// Rejects a driver whose address has reached the limit of waived stays.
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
    check(conn, WaivedTo::Email(&email), terms, now)
}

/// Refuses to confirm a locked hold when the card or the driver has reached the limit of waived
/// stays. A re-seat is not rejected, since it replaces a confirmed stay. A guest's address counts
/// only once it is verified, so that nobody learns about another person's stays.
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
    // A stay whose agreed price is below the processing fee counts once it is confirmed, so the
    // lock serializes concurrent confirmations.
    let will_be_waived = ChargeState::bill(held.estimate()) == ChargeEvent::Waive;
    if let Some(fingerprint) = fingerprint {
        if will_be_waived {
            lock_subject(conn, &format!("waivers:card:{fingerprint}"))?;
        }
        check(conn, WaivedTo::Card(fingerprint), terms, now)?;
    }
    let email = match (held.user_id, held.guest_id) {
        (Some(id), _) => User::find(conn, id)?.email,
        (None, Some(id)) if !held.awaits_verification() => Guest::find(conn, id)?.email,
        (None, _) => return Ok(()),
    };
    if will_be_waived {
        lock_subject(conn, &format!("waivers:email:{}", email.to_lowercase()))?;
    }
    check(conn, WaivedTo::Email(&email), terms, now)
}

fn check(
    conn: &mut PgConnection,
    to: WaivedTo<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    let waived = waived_since(conn, to, now - WINDOW, now)?;
    let oldest =
        usize::try_from(terms.max_waivers).ok().and_then(|max| waived.get(max.checked_sub(1)?));
    match oldest {
        Some(oldest) => {
            Err(Error::WaiverLimit { max: terms.max_waivers, wait: *oldest + WINDOW - now })
        }
        None => Ok(()),
    }
}
