//! A reservation with all that people want to see of it: the place, the driver's address, the
//! charge. One statement.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::{
    dsl::sql,
    expression::SqlLiteral,
    pg::Pg,
    prelude::*,
    sql_types::{Nullable, Timestamptz},
};

use super::reservation::{Actor, Reservation};
use crate::billing::models::charge::Charge;
use crate::{
    billing::domain::charge::ChargeState,
    platform::{
        db::{
            column::Column,
            functions::{lower, period_end, period_start},
            schema::{charges, cities, guests, reservations, spots, users, zones},
        },
        domain::{
            email::Email,
            ids::{GuestId, ReservationId, SpotId, UserId, ZoneId},
        },
    },
    reservations::domain::status::Status,
};

/// Where a reservation is.
#[derive(Debug, Clone, Queryable)]
pub struct Place {
    /// What is written at the kerb.
    pub label: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lng: f64,
    pub zone_id: ZoneId,
    /// Street of the zone.
    pub street: String,
    /// Cross street where the zone begins.
    pub from_street: String,
    /// Cross street where the zone ends.
    pub to_street: String,
    /// Side of the street.
    pub side: String,
    /// Name of the city.
    pub city: String,
    /// Time zone of the city.
    #[diesel(deserialize_as = Column<Tz>)]
    pub time_zone: Tz,
}

impl Place {
    /// As mails and receipts write it: `West 43 Street, between 6 Avenue and 7 Avenue (side N)`,
    /// without the parts that are not known.
    pub fn address(&self) -> String {
        let cross = match (self.from_street.as_str(), self.to_street.as_str()) {
            ("", "") => String::new(),
            ("", street) | (street, "") => format!(", at {street}"),
            (from, to) => format!(", between {from} and {to}"),
        };
        let side = match self.side.as_str() {
            "" | "unknown" => String::new(),
            side => format!(" (side {side})"),
        };
        format!("{}{cross}{side}", self.street)
    }
}

/// A reservation with its surroundings.
#[derive(Debug, Clone)]
pub struct ReservationDetails {
    pub reservation: Reservation,
    pub place: Place,
    pub email: String,
    /// What the stay came to, once it is over.
    pub charge: Option<Charge>,
    /// When the mail server refused the latest mail to the driver's address for good.
    pub mail_undeliverable_at: Option<DateTime<Utc>>,
}

/// Which of a user's reservations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    Current,
    Past,
}

type Row =
    (Reservation, Place, Option<String>, Option<String>, Option<Charge>, Option<DateTime<Utc>>);

/// What became of the latest mail to the driver's address that was sent or refused.
const MAIL_UNDELIVERABLE_AT: &str = "(select mails.undeliverable_at from mails \
    where lower(mails.recipient) = lower(coalesce(users.email, guests.email)) and mails.recipient \
    is not null \
    and (mails.sent_at is not null or mails.undeliverable_at is not null) \
    order by mails.created_at desc limit 1)";

/// The joined tables and what is read of them.
#[diesel::dsl::auto_type]
fn joined() -> _ {
    let of_reservation = charges::reservation_id.eq(reservations::id).and(charges::kind.eq("stay"));
    let place = (
        spots::label,
        spots::lat,
        spots::lng,
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
    let undeliverable: SqlLiteral<Nullable<Timestamptz>> = sql(MAIL_UNDELIVERABLE_AT);
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
            users::email.nullable(),
            guests::email.nullable(),
            charge,
            undeliverable,
        ))
}

impl ReservationDetails {
    /// The reservation with this id, if `actor` may see it.
    pub fn of_actor(conn: &mut PgConnection, id: ReservationId, actor: Actor) -> QueryResult<Self> {
        match actor {
            Actor::User(user_id) => {
                let own =
                    joined().filter(reservations::id.eq(id).and(reservations::user_id.eq(user_id)));
                own.first::<Row>(conn).map(Self::from)
            }
            Actor::Link(linked) if linked == id => {
                let of_guest = joined()
                    .filter(reservations::id.eq(id).and(reservations::guest_id.is_not_null()));
                of_guest.first::<Row>(conn).map(Self::from)
            }
            Actor::Link(_) => Err(diesel::NotFound),
            Actor::Operator(_) => Self::find(conn, id),
        }
    }

    /// The reservation with this id, if it is a guest's with this address, whatever its case.
    pub fn of_guest(
        conn: &mut PgConnection,
        id: ReservationId,
        email: &Email,
    ) -> QueryResult<Self> {
        let of_guest =
            joined().filter(reservations::id.eq(id).and(reservations::guest_id.is_not_null()));
        of_guest
            .filter(lower(guests::email).eq(lower(email.as_str())))
            .first::<Row>(conn)
            .map(Self::from)
    }

    /// The reservation with this id, whoever has it.
    pub fn find(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Self> {
        joined().filter(reservations::id.eq(id)).first::<Row>(conn).map(Self::from)
    }

    /// A user's reservations, the latest end first, from behind the place where the page before
    /// ended.
    ///
    /// Holds that have run out at `now` are past, swept up or not.
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

    /// A user's reservations by whether they are over and paid, the latest start first. Those that
    /// came to nothing are left out.
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
}

/// Which reservations an operator looks for; all that is named must be so.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub id: Option<ReservationId>,
    /// Of the driver with this address, whether they parked as a user or as a guest.
    pub email: Option<String>,
    pub spot_id: Option<SpotId>,
    /// On a spot of this zone.
    pub zone_id: Option<ZoneId>,
    /// Ending after this instant.
    pub from: Option<DateTime<Utc>>,
    /// Beginning before this instant.
    pub to: Option<DateTime<Utc>>,
    pub status: Option<Status>,
    /// Made before this one.
    pub before: Option<ReservationId>,
}

impl ReservationDetails {
    /// What an operator looks for, the newest first.
    pub fn search(conn: &mut PgConnection, wanted: &Wanted, limit: i64) -> QueryResult<Vec<Self>> {
        let mut query = joined().filter(reservations::id.is_not_null()).into_boxed();
        if let Some(id) = wanted.id {
            query = query.filter(reservations::id.eq(id));
        }
        if let Some(email) = &wanted.email {
            let users_of: Vec<UserId> = users::table
                .filter(lower(users::email).eq(lower(email)))
                .select(users::id)
                .load(conn)?;
            let guests_of: Vec<GuestId> = guests::table
                .filter(lower(guests::email).eq(lower(email)))
                .select(guests::id)
                .load(conn)?;
            let of_user = reservations::user_id.eq_any(users_of);
            let of_guest = reservations::guest_id.eq_any(guests_of);
            query = query.filter(of_user.or(of_guest));
        }
        if let Some(spot_id) = wanted.spot_id {
            query = query.filter(reservations::spot_id.eq(spot_id));
        }
        if let Some(zone_id) = wanted.zone_id {
            query = query.filter(spots::zone_id.eq(zone_id));
        }
        if let Some(from) = wanted.from {
            query = query.filter(period_end(reservations::period).gt(from));
        }
        if let Some(to) = wanted.to {
            query = query.filter(period_start(reservations::period).lt(to));
        }
        if let Some(status) = wanted.status {
            query = query.filter(reservations::status.eq(status));
        }
        if let Some(before) = wanted.before {
            query = query.filter(reservations::id.lt(before));
        }
        let rows = query.order(reservations::id.desc()).limit(limit).load::<Row>(conn)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }
}

impl From<Row> for ReservationDetails {
    fn from((reservation, place, user, guest, charge, mail_undeliverable_at): Row) -> Self {
        Self {
            reservation,
            place,
            email: user.or(guest).unwrap_or_default(),
            charge,
            mail_undeliverable_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_omits_unknown_parts() {
        let address = |from: &str, to: &str, side: &str| {
            let place = Place {
                label: "B14".to_owned(),
                lat: 40.75,
                lng: -73.99,
                zone_id: ZoneId(uuid::Uuid::nil()),
                street: "Main Street".to_owned(),
                from_street: from.to_owned(),
                to_street: to.to_owned(),
                side: side.to_owned(),
                city: "Springfield".to_owned(),
                time_zone: chrono_tz::America::New_York,
            };
            place.address()
        };
        assert_eq!(
            address("1 Avenue", "2 Avenue", "N"),
            "Main Street, between 1 Avenue and 2 Avenue (side N)"
        );
        assert_eq!(address("", "2 Avenue", "NE"), "Main Street, at 2 Avenue (side NE)");
        assert_eq!(address("1 Avenue", "", "unknown"), "Main Street, at 1 Avenue");
        assert_eq!(address("", "", "unknown"), "Main Street");
    }
}
