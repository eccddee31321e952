//! Reservations: who has which spot for which period.

mod change;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::{
    dsl::{exists, sql},
    pg::Pg,
    prelude::*,
    select,
    sql_types::Bool,
};

use crate::places::models::closure;
use crate::{
    billing::domain::charge::ChargeState,
    platform::domain::owner::Owner,
    platform::{
        db::{
            column::Column,
            functions::{lower, period_end, period_start},
            prepared::Prepared,
            schema::{charges, guests, reservations},
        },
        domain::{
            ids::{CityId, GuestId, ReservationId, SpotId, UserId},
            money::{Currency, Money},
            period::{Period, Range},
        },
    },
    reservations::domain::status::Status,
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = reservations, check_for_backend(diesel::pg::Pg))]
pub struct Reservation {
    pub id: ReservationId,
    /// The city that it is in.
    pub city_id: CityId,
    pub spot_id: SpotId,
    /// The driver, if they have an account.
    pub user_id: Option<UserId>,
    /// The driver, if they have none.
    pub guest_id: Option<GuestId>,
    /// From when to when.
    #[diesel(deserialize_as = Range)]
    pub period: Period,
    pub status: Status,
    /// Grows by one with every transition.
    pub revision: i32,
    /// Rate of the spot when the hold was placed.
    pub rate_minor_per_hour: i32,
    /// Currency of the rate.
    #[diesel(deserialize_as = Column<Currency>)]
    pub currency: Currency,
    /// When the hold runs out, or ran out.
    pub hold_expires_at: Option<DateTime<Utc>>,
    /// The driver at Stripe.
    pub stripe_customer_id: Option<String>,
    /// The SetupIntent of the card.
    pub stripe_setup_intent_id: Option<String>,
    pub stripe_payment_method_id: Option<String>,
    /// Brand of the card, such as `visa`.
    pub card_brand: Option<String>,
    /// Last four digits of the card.
    pub card_last4: Option<String>,
    /// When the hold was placed.
    pub created_at: DateTime<Utc>,
    /// What the whole period costs, as the driver has accepted it: more is never charged.
    pub agreed_minor: i64,
    /// Month in which the card expires, 1 to 12.
    pub card_exp_month: Option<i32>,
    /// Year in which it does.
    pub card_exp_year: Option<i32>,
    /// Whether the hold becomes a reservation only when the guest has proved the address.
    pub must_confirm_email: bool,
    pub email_confirmed_at: Option<DateTime<Utc>>,
    /// The revoked reservation in whose place this one is offered.
    pub reseat_of: Option<ReservationId>,
    /// Stripe's fingerprint of the card number: the same card has the same one, whoever sets it up.
    pub card_fingerprint: Option<String>,
}

/// Who may see and change a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A user: their own.
    User(UserId),
    /// The holder of a guest's link: that one, as long as it is a guest's.
    Link(ReservationId),
    Operator(UserId),
}

/// A hold about to be placed.
#[derive(Debug, Insertable)]
#[diesel(table_name = reservations)]
pub struct NewReservation {
    pub id: ReservationId,
    /// The city of the spot.
    pub city_id: CityId,
    pub spot_id: SpotId,
    /// The driver, if they have an account.
    pub user_id: Option<UserId>,
    /// The driver, if they have none.
    pub guest_id: Option<GuestId>,
    /// From when to when.
    pub period: Range,
    /// `held`.
    pub status: Status,
    /// 1.
    pub revision: i32,
    /// The spot's rate now.
    pub rate_minor_per_hour: i32,
    /// Currency of the rate.
    pub currency: &'static str,
    /// When the hold runs out.
    pub hold_expires_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    /// What the period costs at that rate.
    pub agreed_minor: i64,
    /// Whether the guest has to prove the address.
    pub must_confirm_email: bool,
    /// The revoked reservation in whose place it is offered.
    pub reseat_of: Option<ReservationId>,
}

/// What a transition changes beside status and revision; `None` leaves a column as it is.
#[derive(Debug, Default, AsChangeset)]
#[diesel(table_name = reservations)]
pub struct Changes {
    pub period: Option<Range>,
    /// The card that was set up.
    pub stripe_payment_method_id: Option<String>,
    pub card_brand: Option<String>,
    /// Its last four digits.
    pub card_last4: Option<String>,
    /// Month in which it expires.
    pub card_exp_month: Option<i32>,
    /// Year in which it expires.
    pub card_exp_year: Option<i32>,
    /// The driver at Stripe, whose card it is.
    pub stripe_customer_id: Option<String>,
    /// When the hold runs out.
    pub hold_expires_at: Option<DateTime<Utc>>,
    /// Stripe's fingerprint of the card number.
    pub card_fingerprint: Option<String>,
}

impl NewReservation {
    /// Inserts the hold; the constraint `reservations_no_overlap` decides whether the spot is free.
    pub fn insert(&self, conn: &mut PgConnection) -> QueryResult<Reservation> {
        diesel::insert_into(reservations::table)
            .values(self)
            .returning(Reservation::as_returning())
            .get_result(conn)
    }
}

impl Reservation {
    /// The rate, with its currency.
    pub fn rate(&self) -> Money {
        Money::new(self.rate_minor_per_hour.into(), self.currency)
    }

    /// What the whole period costs.
    pub fn estimate(&self) -> Money {
        Money::new(self.agreed_minor, self.currency)
    }

    /// When the card expires: the first instant of the month after its last, where the card is
    /// known.
    pub fn card_expires_at(&self) -> Option<DateTime<Utc>> {
        let (year, month) = (self.card_exp_year?, u32::try_from(self.card_exp_month?).ok()?);
        let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        Some(NaiveDate::from_ymd_opt(year, month, 1)?.and_time(NaiveTime::MIN).and_utc())
    }

    pub fn driver(&self) -> Option<Owner> {
        self.user_id.map(Owner::User).or(self.guest_id.map(Owner::Guest))
    }

    /// Whether the hold has run out at `now`, swept up or not.
    pub fn hold_is_over(&self, now: DateTime<Utc>) -> bool {
        let is_over = self.period.ends_at() <= now
            || self.hold_expires_at.is_none_or(|expires_at| expires_at <= now);
        self.status == Status::Held && is_over
    }

    /// Whether the guest has still to prove the address.
    pub fn awaits_email(&self) -> bool {
        self.must_confirm_email && self.email_confirmed_at.is_none()
    }

    /// The reservation with this id, whoever has it.
    pub fn find(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Self> {
        reservations::table.filter(reservations::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// The reservation with this id, if `actor` may see it.
    pub fn of_actor(conn: &mut PgConnection, id: ReservationId, actor: Actor) -> QueryResult<Self> {
        let mut query = reservations::table
            .filter(reservations::id.eq(id))
            .select(Self::as_select())
            .into_boxed();
        query = match actor {
            Actor::User(user_id) => query.filter(reservations::user_id.eq(user_id)),
            Actor::Link(linked) => {
                query.filter(reservations::id.eq(linked).and(reservations::guest_id.is_not_null()))
            }
            Actor::Operator(_) => query,
        };
        query.first(conn)
    }

    /// The reservation, locked. Lock its spot first.
    pub fn lock(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Self> {
        reservations::table
            .filter(reservations::id.eq(id))
            .select(Self::as_select())
            .for_update()
            .first(conn)
    }

    /// Moves on from the revision in hand; `None` when somebody else was faster.
    pub fn advance(
        &self,
        conn: &mut PgConnection,
        status: Status,
        changes: &Changes,
    ) -> QueryResult<Option<Self>> {
        let seen = reservations::table
            .filter(reservations::id.eq(self.id).and(reservations::city_id.eq(self.city_id)))
            .filter(reservations::revision.eq(self.revision));
        let advance = diesel::update(seen)
            .set((
                changes,
                reservations::status.eq(status),
                reservations::revision.eq(self.revision + 1),
            ))
            .returning(Self::as_returning());
        Prepared(advance).get_result(conn).optional()
    }

    /// Decided reservations that were made as a guest with this address, the oldest first.
    pub fn of_guest_with(
        conn: &mut PgConnection,
        email: &str,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let guests_of = guests::table
            .filter(lower(guests::email).eq(lower(email)))
            .select(guests::id.nullable());
        reservations::table
            .filter(
                reservations::guest_id.eq_any(guests_of).and(reservations::status.ne(Status::Held)),
            )
            .order(reservations::id)
            .limit(limit)
            .select(Self::as_select())
            .load(conn)
    }

    /// The reservation that is offered in the place of one that was revoked.
    pub fn in_place_of(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<Self>> {
        reservations::table
            .filter(reservations::reseat_of.eq(id))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// What keeps these spots in any part of a period, in order of spot and time.
    pub fn overlapping(
        conn: &mut PgConnection,
        spots: &[SpotId],
        period: Period,
    ) -> QueryResult<Vec<Self>> {
        reservations::table
            .filter(reservations::spot_id.eq_any(spots))
            .filter(sql::<Bool>("status in ('held', 'confirmed')"))
            .filter(period_end(reservations::period).gt(period.starts_at()))
            .filter(period_start(reservations::period).lt(period.ends_at()))
            .order((reservations::spot_id, period_start(reservations::period)))
            .select(Self::as_select())
            .load(conn)
    }

    /// The reservation that a SetupIntent belongs to.
    pub fn by_setup_intent(
        conn: &mut PgConnection,
        setup_intent_id: &str,
    ) -> QueryResult<Option<Self>> {
        let of_intent =
            reservations::table.filter(reservations::stripe_setup_intent_id.eq(setup_intent_id));
        of_intent.select(Self::as_select()).first(conn).optional()
    }

    /// Holds that have run out at `now`, on one spot or anywhere.
    pub fn overdue_holds(
        conn: &mut PgConnection,
        spot: Option<SpotId>,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let mut query = reservations::table
            .filter(
                reservations::status.eq(Status::Held).and(reservations::hold_expires_at.le(now)),
            )
            .select(Self::as_select())
            .limit(1_000)
            .into_boxed();
        if let Some(spot_id) = spot {
            query = query.filter(reservations::spot_id.eq(spot_id));
        }
        query.load(conn)
    }

    /// How many holds of a driver have not run out at `now`.
    pub fn live_holds(
        conn: &mut PgConnection,
        driver: Owner,
        now: DateTime<Utc>,
    ) -> QueryResult<i64> {
        let live = reservations::status.eq(Status::Held).and(reservations::hold_expires_at.gt(now));
        // What is offered in the place of a reservation that was taken back was not asked for.
        let live = live.and(reservations::reseat_of.is_null());
        let query = reservations::table.filter(live).count().into_boxed();
        match driver {
            Owner::User(id) => query.filter(reservations::user_id.eq(id)).get_result(conn),
            Owner::Guest(id) => query.filter(reservations::guest_id.eq(id)).get_result(conn),
        }
    }

    /// How many holds of a guest, with the address verified, have not run out at `now`.
    pub fn verified_holds(
        conn: &mut PgConnection,
        guest: GuestId,
        now: DateTime<Utc>,
    ) -> QueryResult<i64> {
        reservations::table
            .filter(
                reservations::guest_id
                    .eq(guest)
                    .and(reservations::email_confirmed_at.is_not_null()),
            )
            .filter(
                reservations::status.eq(Status::Held).and(reservations::hold_expires_at.gt(now)),
            )
            .filter(reservations::reseat_of.is_null())
            .count()
            .get_result(conn)
    }

    /// Confirmed stays whose end had come at `now`.
    pub fn overdue_ends(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Vec<Self>> {
        reservations::table
            .filter(
                reservations::status
                    .eq(Status::Confirmed)
                    .and(period_end(reservations::period).le(now)),
            )
            .select(Self::as_select())
            .limit(1_000)
            .load(conn)
    }

    /// The users who have these reservations, and those that guests have.
    pub fn drivers_of(
        conn: &mut PgConnection,
        ids: &[ReservationId],
    ) -> QueryResult<Vec<(ReservationId, Option<UserId>)>> {
        let these = reservations::table.filter(reservations::id.eq_any(ids));
        these.select((reservations::id, reservations::user_id)).load(conn)
    }

    /// When somebody else has the spot, or it is closed, from this one's end on. Holds that have
    /// run out at `now` do not count.
    pub fn next_start(
        &self,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<DateTime<Utc>>> {
        let closed = closure::next_start(conn, self.spot_id, self.period.ends_at())?;
        let reserved = self.next_reserved(conn, now)?;
        Ok(closed.into_iter().chain(reserved).min())
    }

    fn next_reserved(
        &self,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<DateTime<Utc>>> {
        let is_live = reservations::status
            .eq(Status::Confirmed)
            .or(reservations::hold_expires_at.assume_not_null().gt(now));
        reservations::table
            .filter(reservations::spot_id.eq(self.spot_id).and(reservations::id.ne(self.id)))
            // In words, so that the planner sees the predicate of the index
            // reservations_blocking_idx.
            .filter(sql::<Bool>("status in ('held', 'confirmed')"))
            .filter(period_end(reservations::period).gt(self.period.ends_at()).and(is_live))
            .order(period_start(reservations::period))
            .select(period_start(reservations::period))
            .first(conn)
            .optional()
    }
}

/// Whether a driver has a reservation that is not over. Holds that have run out at `now` are.
pub fn has_live(conn: &mut PgConnection, driver: Owner, now: DateTime<Utc>) -> QueryResult<bool> {
    let is_held = reservations::status
        .eq(Status::Held)
        .and(reservations::hold_expires_at.assume_not_null().gt(now));
    let is_live = reservations::status.eq(Status::Confirmed).or(is_held);
    select(exists(of_driver(driver).filter(is_live))).get_result(conn)
}

/// Whether a driver has a charge that is open, overdue or disputed.
pub fn has_unsettled(conn: &mut PgConnection, driver: Owner) -> QueryResult<bool> {
    let ids = of_driver(driver).select(reservations::id);
    let unsettled =
        ChargeState::OPEN.into_iter().chain(ChargeState::OVERDUE).chain([ChargeState::Disputed]);
    let unsettled: Vec<ChargeState> = unsettled.collect();
    let charges = charges::table
        .filter(charges::reservation_id.eq_any(ids).and(charges::state.eq_any(unsettled)));
    select(exists(charges)).get_result(conn)
}

/// Every reservation of a driver.
pub fn ids_of(conn: &mut PgConnection, driver: Owner) -> QueryResult<Vec<ReservationId>> {
    of_driver(driver).select(reservations::id).load(conn)
}

/// Forgets the fingerprints of a driver's cards.
pub fn erase_fingerprints(conn: &mut PgConnection, ids: &[ReservationId]) -> QueryResult<()> {
    let fingerprinted = reservations::table.filter(reservations::id.eq_any(ids));
    diesel::update(fingerprinted.filter(reservations::card_fingerprint.is_not_null()))
        .set(reservations::card_fingerprint.eq(None::<String>))
        .execute(conn)
        .map(drop)
}

/// What Stripe calls the cards that a driver has reserved with.
pub fn cards_of(conn: &mut PgConnection, driver: Owner) -> QueryResult<Vec<String>> {
    of_driver(driver)
        .filter(reservations::stripe_payment_method_id.is_not_null())
        .select(reservations::stripe_payment_method_id.assume_not_null())
        .distinct()
        .load(conn)
}

fn of_driver(driver: Owner) -> reservations::BoxedQuery<'static, Pg> {
    let query = reservations::table.into_boxed();
    match driver {
        Owner::User(id) => query.filter(reservations::user_id.eq(id)),
        Owner::Guest(id) => query.filter(reservations::guest_id.eq(id)),
    }
}

impl TryFrom<Range> for Period {
    type Error = &'static str;

    fn try_from(range: Range) -> Result<Self, Self::Error> {
        Self::from_range(range).ok_or("the database holds a period that is empty or open")
    }
}
