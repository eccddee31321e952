//! Claims a guest's reservations for an account that was created later.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    confirm_reservation::schedule_end,
    transition::{apply, lock_any},
};
use crate::{
    Error, Result,
    identity::models::user::User,
    places::domain::terms::Terms,
    platform::domain::ids::UserId,
    reservations::{
        domain::status::{Event, Status},
        models::reservation::{Changes, Reservation},
    },
};

/// Maximum number claimed per call; the caller repeats the call for more.
const AT_ONCE: i64 = 100;

/// Moves the reservations of the guest with the user's address to the user. Holds are skipped until
/// they are decided. Each reservation keeps its card and the Stripe customer that the card belongs
/// to. Idempotent.
///
/// # Errors
/// `EmailUnconfirmed`: an unverified address may belong to another person.
pub fn claim_reservations(
    conn: &mut PgConnection,
    user_id: UserId,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Vec<Reservation>> {
    let user = User::find(conn, user_id)?;
    if user.email_confirmed_at.is_none() {
        return Err(Error::EmailUnconfirmed);
    }
    let (mut claimed, actor) = (Vec::new(), format!("user:{user_id}"));
    for found in Reservation::of_guest_with(conn, &user.email, AT_ONCE)? {
        let locked = lock_any(conn, found.id)?;
        if locked.guest_id.is_none() || locked.status == Status::Held {
            continue;
        }
        let moved = apply(conn, &locked, Event::Claim, &Changes::default(), actor.as_str(), now)?;
        let own = moved.give_to(conn, user_id)?;
        if own.status == Status::Confirmed {
            schedule_end(conn, &own, terms, now)?;
        }
        claimed.push(own);
    }
    Ok(claimed)
}
