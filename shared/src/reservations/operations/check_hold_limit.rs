//! Checks that a driver has not reached the limit of holds.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::hold_request::HoldSpot;
use crate::{
    Error, Result,
    identity::models::{guest::Guest, user::User},
    places::domain::terms::Terms,
    platform::domain::{owner::Owner, quota::email_hash},
    reservations::models::{
        hold_origin::{self, HoldScope},
        reservation::Reservation,
    },
};

/// Rejects a driver who has reached the limit of holds. The lock serializes the requests of one
/// driver, so that concurrent holds are counted.
///
/// Anyone can enter a guest's address, so only unverified holds with this address from the same
/// network count here. A hold by another person does not block the guest, and its existence is not
/// disclosed. Verified holds are counted when the address is verified.
///
/// # Errors
/// `TooManyHolds`; `Unauthenticated` if the user was erased since the request began.
pub(super) fn check_hold_limit(
    conn: &mut PgConnection,
    request: &HoldSpot,
    guest: Option<&Guest>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    let (holds, max) = match (&request.driver, guest, &request.origin) {
        (Owner::User(id), ..) => {
            User::lock_unerased(conn, *id)?;
            (Reservation::live_holds(conn, Owner::User(*id), now)?, terms.max_holds)
        }
        (Owner::Guest(email), Some(guest), Some(origin)) => {
            Guest::lock(conn, guest.id)?;
            let email_hash = email_hash(email);
            let scope = HoldScope::EmailInNarrow(&email_hash, origin);
            (hold_origin::live_unverified(conn, scope, now)?, terms.max_guest_holds)
        }
        (Owner::Guest(_), ..) => return Ok(()),
    };
    if holds < i64::from(max) { Ok(()) } else { Err(Error::TooManyHolds { max }) }
}
