//! Resends the payment mail to a driver with an overdue charge whose new reservation was rejected,
//! since the earlier mail may be lost or old.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    billing::{domain::charge::ChargeState, jobs::SendMail, models::charge::Charge},
    identity::operations::mail_budget::MailBudget,
    platform::{
        domain::{email::Email, ids::ChargeId, mail::MailTemplate, revision::Revision},
        jobs::Job,
        models::mail,
    },
    reservations::models::reservation_details::ReservationDetails,
};

/// Minimum time between two mails with a payment link.
const REMINDER_INTERVAL: TimeDelta = TimeDelta::hours(1);
/// Mails with a payment link.
const LEAD_TO_PAYING: [MailTemplate; 3] =
    [MailTemplate::Ended, MailTemplate::PaymentOverdue, MailTemplate::PaymentReminder];

/// Enqueues the mail, unless one was written or enqueued recently, nothing is overdue, the charge
/// is not of a stay, or the budget is exhausted. Returns whether it was enqueued.
///
/// These mails have their own sequence of revisions, independent of the reservation's.
///
/// # Errors
/// Only database errors.
pub fn remind_debtor(
    conn: &mut PgConnection,
    id: ChargeId,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<bool> {
    let charge = Charge::lock(conn, id)?;
    let Some(reservation_id) = charge.stay() else { return Ok(false) };
    let written = mail::last_written(conn, reservation_id, &LEAD_TO_PAYING)?;
    // The mail of the last reminder may not be written yet.
    let last = written.max(charge.reminded_at(conn)?);
    if !ChargeState::OVERDUE.contains(&charge.state)
        || last.is_some_and(|at| now < at + REMINDER_INTERVAL)
    {
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
    let of = Revision { reservation_id, revision };
    SendMail { template: MailTemplate::PaymentReminder, of }.enqueue(conn, now)?;
    charge.mark_reminded(conn, now)?;
    Ok(true)
}
