//! The source of payment of a visit: a saved card.

use chrono::{DateTime, Datelike, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    billing::models::card::Card,
    identity::models::user::User,
    platform::domain::ids::{CardId, UserId},
    reservations::operations::visit_stay::VisitCard,
};

/// Returns the given card of an account, or its default, if it has not expired. `None` if it has,
/// and without a saved card.
///
/// # Errors
/// `Invalid` for a card of another account.
pub(super) fn card_of(
    conn: &mut PgConnection,
    user_id: UserId,
    id: Option<CardId>,
    now: DateTime<Utc>,
) -> Result<Option<VisitCard>> {
    let card = any_card_of(conn, user_id, id)?;
    Ok(card.filter(|card| !has_expired((card.exp_year, card.exp_month), now)))
}

/// Returns the given card of an account, or its default, even if it has expired: for a vehicle that
/// has entered already.
///
/// # Errors
/// `Invalid` for a card of another account.
pub(super) fn any_card_of(
    conn: &mut PgConnection,
    user_id: UserId,
    id: Option<CardId>,
) -> Result<Option<VisitCard>> {
    let card = match id {
        None => Card::of_user(conn, user_id)?.into_iter().find(|card| card.is_default),
        Some(id) => match Card::find(conn, user_id, id) {
            Err(diesel::NotFound) => {
                return Err(Error::field("card_id", "unknown", "must be one of your cards"));
            }
            found => Some(found?),
        },
    };
    let Some(card) = card else { return Ok(None) };
    let customer = User::find(conn, user_id)?.stripe_customer_id;
    Ok(customer.map(|customer_id| VisitCard {
        customer_id,
        payment_method_id: card.stripe_payment_method_id,
        brand: card.brand,
        last4: card.last4,
        exp_month: card.exp_month,
        exp_year: card.exp_year,
    }))
}

/// Returns whether the last month of a card is over.
fn has_expired((year, month): (i32, i32), now: DateTime<Utc>) -> bool {
    (year, i64::from(month)) < (now.year(), i64::from(now.month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_is_valid_until_the_end_of_its_month() {
        let now = "2030-06-30T23:59:59Z".parse().unwrap();
        for (year, month, is_over) in
            [(2030, 6, false), (2030, 5, true), (2029, 12, true), (2031, 1, false)]
        {
            assert_eq!(has_expired((year, month), now), is_over, "{month}/{year}");
        }
    }
}
