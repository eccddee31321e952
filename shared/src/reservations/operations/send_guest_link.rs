//! Sends a guest the requested link to a reservation.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::enqueue_mail::take_budget;
use crate::{
    Result,
    billing::jobs::SendMail,
    identity::{domain::verification::Subject, models::email_verification::EmailVerification},
    platform::{
        domain::{ids::ProofId, mail::MailTemplate, quota::Quotas, revision::Revision},
        jobs::Job,
        models::mail,
    },
    reservations::models::reservation::Reservation,
};

/// Time after the end of a stay in which its link can be requested.
const FINDABLE: TimeDelta = TimeDelta::days(90);

/// Enqueues the mail with the link, once for each request. `false` when the request has ended,
/// there is no such reservation, or its address is not verified and the budget is exhausted.
///
/// These mails have their own sequence of revisions, independent of the reservation's.
///
/// # Errors
/// Only database errors.
pub fn send_guest_link(
    conn: &mut PgConnection,
    id: ProofId,
    quotas: &Quotas,
    now: DateTime<Utc>,
) -> Result<bool> {
    let request = EmailVerification::find(conn, id)?.filter(|request| request.takes_link(now));
    let Some(request) = request else { return Ok(false) };
    let Some(reference) = Subject::guest_link_reference(&request.subject) else {
        return Ok(false);
    };
    if !request.end(conn, now)? {
        return Ok(false);
    }
    let found =
        Reservation::of_guest_by_reference(conn, &request.email, reference, now - FINDABLE)?;
    let Some(reservation) = found else { return Ok(false) };
    if !take_budget(conn, &reservation, MailTemplate::GuestLink, quotas, now)? {
        return Ok(false);
    }
    let last = mail::last_revision(conn, reservation.id, MailTemplate::GuestLink)?;
    let of = Revision { reservation_id: reservation.id, revision: last.unwrap_or_default() + 1 };
    SendMail { template: MailTemplate::GuestLink, of }.enqueue(conn, now)?;
    Ok(true)
}
