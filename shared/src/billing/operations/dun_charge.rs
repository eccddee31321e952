//! Unpaid charges: first overdue, then written off. They can still be paid at any time.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::charge_transition::{advance, enqueue_outcome_mail, post};
use crate::{
    Result,
    billing::{
        domain::{
            charge::{ChargeEvent, ChargeState},
            ledger::Posting,
        },
        jobs::WriteOffCharge,
        models::charge::{Charge, ChargeChanges},
    },
    places::domain::terms::Terms,
    platform::{
        domain::{ids::ChargeId, mail::MailTemplate},
        jobs::Job,
    },
};

/// Marks a charge as overdue whose payment the driver has not approved in time. Returns whether the
/// state has changed.
///
/// # Errors
/// Only database errors.
pub fn dun_charge(
    conn: &mut PgConnection,
    id: ChargeId,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<bool> {
    let charge = Charge::lock(conn, id)?;
    if charge.state != ChargeState::RequiresAction {
        return Ok(false);
    }
    let overdue = advance(conn, &charge, ChargeEvent::Dun, &ChargeChanges::default())?;
    WriteOffCharge { charge_id: id }.enqueue_at(conn, now + terms.write_off, now)?;
    enqueue_outcome_mail(conn, &overdue, MailTemplate::PaymentOverdue, now)?;
    Ok(true)
}

/// Writes a charge off. Returns whether the state has changed.
///
/// # Errors
/// Only database errors.
pub fn write_off_charge(conn: &mut PgConnection, id: ChargeId, now: DateTime<Utc>) -> Result<bool> {
    let charge = Charge::lock(conn, id)?;
    if charge.state != ChargeState::Dunning {
        return Ok(false);
    }
    let lost = advance(conn, &charge, ChargeEvent::WriteOff, &ChargeChanges::default())?;
    post(conn, &lost, Posting::WriteOff, now)?;
    Ok(true)
}
