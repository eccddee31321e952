//! Charges: the price of a stay or of another subject, and the state of its collection.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    billing::domain::{charge::ChargeState, charge_kind::ChargeKind},
    identity::domain::{
        principal::Principal,
        scope::{GrantPlace, Scope},
    },
    places::models::place::{self, reservations_of},
    platform::{
        db::{
            column::Column,
            functions::{lower, or_text},
            prepared::Prepared,
            schema::{charges, guests, reservations, users},
        },
        domain::{
            ids::{ChargeId, CityId, GuestId, ReservationId, UserId},
            money::{Currency, Money},
            owner::Owner,
        },
    },
};

/// Maximum number of overdue charges of a driver that are listed.
const MAX_OVERDUE: i64 = 20;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = charges, check_for_backend(diesel::pg::Pg))]
pub struct Charge {
    pub id: ChargeId,
    pub city_id: CityId,
    /// `None` for a charge of another subject.
    pub reservation_id: Option<ReservationId>,
    pub kind: ChargeKind,
    /// Revision of the reservation or of the other subject that is billed.
    pub revision: i32,
    pub seconds: i64,
    /// In minor units.
    pub amount_minor: i64,
    #[diesel(deserialize_as = Column<Currency>)]
    pub currency: Currency,
    pub state: ChargeState,
    pub stripe_payment_intent_id: Option<String>,
    /// Code of the last failure.
    pub failure_code: Option<String>,
    /// Message of the last failure, for people.
    pub failure_message: Option<String>,
    /// `None` while the worker has further work.
    pub settled_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    /// In minor units.
    pub captured_minor: i64,
    /// In minor units.
    pub refunded_minor: i64,
    /// Time of the next attempt after a declined card.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// Brand of the card that paid.
    pub card_brand: Option<String>,
    /// Last four digits of the card that paid.
    pub card_last4: Option<String>,
    /// Failed refunds without a later replacement, in minor units.
    pub refund_failed_minor: i64,
    /// The wallet, permit, invoice or carried amount; `None` for a charge of a reservation.
    pub subject_id: Option<Uuid>,
    /// The user who owes a charge without a reservation.
    user_id: Option<UserId>,
    /// The guest who owes a charge without a reservation.
    guest_id: Option<GuestId>,
    /// Part of the amount that was carried over from earlier charges, in minor units.
    pub carried_minor: i64,
    /// The later charge that contains the amount of this one.
    pub carried_to: Option<ChargeId>,
    /// Time at which the amount is waived unless a later charge has taken it over; `None` unless
    /// the amount waits for one.
    pub carried_until: Option<DateTime<Utc>>,
}

/// Columns that a transition changes besides the state; `None` leaves a column unchanged,
/// `Some(None)` sets it to null.
#[derive(Debug, Default, AsChangeset)]
#[diesel(table_name = charges)]
pub struct ChargeChanges {
    pub revision: Option<i32>,
    pub seconds: Option<i64>,
    pub amount_minor: Option<i64>,
    /// In minor units.
    pub captured_minor: Option<i64>,
    pub failure_code: Option<Option<String>>,
    pub failure_message: Option<Option<String>>,
    pub settled_at: Option<Option<DateTime<Utc>>>,
    pub next_attempt_at: Option<Option<DateTime<Utc>>>,
    pub card_brand: Option<Option<String>>,
    pub card_last4: Option<Option<String>>,
    /// In minor units.
    pub carried_minor: Option<i64>,
    pub carried_to: Option<Option<ChargeId>>,
    pub carried_until: Option<Option<DateTime<Utc>>>,
}

impl Charge {
    pub fn amount(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }

    /// Returns the amount that can still be refunded.
    pub fn refundable(&self) -> Money {
        Money::new(self.captured_minor - self.refunded_minor, self.currency)
    }

    /// Returns the reservation whose stay is charged; `None` for every other kind.
    pub fn stay(&self) -> Option<ReservationId> {
        self.reservation_id.filter(|_| self.kind == ChargeKind::Stay)
    }

    /// Returns the driver who owes a charge without a reservation; `None` otherwise, because a
    /// reservation has its own driver.
    pub fn driver(&self) -> Option<Owner> {
        self.user_id.map(Owner::User).or(self.guest_id.map(Owner::Guest))
    }

    /// Returns whether `principal` may read a charge without a reservation. A payment link is
    /// checked by its id.
    pub fn is_readable_by(&self, principal: Principal) -> bool {
        match principal {
            Principal::User(id) => self.user_id == Some(id),
            Principal::Operator(_) => true,
            Principal::PaymentLink(id) => self.id == id,
            Principal::ReservationLink(_) | Principal::SignUp(_) => false,
        }
    }

    /// Inserts the charge of a confirmed stay, without an amount yet. A reservation has one charge.
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
                charges::kind.eq(ChargeKind::Stay),
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

    /// Returns the charge, locked.
    pub fn lock(conn: &mut PgConnection, id: ChargeId) -> QueryResult<Self> {
        charges::table.filter(charges::id.eq(id)).select(Self::as_select()).for_update().first(conn)
    }

    /// Returns the time of the last payment reminder.
    pub fn reminded_at(&self, conn: &mut PgConnection) -> QueryResult<Option<DateTime<Utc>>> {
        let row = charges::table.filter(charges::id.eq(self.id));
        row.select(charges::reminded_at).first(conn)
    }

    /// Records a payment reminder.
    pub fn mark_reminded(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<usize> {
        let row = charges::table.filter(charges::id.eq(self.id));
        diesel::update(row).set(charges::reminded_at.eq(Some(now))).execute(conn)
    }

    /// Returns the charge of a stay, locked, if there is one.
    pub fn lock_of(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<Self>> {
        let of_stay = charges::table
            .filter(charges::reservation_id.eq(id).and(charges::kind.eq(ChargeKind::Stay)));
        of_stay.select(Self::as_select()).for_update().first(conn).optional()
    }

    /// Returns the charge of a payment at Stripe.
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

    /// Stores the payment's id unless one is stored already. Returns the stored id.
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

    /// Clears the id of a payment that was canceled at Stripe; `false` if another id is stored.
    pub fn forget_payment(
        conn: &mut PgConnection,
        id: ChargeId,
        canceled: &str,
    ) -> QueryResult<bool> {
        let current = charges::table
            .filter(charges::id.eq(id).and(charges::captured_minor.eq(0)))
            .filter(charges::stripe_payment_intent_id.eq(canceled));
        let rows = diesel::update(current)
            .set(charges::stripe_payment_intent_id.eq(None::<String>))
            .execute(conn)?;
        Ok(rows == 1)
    }

    /// Returns charges that are overdue for processing: inserted before `before`, and not waiting
    /// for a later attempt.
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

    /// Returns carried charges that no later charge has taken over until `now`, locked, the oldest
    /// first. Those that another transaction has locked are left out.
    pub fn lock_lapsed(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Vec<Self>> {
        charges::table
            .filter(charges::carried_until.assume_not_null().le(now))
            .select(Self::as_select())
            .order(charges::id)
            .limit(1_000)
            .for_update()
            .skip_locked()
            .load(conn)
    }

    /// Returns the site of the charged reservation; the city on a street and without a reservation.
    pub fn place(&self, conn: &mut PgConnection) -> QueryResult<GrantPlace> {
        match self.reservation_id {
            Some(id) => place::of_reservation(conn, id),
            None => Ok(GrantPlace::City(self.city_id)),
        }
    }

    /// Returns charges of a scope in these states that were inserted before `before`, the newest
    /// first; optionally only those with failed refunds.
    pub fn search(
        conn: &mut PgConnection,
        states: &[ChargeState],
        refund_failed: bool,
        scope: &Scope,
        before: Option<ChargeId>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = charges::table
            .filter(charges::state.eq_any(states))
            .select(Self::as_select())
            .into_boxed();
        if let Scope::Places { cities, sites } = scope {
            let of_sites = charges::reservation_id.eq_any(reservations_of(sites).nullable());
            query = query.filter(charges::city_id.eq_any(cities).or(of_sites.assume_not_null()));
        }
        if refund_failed {
            query = query.filter(charges::refund_failed_minor.gt(0));
        }
        if let Some(before) = before {
            query = query.filter(charges::id.lt(before));
        }
        query.order(charges::id.desc()).limit(limit).load(conn)
    }

    /// Counts charges of a scope with failed refunds without a later replacement.
    pub fn count_refund_failed(conn: &mut PgConnection, scope: &Scope) -> QueryResult<i64> {
        let mut query =
            charges::table.filter(charges::refund_failed_minor.gt(0)).count().into_boxed();
        if let Scope::Places { cities, sites } = scope {
            let of_sites = charges::reservation_id.eq_any(reservations_of(sites).nullable());
            query = query.filter(charges::city_id.eq_any(cities).or(of_sites.assume_not_null()));
        }
        query.get_result(conn)
    }

    /// Returns charges that were collected and have been settled since `since`.
    pub fn collected_since(
        conn: &mut PgConnection,
        since: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        charges::table
            .filter(charges::settled_at.ge(since).and(charges::captured_minor.gt(0)))
            .select(Self::as_select())
            .load(conn)
    }

    /// Returns the overdue charges of the driver with this address, as a user or as a guest, the
    /// oldest first: those of reservations and those of other subjects.
    pub fn overdue_of(conn: &mut PgConnection, email: &str) -> QueryResult<Vec<Self>> {
        let users_of = || {
            users::table.filter(lower(users::email).eq(lower(email))).select(users::id.nullable())
        };
        let guests_of = || {
            let of_email = guests::table.filter(lower(guests::email).eq(lower(email)));
            of_email.select(guests::id.nullable())
        };
        let of_reservations = charges::table
            .inner_join(
                reservations::table.on(charges::reservation_id.eq(reservations::id.nullable())),
            )
            .filter(charges::state.eq_any(ChargeState::OVERDUE))
            .filter(
                reservations::user_id
                    .eq_any(users_of())
                    .or(reservations::guest_id.eq_any(guests_of())),
            )
            .order(charges::id)
            .select(Self::as_select())
            .limit(MAX_OVERDUE)
            .load(conn)?;
        // A separate query, because an `or` over both tables would use no index.
        let of_others = charges::table
            .filter(charges::state.eq_any(ChargeState::OVERDUE))
            .filter(charges::user_id.eq_any(users_of()).or(charges::guest_id.eq_any(guests_of())))
            .order(charges::id)
            .select(Self::as_select())
            .limit(MAX_OVERDUE)
            .load(conn)?;
        let mut found: Vec<Self> = of_reservations.into_iter().chain(of_others).collect();
        found.sort_unstable_by_key(|charge| charge.id.0);
        found.truncate(usize::try_from(MAX_OVERDUE).unwrap_or(usize::MAX));
        Ok(found)
    }
}
