//! An operator takes a spot back: the driver pays nothing, not even for the time used.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    bill_stay::clear,
    confirm_reservation::revision_of,
    transition::{apply, lock_any},
};
use crate::{
    Result,
    domain::{
        ids::ReservationId,
        mail::MailTemplate,
        status::{Event, Status},
    },
    jobs::Job,
    models::{
        reservation::{Changes, Reservation},
        transition::By,
    },
};

/// Revokes a hold or a reservation, under way or to come. A second time changes nothing.
///
/// # Errors
/// `InvalidTransition` when it is over: then what was charged can be refunded.
pub fn revoke_reservation(
    conn: &mut PgConnection,
    id: ReservationId,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let reservation = lock_any(conn, id)?;
    if reservation.status == Status::Revoked {
        return Ok(reservation);
    }
    let revoked = apply(conn, &reservation, Event::Revoke, &Changes::default(), by, now)?;
    if reservation.status == Status::Confirmed {
        clear(conn, &revoked, now)?;
    }
    if revoked.stripe_setup_intent_id.is_some() {
        Job::ReleaseCard(revoked.id).enqueue(conn, now)?;
    }
    Job::SendMail(MailTemplate::Revocation, revision_of(&revoked)).enqueue(conn, now)?;
    Ok(revoked)
}
