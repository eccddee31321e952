//! Expires a hold, which frees the spot.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    enqueue_mail::enqueue_mail,
    transition::{apply, lock_any, release_card},
};
use crate::{
    Result,
    platform::domain::{
        ids::{ReservationId, SpotId},
        mail::MailTemplate,
        quota::Quotas,
    },
    reservations::{
        domain::status::Event,
        models::reservation::{Changes, Reservation},
    },
};

/// Expires the hold if its expiry has passed at `now`, and enqueues a mail by which the driver can
/// hold the spot again. `None` when there is nothing to do because it was confirmed or cancelled,
/// or has time left.
pub fn expire_hold(
    conn: &mut PgConnection,
    id: ReservationId,
    quotas: &Quotas,
    now: DateTime<Utc>,
) -> Result<Option<Reservation>> {
    let reservation = lock_any(conn, id)?;
    if !reservation.is_hold_expired(now) {
        return Ok(None);
    }
    let expired = expire_locked(conn, &reservation, now)?;
    if can_be_held_again(&expired, now) {
        enqueue_mail(conn, &expired, MailTemplate::HoldExpired, quotas, now)?;
    }
    Ok(Some(expired))
}

/// Returns whether a mail about the expiry has a use. An offered spot cannot be held again. A guest
/// whose address is not verified needs the mail budget for the code of another hold.
fn can_be_held_again(expired: &Reservation, now: DateTime<Utc>) -> bool {
    let is_offer = expired.reseat_of.is_some();
    !is_offer && !expired.awaits_verification() && now < expired.period.ends_at()
}

/// Expires overdue holds on a spot that the caller has locked, so that it can be held again: the
/// constraint cannot read a clock. No mail is sent, because the spot is about to be taken.
pub(super) fn expire_overdue_on(
    conn: &mut PgConnection,
    spot_id: SpotId,
    now: DateTime<Utc>,
) -> Result<()> {
    for overdue in Reservation::overdue_holds(conn, Some(spot_id), now)? {
        expire_locked(conn, &overdue, now)?;
    }
    Ok(())
}

fn expire_locked(
    conn: &mut PgConnection,
    reservation: &Reservation,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let expired = apply(conn, reservation, Event::Expire, &Changes::default(), "worker", now)?;
    release_card(conn, &expired, now)?;
    Ok(expired)
}
