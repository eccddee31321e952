//! Transitions of a charge, according to the transition table.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    billing::{
        domain::{charge::ChargeEvent, ledger::Posting},
        jobs::SendMail,
        models::{
            charge::{Charge, ChargeChanges},
            ledger,
        },
    },
    platform::{
        domain::{mail::MailTemplate, money::Money, revision::Revision},
        jobs::Job,
        metrics::count_posting,
    },
};

/// Applies `event` to a locked charge.
pub(crate) fn advance(
    conn: &mut PgConnection,
    charge: &Charge,
    event: ChargeEvent,
    changes: &ChargeChanges,
) -> Result<Charge> {
    let from = charge.state;
    let to = from.after(event).ok_or_else(|| from.transition_error(event))?;
    Ok(charge.advance(conn, to, changes)?)
}

/// Posts the amount of a charge to the ledger, with the charge as reference.
pub(crate) fn post(
    conn: &mut PgConnection,
    charge: &Charge,
    posting: Posting,
    now: DateTime<Utc>,
) -> Result<()> {
    post_amount(conn, charge, posting, &charge.id.to_string(), charge.amount_minor, now)
}

/// Posts an amount in the charge's currency to the ledger.
pub(crate) fn post_amount(
    conn: &mut PgConnection,
    charge: &Charge,
    posting: Posting,
    reference: &str,
    amount_minor: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let amount = Money::new(amount_minor, charge.currency);
    post_money(conn, charge, posting, reference, amount, now)
}

/// Posts an amount to the ledger in any currency, and counts it if it is new.
pub(super) fn post_money(
    conn: &mut PgConnection,
    charge: &Charge,
    posting: Posting,
    reference: &str,
    amount: Money,
    now: DateTime<Utc>,
) -> Result<()> {
    if ledger::post(conn, charge, posting, reference, amount, now)? {
        count_posting(posting.as_str(), amount.currency.code(), amount.amount_minor);
    }
    Ok(())
}

/// Enqueues a mail about the outcome of the charge of a stay. There are no mails about charges of
/// other kinds.
pub(crate) fn enqueue_outcome_mail(
    conn: &mut PgConnection,
    charge: &Charge,
    template: MailTemplate,
    now: DateTime<Utc>,
) -> Result<()> {
    enqueue_mail(conn, charge, template, charge.revision, now)
}

/// Enqueues a mail about a revision of the stay that is charged: of the reservation or, for
/// refunds, of the charge.
pub(super) fn enqueue_mail(
    conn: &mut PgConnection,
    charge: &Charge,
    template: MailTemplate,
    revision: i32,
    now: DateTime<Utc>,
) -> Result<()> {
    match charge.stay() {
        Some(reservation_id) => {
            let of = Revision { reservation_id, revision };
            SendMail { template, of }.enqueue(conn, now)
        }
        None => Ok(()),
    }
}
