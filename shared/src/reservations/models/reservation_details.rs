//! A reservation with its place, the driver's address and the charge. One statement.

mod search;

use chrono::{DateTime, Utc};
use diesel::{
    dsl::sql,
    expression::SqlLiteral,
    pg::Pg,
    prelude::*,
    query_dsl::LoadQuery,
    sql_types::{Bool, Nullable, Text, Timestamptz},
};

pub use self::search::ReservationFilter;
use super::{location::Location, reservation::Reservation};
use crate::{
    billing::{domain::charge::ChargeState, models::charge::Charge},
    identity::domain::principal::Principal,
    platform::{
        db::{
            functions::{lower, period_end, period_start},
            prepared::Prepared,
            schema::{charges, cities, guests, reservations, spots, users, zones},
        },
        domain::{
            email::Email,
            ids::{ReservationId, UserId},
            language::Language,
        },
    },
    reservations::domain::status::Status,
};

/// A reservation with its related rows.
#[derive(Debug, Clone)]
pub struct ReservationDetails {
    pub reservation: Reservation,
    pub place: Location,
    pub email: String,
    /// The charge of the stay, once it is over.
    pub charge: Option<Charge>,
    /// Time at which the mail server permanently rejected the latest mail to the driver's address.
    /// [`Self::of_month`] does not read it.
    pub mail_undeliverable_at: Option<DateTime<Utc>>,
    /// Language of texts to the driver: that of the account, else of the request that made the
    /// reservation, else English.
    pub language: Language,
}

/// Filter for a user's reservations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    Current,
    Past,
}

type Row = (
    Reservation,
    Location,
    (Option<String>, Option<Language>),
    Option<String>,
    Option<Charge>,
    Option<DateTime<Utc>>,
);

/// Time of permanent rejection of the latest mail to the driver's address that was sent or
/// rejected; null when it was sent.
const MAIL_UNDELIVERABLE_AT: &str = "(select mails.undeliverable_at from mails \
    where lower(mails.recipient) = lower(coalesce(users.email, guests.email)) and mails.recipient \
    is not null \
    and (mails.sent_at is not null or mails.undeliverable_at is not null) \
    order by mails.created_at desc limit 1)";

/// Compares the local month of the end of a stay with the value that follows.
const IN_MONTH: &str =
    "to_char(upper(reservations.period) at time zone cities.time_zone, 'YYYY-MM') = ";

/// The joined tables and the selected columns; [`MAIL_UNDELIVERABLE_AT`] reads the driver's mails
/// for each row.
fn joined() -> joined_with {
    joined_with(sql(MAIL_UNDELIVERABLE_AT))
}

/// The joined tables and the selected columns, with this expression in the place of
/// [`MAIL_UNDELIVERABLE_AT`].
#[diesel::dsl::auto_type]
fn joined_with(undeliverable: SqlLiteral<Nullable<Timestamptz>>) -> _ {
    let of_reservation =
        charges::reservation_id.eq(reservations::id.nullable()).and(charges::kind.eq("stay"));
    let place = (
        spots::label,
        spots::lat,
        spots::lng,
        spots::position_assumed,
        zones::id,
        zones::street,
        zones::from_street,
        zones::to_street,
        zones::side,
        cities::name,
        cities::time_zone,
    );
    let reservation: diesel::dsl::AsSelect<Reservation, Pg> = Reservation::as_select();
    let charge: diesel::dsl::AsSelect<Option<Charge>, Pg> = Option::<Charge>::as_select();
    reservations::table
        .inner_join(spots::table.on(spots::id.eq(reservations::spot_id)))
        .inner_join(zones::table.on(zones::id.eq(spots::zone_id)))
        .inner_join(cities::table.on(cities::id.eq(reservations::city_id)))
        .left_join(users::table.on(reservations::user_id.eq(users::id.nullable())))
        .left_join(guests::table.on(reservations::guest_id.eq(guests::id.nullable())))
        .left_join(charges::table.on(of_reservation))
        .select((
            reservation,
            place,
            (users::email.nullable(), users::language.nullable()),
            guests::email.nullable(),
            charge,
            undeliverable,
        ))
}

/// Returns the only row of a statement, which is prepared once per connection: planning its joins
/// takes longer than executing them, and diesel plans statements with literals anew each time.
fn one<'query, Q>(statement: Q, conn: &mut PgConnection) -> QueryResult<ReservationDetails>
where
    Prepared<Q>: LoadQuery<'query, PgConnection, Row>,
{
    Prepared(statement).get_result::<Row>(conn).map(ReservationDetails::from)
}

impl ReservationDetails {
    /// Returns the reservation with this id, if `principal` may read it.
    pub fn of_principal(
        conn: &mut PgConnection,
        id: ReservationId,
        principal: Principal,
    ) -> QueryResult<Self> {
        match principal {
            Principal::User(user_id) => {
                let own =
                    joined().filter(reservations::id.eq(id).and(reservations::user_id.eq(user_id)));
                one(own, conn)
            }
            Principal::ReservationLink(linked) if linked == id => {
                let of_guest = joined()
                    .filter(reservations::id.eq(id).and(reservations::guest_id.is_not_null()));
                one(of_guest, conn)
            }
            Principal::ReservationLink(_) | Principal::PaymentLink(_) | Principal::SignUp(_) => {
                Err(diesel::NotFound)
            }
            Principal::Operator(_) => Self::find(conn, id),
        }
    }

    /// Returns the reservation with this id, if it belongs to the guest with this address, ignoring
    /// case.
    pub fn of_guest(
        conn: &mut PgConnection,
        id: ReservationId,
        email: &Email,
    ) -> QueryResult<Self> {
        let of_guest =
            joined().filter(reservations::id.eq(id).and(reservations::guest_id.is_not_null()));
        one(of_guest.filter(lower(guests::email).eq(lower(email.as_str()))), conn)
    }

    /// Returns the reservation with this id, of any driver.
    pub fn find(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Self> {
        one(joined().filter(reservations::id.eq(id)), conn)
    }

    /// Returns a page of a user's reservations, the latest end first, after the cursor.
    ///
    /// Holds that have expired at `now` are past, even if their status is still `held`.
    pub fn of_user(
        conn: &mut PgConnection,
        user_id: UserId,
        age: Age,
        after: Option<(DateTime<Utc>, ReservationId)>,
        limit: i64,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let ends_at = || period_end(reservations::period);
        let is_current = reservations::status.eq(Status::Confirmed).or(reservations::status
            .eq(Status::Held)
            .and(reservations::hold_expires_at.assume_not_null().gt(now)));
        let mut query = joined().filter(reservations::user_id.eq(user_id)).into_boxed();
        query = match age {
            Age::Current => query.filter(is_current),
            Age::Past => query.filter(diesel::dsl::not(is_current)),
        };
        if let Some((end, id)) = after {
            query =
                query.filter(ends_at().lt(end).or(ends_at().eq(end).and(reservations::id.lt(id))));
        }
        let rows = query
            .order((ends_at().desc(), reservations::id.desc()))
            .limit(limit)
            .load::<Row>(conn)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// Returns a user's reservations, filtered by whether they are over and paid, the latest start
    /// first. Expired, cancelled and revoked reservations are left out.
    pub fn of_user_by_paid(
        conn: &mut PgConnection,
        user_id: UserId,
        is_paid: bool,
        limit: i64,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let nothing_owed =
            || charges::state.eq_any(ChargeState::ALL.iter().filter(|state| state.owes_nothing()));
        let is_completed = || reservations::status.eq(Status::Completed);
        let mut query = joined().filter(reservations::user_id.eq(user_id)).into_boxed();
        query = if is_paid {
            query.filter(is_completed().and(nothing_owed()))
        } else {
            let is_held = reservations::status
                .eq(Status::Held)
                .and(reservations::hold_expires_at.assume_not_null().gt(now));
            let is_unpaid = is_completed().and(diesel::dsl::not(nothing_owed()));
            query.filter(reservations::status.eq(Status::Confirmed).or(is_held).or(is_unpaid))
        };
        let order = (period_start(reservations::period).desc(), reservations::id.desc());
        let rows = query.order(order).limit(limit).load::<Row>(conn)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// Returns a user's completed stays that ended in a month of their city's time zone, such as
    /// `2030-06`, the earliest end first.
    pub fn of_month(
        conn: &mut PgConnection,
        user_id: UserId,
        month: &str,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let is_in_month = sql::<Bool>(IN_MONTH).bind::<Text, _>(month);
        let rows = joined_with(sql("null::timestamptz"))
            .filter(reservations::user_id.eq(user_id))
            .filter(reservations::status.eq(Status::Completed))
            .filter(is_in_month)
            .order((period_end(reservations::period), reservations::id))
            .limit(limit)
            .load::<Row>(conn)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }
}

impl From<Row> for ReservationDetails {
    fn from((reservation, place, user, guest, charge, mail_undeliverable_at): Row) -> Self {
        let (user, chosen) = user;
        let language = chosen.or(reservation.language).unwrap_or_default();
        Self {
            reservation,
            place,
            email: user.or(guest).unwrap_or_default(),
            charge,
            mail_undeliverable_at,
            language,
        }
    }
}
