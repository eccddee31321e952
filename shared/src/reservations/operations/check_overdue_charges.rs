//! Checks that a driver has no overdue charge.

use diesel::PgConnection;

use crate::{
    Error, Result,
    billing::models::charge::Charge,
    identity::models::user::User,
    platform::{
        domain::{email::Email, owner::Owner},
        error::OverdueCharge,
    },
};

/// Rejects a driver with an overdue charge.
pub(super) fn check_overdue_charges(conn: &mut PgConnection, driver: &Owner<Email>) -> Result<()> {
    let overdue = match driver {
        Owner::User(id) => {
            let email = User::find(conn, *id)?.email;
            Charge::overdue_of(conn, &email)?
        }
        Owner::Guest(email) => Charge::overdue_of(conn, email.as_str())?,
    };
    if overdue.is_empty() {
        return Ok(());
    }
    let charges = overdue
        .iter()
        .map(|charge| OverdueCharge { id: charge.id, amount: charge.amount() })
        .collect();
    Err(Error::PaymentOverdue { charges })
}
