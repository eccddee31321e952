//! Requests the link to a guest's reservation by mail.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    identity::{
        domain::verification::Subject,
        operations::{
            MailBudget, RequestVerification, request_verification::record_guest_link_request,
        },
    },
    platform::{
        domain::{email::Email, reference::ReservationReference},
        jobs::Job,
    },
    reservations::jobs::SendGuestLink,
};

/// Records the request and enqueues the job that looks for the reservation. The result and the work
/// are the same whether or not there is such a reservation. Beyond the limits the request has no
/// effect.
///
/// # Errors
/// Only database errors.
pub fn request_guest_link(
    conn: &mut PgConnection,
    email: Email,
    reference: ReservationReference,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<()> {
    let subject = Subject::GuestLink(email.clone(), reference);
    // The mail has the language of the reservation.
    let language = None;
    let request =
        RequestVerification { subject, email, password_hash: None, until: None, language };
    match record_guest_link_request(conn, &request, budget, now)? {
        Some(recorded) => SendGuestLink { proof_id: recorded.id }.enqueue(conn, now),
        None => Ok(()),
    }
}
