//! Reservations: the assignment of a spot to a driver for a period.

mod change;
mod of_driver;
mod schedule;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;

use crate::{
    billing::domain::payment_source::PaymentSource,
    identity::domain::principal::Principal,
    platform::{
        db::{column::Column, prepared::Prepared, schema::reservations},
        domain::{
            ids::{CityId, GuestId, ReservationId, SpotId, UserId},
            language::Language,
            money::{Currency, Money},
            owner::Owner,
            period::{Period, Range},
        },
    },
    reservations::domain::status::Status,
};

pub use of_driver::{cards_of, erase_traces, has_live, has_unsettled, ids_of};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = reservations, check_for_backend(diesel::pg::Pg))]
pub struct Reservation {
    pub id: ReservationId,
    pub city_id: CityId,
    pub spot_id: SpotId,
    /// The driver's account; `None` for a guest.
    pub user_id: Option<UserId>,
    /// The guest; `None` for a user.
    pub guest_id: Option<GuestId>,
    #[diesel(deserialize_as = Range)]
    pub period: Period,
    pub status: Status,
    /// Incremented by one with every transition.
    pub revision: i32,
    /// Hourly rate of the spot when the hold was placed, in minor units.
    pub rate_minor_per_hour: i32,
    #[diesel(deserialize_as = Column<Currency>)]
    pub currency: Currency,
    /// Expiry of the hold, in the past or the future.
    pub hold_expires_at: Option<DateTime<Utc>>,
    /// The driver's customer at Stripe.
    pub stripe_customer_id: Option<String>,
    /// The SetupIntent of the card.
    pub stripe_setup_intent_id: Option<String>,
    pub stripe_payment_method_id: Option<String>,
    /// Brand of the card, such as `visa`.
    pub card_brand: Option<String>,
    pub card_last4: Option<String>,
    /// Time at which the hold was placed.
    pub created_at: DateTime<Utc>,
    /// Price of the whole period that the driver has accepted, in minor units; the maximum that is
    /// charged.
    pub agreed_minor: i64,
    /// Month in which the card expires, 1 to 12.
    pub card_exp_month: Option<i32>,
    pub card_exp_year: Option<i32>,
    /// `true` if the hold can be confirmed only after the guest has verified the address.
    pub must_confirm_email: bool,
    pub email_confirmed_at: Option<DateTime<Utc>>,
    /// The revoked reservation for which this one is the re-seat.
    pub reseat_of: Option<ReservationId>,
    /// Stripe's fingerprint of the card number; the same for every setup of the same card.
    pub card_fingerprint: Option<String>,
    pub payment_source: PaymentSource,
    /// The language of the request that made the reservation; `None` if it named none that is
    /// known.
    pub language: Option<Language>,
}

/// A hold to insert.
#[derive(Debug, Insertable)]
#[diesel(table_name = reservations)]
pub struct NewReservation {
    pub id: ReservationId,
    pub city_id: CityId,
    pub spot_id: SpotId,
    /// The driver's account; `None` for a guest.
    pub user_id: Option<UserId>,
    /// The guest; `None` for a user.
    pub guest_id: Option<GuestId>,
    pub period: Range,
    /// `held`.
    pub status: Status,
    /// 1.
    pub revision: i32,
    /// The spot's current hourly rate, in minor units.
    pub rate_minor_per_hour: i32,
    pub currency: &'static str,
    /// Expiry of the hold.
    pub hold_expires_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    /// Price of the period at that rate, in minor units.
    pub agreed_minor: i64,
    /// `true` if the guest has to verify the address.
    pub must_confirm_email: bool,
    /// The revoked reservation for which this one is the re-seat.
    pub reseat_of: Option<ReservationId>,
    pub payment_source: PaymentSource,
    /// The language of the request.
    pub language: Option<Language>,
}

/// Columns that a transition changes besides status and revision; `None` leaves a column unchanged.
#[derive(Debug, Default, AsChangeset)]
#[diesel(table_name = reservations)]
pub struct Changes {
    pub period: Option<Range>,
    /// The card that was set up.
    pub stripe_payment_method_id: Option<String>,
    pub card_brand: Option<String>,
    pub card_last4: Option<String>,
    /// Month in which the card expires, 1 to 12.
    pub card_exp_month: Option<i32>,
    pub card_exp_year: Option<i32>,
    /// The customer at Stripe who owns the card.
    pub stripe_customer_id: Option<String>,
    /// Expiry of the hold.
    pub hold_expires_at: Option<DateTime<Utc>>,
    /// Stripe's fingerprint of the card number.
    pub card_fingerprint: Option<String>,
    pub payment_source: Option<PaymentSource>,
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
    /// Returns the hourly rate, with its currency.
    pub fn rate(&self) -> Money {
        Money::new(self.rate_minor_per_hour.into(), self.currency)
    }

    /// Returns the price of the whole period.
    pub fn estimate(&self) -> Money {
        Money::new(self.agreed_minor, self.currency)
    }

    /// Returns the first instant of the month after the card's last; `None` when the expiry is not
    /// known.
    pub fn card_expires_at(&self) -> Option<DateTime<Utc>> {
        let (year, month) = (self.card_exp_year?, u32::try_from(self.card_exp_month?).ok()?);
        let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        Some(NaiveDate::from_ymd_opt(year, month, 1)?.and_time(NaiveTime::MIN).and_utc())
    }

    pub fn driver(&self) -> Option<Owner> {
        self.user_id.map(Owner::User).or(self.guest_id.map(Owner::Guest))
    }

    /// Returns whether the hold has expired at `now`, even if its status is still `held`.
    pub fn is_hold_expired(&self, now: DateTime<Utc>) -> bool {
        let is_over = self.period.ends_at() <= now
            || self.hold_expires_at.is_none_or(|expires_at| expires_at <= now);
        self.status == Status::Held && is_over
    }

    /// Returns whether a card has to be set up before the hold can be confirmed.
    pub fn awaits_card(&self) -> bool {
        self.payment_source.needs_card() && self.stripe_payment_method_id.is_none()
    }

    /// Returns whether the guest has yet to verify the address.
    pub fn awaits_verification(&self) -> bool {
        self.must_confirm_email && self.email_confirmed_at.is_none()
    }

    /// Returns the reservation with this id, of any driver.
    pub fn find(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Self> {
        reservations::table.filter(reservations::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Returns the reservation with this id, if `principal` may read it.
    pub fn of_principal(
        conn: &mut PgConnection,
        id: ReservationId,
        principal: Principal,
    ) -> QueryResult<Self> {
        let mut query = reservations::table
            .filter(reservations::id.eq(id))
            .select(Self::as_select())
            .into_boxed();
        query = match principal {
            Principal::User(user_id) => query.filter(reservations::user_id.eq(user_id)),
            Principal::ReservationLink(linked) => {
                query.filter(reservations::id.eq(linked).and(reservations::guest_id.is_not_null()))
            }
            Principal::Operator(_) => query,
            Principal::PaymentLink(_) | Principal::SignUp(_) => return Err(diesel::NotFound),
        };
        query.first(conn)
    }

    /// Returns the reservation and locks its row. Lock its spot first.
    pub fn lock(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Self> {
        reservations::table
            .filter(reservations::id.eq(id))
            .select(Self::as_select())
            .for_update()
            .first(conn)
    }

    /// Advances the reservation from the loaded revision; `None` when another transaction has
    /// advanced it already.
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

    /// Returns the re-seat offered for a revoked reservation.
    pub fn find_reseat(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<Self>> {
        reservations::table
            .filter(reservations::reseat_of.eq(id))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Returns the reservation that a SetupIntent belongs to.
    pub fn by_setup_intent(
        conn: &mut PgConnection,
        setup_intent_id: &str,
    ) -> QueryResult<Option<Self>> {
        let of_intent =
            reservations::table.filter(reservations::stripe_setup_intent_id.eq(setup_intent_id));
        of_intent.select(Self::as_select()).first(conn).optional()
    }
}

impl TryFrom<Range> for Period {
    type Error = &'static str;

    fn try_from(range: Range) -> Result<Self, Self::Error> {
        Self::from_range(range).ok_or("the database holds a period that is empty or open")
    }
}
