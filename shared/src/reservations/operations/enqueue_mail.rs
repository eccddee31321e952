//! Enqueues the mails about changes that a driver makes, within the mail budget.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::confirm_reservation::revision_of;
use crate::{
    Result,
    billing::jobs::SendMail,
    identity::{
        models::{guest::Guest, user::User},
        operations::MailBudget,
    },
    platform::{
        domain::{email::Email, mail::MailTemplate, owner::Owner, quota::Quotas},
        jobs::Job,
    },
    reservations::models::{hold_origin, reservation::Reservation},
};

/// Enqueues a mail about a change that the driver has made. The budget applies only to an address
/// that is not verified.
pub(super) fn enqueue_mail(
    conn: &mut PgConnection,
    reservation: &Reservation,
    template: MailTemplate,
    quotas: &Quotas,
    now: DateTime<Utc>,
) -> Result<()> {
    if take_budget(conn, reservation, template, quotas, now)? {
        SendMail { template, of: revision_of(reservation) }.enqueue(conn, now)?;
    }
    Ok(())
}

/// Counts a mail to the driver, if the address is not verified. `false` when the budget is
/// exhausted.
pub(super) fn take_budget(
    conn: &mut PgConnection,
    reservation: &Reservation,
    template: MailTemplate,
    quotas: &Quotas,
    now: DateTime<Utc>,
) -> Result<bool> {
    let Some(recipient) = unverified_recipient(conn, reservation)? else { return Ok(true) };
    let network = hold_origin::narrow_hash_of(conn, reservation.id)?;
    let budget = MailBudget { quotas: quotas.clone(), network };
    let is_exhausted = budget.take(conn, &recipient, now)?.is_some();
    if is_exhausted {
        tracing::info!(reservation.id = %reservation.id, template = template.as_str(),
            "Mail budget exhausted");
    }
    Ok(!is_exhausted)
}

/// Returns the driver's address if it is not verified.
fn unverified_recipient(
    conn: &mut PgConnection,
    reservation: &Reservation,
) -> Result<Option<Email>> {
    if reservation.email_confirmed_at.is_some() {
        return Ok(None);
    }
    let address = match reservation.driver() {
        Some(Owner::Guest(id)) => Some(Guest::find(conn, id)?.email),
        Some(Owner::User(id)) => {
            let user = User::find(conn, id)?;
            user.email_confirmed_at.is_none().then_some(user.email)
        }
        None => None,
    };
    Ok(address.and_then(|address| address.parse().ok()))
}
