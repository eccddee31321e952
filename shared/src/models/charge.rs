//! Charges: what a stay costs, and what became of collecting it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    db::{column::Column, schema::charges},
    domain::{
        charge::ChargeState,
        ids::{ChargeId, CityId, ReservationId},
        money::{Currency, Money},
    },
};

/// A charge.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = charges, check_for_backend(diesel::pg::Pg))]
pub struct Charge {
    /// Its id.
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
    /// Key of every attempt at Stripe.
    pub idempotency_key: String,
    /// The payment at Stripe.
    pub stripe_payment_intent_id: Option<String>,
    /// Why it failed, for programs.
    pub failure_code: Option<String>,
    /// Why it failed, for people.
    pub failure_message: Option<String>,
    /// When its state became final.
    pub settled_at: Option<DateTime<Utc>>,
}

/// What became of a charge.
#[derive(Debug, AsChangeset)]
#[diesel(table_name = charges, treat_none_as_null = true)]
pub struct Settlement {
    /// Its new state.
    pub state: ChargeState,
    /// The payment at Stripe.
    pub stripe_payment_intent_id: Option<String>,
    /// Why it failed, for programs.
    pub failure_code: Option<String>,
    /// Why it failed, for people.
    pub failure_message: Option<String>,
    /// Now.
    pub settled_at: Option<DateTime<Utc>>,
}

impl Charge {
    /// The amount, with its currency.
    pub fn amount(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }

    /// Writes the charge of a stay. There is one for a reservation and revision: a second is refused by `charges_once_key`.
    pub fn insert(
        conn: &mut PgConnection,
        (reservation_id, city_id, revision): (ReservationId, CityId, i32),
        (seconds, amount): (i64, Money),
        state: ChargeState,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let id = ChargeId::new();
        diesel::insert_into(charges::table)
            .values((
                charges::id.eq(id),
                charges::city_id.eq(city_id),
                charges::reservation_id.eq(reservation_id),
                charges::kind.eq("stay"),
                charges::revision.eq(revision),
                charges::seconds.eq(seconds),
                charges::amount_minor.eq(amount.amount_minor),
                charges::currency.eq(amount.currency.code()),
                charges::state.eq(state),
                charges::idempotency_key.eq(format!("charge:{id}")),
                charges::settled_at.eq(state.is_final().then_some(now)),
                charges::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// The charge, locked.
    pub fn lock(conn: &mut PgConnection, id: ChargeId) -> QueryResult<Self> {
        charges::table.filter(charges::id.eq(id)).select(Self::as_select()).for_update().first(conn)
    }

    /// The charge of a reservation's stay, if it has come to one.
    pub fn of_reservation(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<Self>> {
        let of_stay = charges::table.filter(charges::reservation_id.eq(id).and(charges::kind.eq("stay")));
        of_stay.select(Self::as_select()).first(conn).optional()
    }

    /// Says that Stripe is about to be asked.
    pub fn mark_charging(&self, conn: &mut PgConnection) -> QueryResult<()> {
        diesel::update(charges::table.filter(charges::id.eq(self.id).and(charges::state.eq(ChargeState::Due))))
            .set(charges::state.eq(ChargeState::Charging))
            .execute(conn)
            .map(drop)
    }

    /// Writes down what became of it, once: a charge that is settled already stays as it is.
    pub fn settle(&self, conn: &mut PgConnection, settlement: &Settlement) -> QueryResult<bool> {
        let open = charges::table
            .filter(charges::id.eq(self.id))
            .filter(charges::state.eq_any([ChargeState::Due, ChargeState::Charging]));
        Ok(diesel::update(open).set(settlement).execute(conn)? == 1)
    }

    /// Charges that are still open and were written before `before`.
    pub fn unsettled(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<Vec<Self>> {
        charges::table
            .filter(
                charges::state.eq_any([ChargeState::Due, ChargeState::Charging]).and(charges::created_at.lt(before)),
            )
            .select(Self::as_select())
            .limit(1_000)
            .load(conn)
    }
}
