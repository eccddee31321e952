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
        operations::{
            carry_over::{carried_until, renew, take_over},
            charge_transition::{advance, enqueue_outcome_mail, post, post_amount},
        },
    },
    platform::{
        domain::{mail::MailTemplate, money::Money},
        jobs::Job,
    },
    reservations::models::{carried_charge::lock_waiting, reservation::Reservation},
};

/// Bills a completed stay. The charge becomes collectable, together with the amounts that are
/// carried over from earlier stays of the driver; or it is carried over; or nothing is owed.
pub(super) fn bill(
    conn: &mut PgConnection,
    completed: &Reservation,
    price: Money,
    now: DateTime<Utc>,
) -> Result<()> {
    let charge = lock(conn, completed)?;
    // A stay that costs nothing takes nothing over: it may have no card.
    let earlier = match price.amount_minor {
        0 => Vec::new(),
        _ => lock_waiting(conn, completed)?,
    };
    let earlier_minor: i64 = earlier.iter().map(|carried| carried.amount_minor).sum();
    let total = Money::new(price.amount_minor + earlier_minor, price.currency);
    let event = ChargeState::bill(total);
    let carried_minor = if event == ChargeEvent::Bill { earlier_minor } else { 0 };
    let changes = ChargeChanges {
        revision: Some(completed.revision),
        seconds: Some(completed.period.seconds()),
        amount_minor: Some(price.amount_minor + carried_minor),
        carried_minor: Some(carried_minor),
        carried_until: (event == ChargeEvent::Carry).then(|| Some(carried_until(now))),
        settled_at: (event != ChargeEvent::Bill).then_some(Some(now)),
        ..ChargeChanges::default()
    };
    let billed = advance(conn, &charge, event, &changes)?;
    match event {
        ChargeEvent::Bill => {
            let reference = billed.id.to_string();
            post_amount(conn, &billed, Posting::Bill, &reference, price.amount_minor, now)?;
            take_over(conn, &billed, &earlier, now)?;
            return CollectCharge { charge_id: billed.id }.enqueue(conn, now);
        }
        ChargeEvent::Carry => {
            post(conn, &billed, Posting::CarryOver, now)?;
            renew(conn, &earlier, now)?;
        }
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
