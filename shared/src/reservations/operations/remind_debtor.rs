//! Whoever owes and wants to reserve again is refused; the mail that leads to paying goes out once
//! more, for it may be lost or long ago.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use crate::identity::operations::mail_budget::MailBudget;
use crate::{
    Result,
    billing::{domain::charge::ChargeState, models::charge::Charge},
    platform::{
        domain::{email::Email, ids::ChargeId, mail::MailTemplate},
        jobs::{Job, Revision},
        models::mail,
    },
    reservations::models::reservation_details::ReservationDetails,
};

/// How long there is no other mail after one that leads to paying.
const PAUSE: TimeDelta = TimeDelta::hours(1);
/// The mails that lead there.
const LEAD_TO_PAYING: [MailTemplate; 3] =
    [MailTemplate::Ended, MailTemplate::PaymentOverdue, MailTemplate::PaymentReminder];

/// Asks for the mail, unless one has just gone out, nothing is overdue, or the budget is exhausted.
/// Returns whether it did.
///
/// These mails count by themselves: their revision is not the reservation's.
///
/// # Errors
/// When the database refuses.
pub fn remind_debtor(
    conn: &mut PgConnection,
    id: ChargeId,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<bool> {
    let charge = Charge::lock(conn, id)?;
    let reservation_id = charge.reservation_id;
    let last = mail::last_sent(conn, reservation_id, &LEAD_TO_PAYING)?;
    if !ChargeState::OVERDUE.contains(&charge.state) || last.is_some_and(|at| now < at + PAUSE) {
        return Ok(false);
    }
    let address = ReservationDetails::find(conn, reservation_id)?.email;
    if let Ok(recipient) = address.parse::<Email>()
        && budget.take(conn, &recipient, now)?.is_some()
    {
        return Ok(false);
    }
    let revision = mail::last_revision(conn, reservation_id, MailTemplate::PaymentReminder)?
        .unwrap_or_default()
        + 1;
    Job::SendMail(MailTemplate::PaymentReminder, Revision { reservation_id, revision })
        .enqueue(conn, now)?;
    Ok(true)
}
