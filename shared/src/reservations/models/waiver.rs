//! Stays that cost less than the minimum charge and are not paid for, counted by card or by email
//! address.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    billing::domain::{
        charge::{ChargeEvent, ChargeState},
        charge_kind::ChargeKind,
    },
    platform::{
        db::{
            column::Column,
            functions::lower,
            schema::{charges, guests, reservations, users},
        },
        domain::money::{Currency, Money},
    },
    reservations::domain::status::Status,
};

/// Maximum number of stays read per driver; above any plausible daily number.
const MAX_STAYS: i64 = 500;

/// Scope in which stays are counted.
#[derive(Debug, Clone, Copy)]
pub enum CountedBy<'a> {
    /// Stays of the user and of the guest with this email address.
    Email(&'a str),
    /// Stays of any driver that were confirmed with the card of this fingerprint.
    Card(&'a str),
}

/// Returns the times after `since` at which stays were carried over that no later charge contains,
/// or were waived, the newest first. A confirmed stay whose agreed price is below the minimum
/// charge counts at `now`, since it will be carried over.
pub fn unpaid_since(
    conn: &mut PgConnection,
    to: CountedBy<'_>,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<DateTime<Utc>>> {
    let is_unpaid = charges::state
        .eq(ChargeState::Waived)
        .or(charges::carried_until.is_not_null())
        .and(charges::settled_at.assume_not_null().gt(since));
    let is_to_come =
        charges::state.eq(ChargeState::SetUp).and(reservations::status.eq(Status::Confirmed));
    let query = charges::table
        .inner_join(reservations::table.on(charges::reservation_id.eq(reservations::id.nullable())))
        .filter(charges::kind.eq(ChargeKind::Stay).and(is_unpaid.or(is_to_come)))
        .order(charges::id.desc())
        .limit(MAX_STAYS)
        .select((charges::settled_at, reservations::agreed_minor, reservations::currency))
        .into_boxed();
    let query = match to {
        CountedBy::Card(fingerprint) => {
            query.filter(reservations::card_fingerprint.eq(fingerprint))
        }
        CountedBy::Email(email) => {
            let users_of = users::table
                .filter(lower(users::email).eq(lower(email)))
                .select(users::id.nullable());
            let guests_of = guests::table
                .filter(lower(guests::email).eq(lower(email)))
                .select(guests::id.nullable());
            query.filter(
                reservations::user_id.eq_any(users_of).or(reservations::guest_id.eq_any(guests_of)),
            )
        }
    };
    let found: Vec<(Option<DateTime<Utc>>, i64, Column<Currency>)> = query.load(conn)?;
    let at =
        |(settled_at, agreed_minor, currency): (Option<DateTime<Utc>>, i64, Column<Currency>)| {
            let will_be_carried =
                ChargeState::bill(Money::new(agreed_minor, currency.0)) == ChargeEvent::Carry;
            settled_at.or(will_be_carried.then_some(now))
        };
    let mut unpaid: Vec<_> = found.into_iter().filter_map(at).collect();
    unpaid.sort_unstable_by_key(|at| Reverse(*at));
    Ok(unpaid)
}
