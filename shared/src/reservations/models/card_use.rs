//! Uses of a card: saved, needed by a reservation, or needed by an unpaid charge.

use diesel::{dsl::exists, prelude::*, select};

use crate::{
    billing::domain::charge::ChargeState,
    platform::db::schema::{cards, charges, reservations},
    reservations::domain::status::Status,
};

/// Returns whether a card is saved in an account.
pub fn is_saved(conn: &mut PgConnection, payment_method_id: &str) -> QueryResult<bool> {
    let saved = cards::table.filter(
        cards::stripe_payment_method_id.eq(payment_method_id).and(cards::removed_at.is_null()),
    );
    select(exists(saved)).get_result(conn)
}

/// Returns whether a card must stay attached at Stripe: it is saved, or a live reservation or an
/// unpaid charge needs it.
pub fn is_needed(conn: &mut PgConnection, payment_method_id: &str) -> QueryResult<bool> {
    if is_saved(conn, payment_method_id)? {
        return Ok(true);
    }
    let unpaid: Vec<ChargeState> =
        ChargeState::ALL.iter().copied().filter(|state| state.can_be_paid()).collect();
    let used = reservations::table
        .left_join(charges::table.on(charges::reservation_id.eq(reservations::id.nullable())))
        .filter(reservations::stripe_payment_method_id.eq(payment_method_id))
        .filter(
            reservations::status
                .eq_any(Status::BLOCKING)
                .or(charges::state.eq_any(unpaid).is_not_distinct_from(true)),
        );
    select(exists(used)).get_result(conn)
}
