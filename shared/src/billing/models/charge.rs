//! Charges: what a stay costs, and how far collecting it has come.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    billing::domain::charge::ChargeState,
    platform::{
        db::{
            column::Column,
            functions::{lower, or_text},
            prepared::Prepared,
            schema::{charges, guests, reservations, users},
        },
        domain::{
            ids::{ChargeId, CityId, ReservationId},
            money::{Currency, Money},
        },
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = charges, check_for_backend(diesel::pg::Pg))]
pub struct Charge {
    pub id: ChargeId,
    /// The city of the reservation.
    pub city_id: CityId,
    /// What is paid for.
    pub reservation_id: ReservationId,
    /// Revision of the reservation that is billed.
    pub revision: i32,
    /// Seconds that are billed.
    pub seconds: i64,
    /// What they cost, in minor units.
    pub amount_minor: i64,
    /// Currency of the amount.
    #[diesel(deserialize_as = Column<Currency>)]
    pub currency: Currency,
    /// How far collecting it has come.
    pub state: ChargeState,
    /// The payment at Stripe.
    pub stripe_payment_intent_id: Option<String>,
    /// Why it failed last, for programs.
    pub failure_code: Option<String>,
    /// Why it failed last, for people.
    pub failure_message: Option<String>,
    /// When the worker was done with it.
    pub settled_at: Option<DateTime<Utc>>,
    /// What Stripe has collected, in minor units.
    pub captured_minor: i64,
    /// What was given back of that.
    pub refunded_minor: i64,
    /// When a card that was refused is tried again.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// Brand of the card that paid.
    pub card_brand: Option<String>,
    /// Last four digits of the card that paid.
    pub card_last4: Option<String>,
    /// Refunds that failed, with no other one given since, in minor units.
    pub refund_failed_minor: i64,
}

/// What a transition changes beside the state; `None` leaves a column as it is, `Some(None)`
/// empties it.
#[derive(Debug, Default, AsChangeset)]
#[diesel(table_name = charges)]
pub struct ChargeChanges {
    /// The revision that is billed.
    pub revision: Option<i32>,
    /// The seconds that are billed.
    pub seconds: Option<i64>,
    pub amount_minor: Option<i64>,
    /// What Stripe has collected.
    pub captured_minor: Option<i64>,
    /// Why it failed, for programs.
    pub failure_code: Option<Option<String>>,
    /// Why it failed, for people.
    pub failure_message: Option<Option<String>>,
    /// When the worker was done with it.
    pub settled_at: Option<Option<DateTime<Utc>>>,
    /// When a refused card is tried again.
    pub next_attempt_at: Option<Option<DateTime<Utc>>>,
    /// Brand of the card that paid.
    pub card_brand: Option<Option<String>>,
    /// Last four digits of the card that paid.
    pub card_last4: Option<Option<String>>,
}

impl Charge {
    /// The amount, with its currency.
    pub fn amount(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }

    /// What can still be given back.
    pub fn refundable(&self) -> Money {
        Money::new(self.captured_minor - self.refunded_minor, self.currency)
    }

    /// Writes the charge of a stay that is confirmed, without an amount yet. There is one for a
    /// reservation.
    pub fn set_up(
        conn: &mut PgConnection,
        (reservation_id, city_id, revision): (ReservationId, CityId, i32),
        currency: Currency,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::insert_into(charges::table)
            .values((
                charges::id.eq(ChargeId::new()),
                charges::city_id.eq(city_id),
                charges::reservation_id.eq(reservation_id),
                charges::kind.eq("stay"),
                charges::revision.eq(revision),
                charges::seconds.eq(0_i64),
                charges::amount_minor.eq(0_i64),
                charges::currency.eq(currency.code()),
                charges::state.eq(ChargeState::SetUp),
                charges::created_at.eq(now),
            ))
            .execute(conn)
            .map(drop)
    }

    pub fn find(conn: &mut PgConnection, id: ChargeId) -> QueryResult<Self> {
        charges::table.filter(charges::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// The charge, locked.
    pub fn lock(conn: &mut PgConnection, id: ChargeId) -> QueryResult<Self> {
        charges::table.filter(charges::id.eq(id)).select(Self::as_select()).for_update().first(conn)
    }

    /// The charge of a reservation's stay, locked, if there is one.
    pub fn lock_of(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<Self>> {
        let of_stay =
            charges::table.filter(charges::reservation_id.eq(id).and(charges::kind.eq("stay")));
        of_stay.select(Self::as_select()).for_update().first(conn).optional()
    }

    /// The charge that a payment at Stripe is for.
    pub fn by_payment(
        conn: &mut PgConnection,
        payment_intent_id: &str,
    ) -> QueryResult<Option<Self>> {
        let of_payment =
            charges::table.filter(charges::stripe_payment_intent_id.eq(payment_intent_id));
        of_payment.select(Self::as_select()).first(conn).optional()
    }

    /// Moves a locked charge to `state`.
    pub fn advance(
        &self,
        conn: &mut PgConnection,
        state: ChargeState,
        changes: &ChargeChanges,
    ) -> QueryResult<Self> {
        let advance = diesel::update(charges::table.find((self.id, self.city_id)))
            .set((charges::state.eq(state), changes))
            .returning(Self::as_returning());
        Prepared(advance).get_result(conn)
    }

    /// Remembers the payment at Stripe; the first one stays. Answers with the one that counts.
    pub fn set_payment(
        conn: &mut PgConnection,
        id: ChargeId,
        payment_intent_id: &str,
    ) -> QueryResult<String> {
        let set = charges::stripe_payment_intent_id.eq(or_text(
            charges::stripe_payment_intent_id,
            payment_intent_id,
        )
        .nullable());
        let update = diesel::update(charges::table.filter(charges::id.eq(id)))
            .set(set)
            .returning(charges::stripe_payment_intent_id.assume_not_null());
        Prepared(update).get_result(conn)
    }

    /// Forgets a payment that was canceled at Stripe, if it is still this one; `false` otherwise.
    pub fn forget_payment(
        conn: &mut PgConnection,
        id: ChargeId,
        canceled: &str,
    ) -> QueryResult<bool> {
        let present = charges::table
            .filter(charges::id.eq(id).and(charges::captured_minor.eq(0)))
            .filter(charges::stripe_payment_intent_id.eq(canceled));
        let rows = diesel::update(present)
            .set(charges::stripe_payment_intent_id.eq(None::<String>))
            .execute(conn)?;
        Ok(rows == 1)
    }

    /// Charges that the worker should have dealt with `before`: written before then, and not
    /// waiting for a later attempt.
    pub fn unsettled(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<Vec<Self>> {
        charges::table
            .filter(charges::state.eq_any(ChargeState::OPEN).and(charges::created_at.lt(before)))
            .filter(
                charges::next_attempt_at
                    .is_null()
                    .or(charges::next_attempt_at.assume_not_null().lt(before)),
            )
            .select(Self::as_select())
            .limit(1_000)
            .load(conn)
    }

    /// Charges in these states, the newest first, written before `before`; only those of failed
    /// refunds, where that is asked for.
    pub fn search(
        conn: &mut PgConnection,
        states: &[ChargeState],
        refund_failed: bool,
        before: Option<ChargeId>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = charges::table
            .filter(charges::state.eq_any(states))
            .select(Self::as_select())
            .into_boxed();
        if refund_failed {
            query = query.filter(charges::refund_failed_minor.gt(0));
        }
        if let Some(before) = before {
            query = query.filter(charges::id.lt(before));
        }
        query.order(charges::id.desc()).limit(limit).load(conn)
    }

    /// How many charges have refunds that failed, with no other one given since.
    pub fn count_refund_failed(conn: &mut PgConnection) -> QueryResult<i64> {
        charges::table.filter(charges::refund_failed_minor.gt(0)).count().get_result(conn)
    }

    /// Charges that were settled since `since` and collected.
    pub fn collected_since(
        conn: &mut PgConnection,
        since: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        charges::table
            .filter(charges::settled_at.ge(since).and(charges::captured_minor.gt(0)))
            .select(Self::as_select())
            .load(conn)
    }

    /// What the driver with this address owes since they were told to pay, whether they parked as a
    /// user or as a guest; the oldest first.
    pub fn overdue_of(conn: &mut PgConnection, email: &str) -> QueryResult<Vec<Self>> {
        let users_of =
            users::table.filter(lower(users::email).eq(lower(email))).select(users::id.nullable());
        let guests_of = guests::table
            .filter(lower(guests::email).eq(lower(email)))
            .select(guests::id.nullable());
        charges::table
            .inner_join(reservations::table.on(reservations::id.eq(charges::reservation_id)))
            .filter(charges::state.eq_any(ChargeState::OVERDUE))
            .filter(
                reservations::user_id.eq_any(users_of).or(reservations::guest_id.eq_any(guests_of)),
            )
            .order(charges::id)
            .select(Self::as_select())
            .limit(20)
            .load(conn)
    }
}
