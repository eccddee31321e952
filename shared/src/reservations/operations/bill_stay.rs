//! Bills a stay that is over: records its price on the charge.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    billing::{
        domain::{
            charge::{ChargeEvent, ChargeState},
            ledger::Posting,
        },
        jobs::CollectCharge,
        models::charge::{Charge, ChargeChanges},
        operations::charge_transition::{advance, enqueue_outcome_mail, post},
    },
    platform::{
        domain::{mail::MailTemplate, money::Money},
        jobs::Job,
    },
    reservations::models::reservation::Reservation,
};

/// Bills a completed stay. The charge becomes collectable or waived, or nothing is owed.
pub(super) fn bill(
    conn: &mut PgConnection,
    completed: &Reservation,
    amount: Money,
    now: DateTime<Utc>,
) -> Result<()> {
    let charge = lock(conn, completed)?;
    let event = ChargeState::bill(amount);
    let changes = ChargeChanges {
        revision: Some(completed.revision),
        seconds: Some(completed.period.seconds()),
        amount_minor: Some(amount.amount_minor),
        settled_at: (event != ChargeEvent::Bill).then_some(Some(now)),
        ..ChargeChanges::default()
    };
    let billed = advance(conn, &charge, event, &changes)?;
    match event {
        ChargeEvent::Bill => {
            post(conn, &billed, Posting::Bill, now)?;
            return CollectCharge { charge_id: billed.id }.enqueue(conn, now);
        }
        ChargeEvent::Waive => post(conn, &billed, Posting::Waive, now)?,
        _ => {}
    }
    enqueue_outcome_mail(conn, &billed, MailTemplate::Ended, now)
}

/// Records that nothing is owed for a stay that will not take place.
pub(super) fn clear(
    conn: &mut PgConnection,
    reservation: &Reservation,
    now: DateTime<Utc>,
) -> Result<()> {
    let charge = lock(conn, reservation)?;
    let changes = ChargeChanges {
        revision: Some(reservation.revision),
        settled_at: Some(Some(now)),
        ..ChargeChanges::default()
    };
    advance(conn, &charge, ChargeEvent::Clear, &changes).map(drop)
}

fn lock(conn: &mut PgConnection, reservation: &Reservation) -> Result<Charge> {
    let missing = || {
        Error::Internal(format!("reservation {} was confirmed without a charge", reservation.id))
    };
    Charge::lock_of(conn, reservation.id)?.ok_or_else(missing)
}
