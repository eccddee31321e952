//! Stays in a zone near a period, by driver or by plate.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};

use crate::{
    platform::{
        db::{
            functions::{lower, period_end, period_start},
            schema::{guests, reservation_vehicles, reservations, spots, users},
        },
        domain::{
            ids::{ReservationId, ZoneId},
            owner::Owner,
            period::{Period, Range},
        },
    },
    reservations::domain::status::Status,
};

/// Maximum number of stays read; above any plausible number within a day.
const MAX_STAYS: i64 = 100;

/// Scope in which stays are looked for.
#[derive(Debug, Clone, Copy)]
pub enum StaysOf<'a> {
    /// A driver, and with a verified address also the account and the guest that have it.
    Driver(Owner, Option<&'a str>),
    /// The keyed hash of a plate.
    Plate(&'a [u8]),
}

/// Returns the periods of live and completed stays in a zone that overlap `period`, except those of
/// one reservation. Holds that have expired at `now` do not count, nor do holds of guests whose
/// address is not verified: anyone can enter an address and a plate.
pub fn near(
    conn: &mut PgConnection,
    of: StaysOf<'_>,
    zone_id: ZoneId,
    period: Period,
    except: Option<ReservationId>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Period>> {
    let is_held = reservations::status
        .eq(Status::Held)
        .and(reservations::hold_expires_at.assume_not_null().gt(now));
    let counts = reservations::status.eq_any([Status::Confirmed, Status::Completed]).or(is_held);
    let is_verified = reservations::must_confirm_email
        .eq(false)
        .or(reservations::email_confirmed_at.is_not_null());
    let in_zone = spots::table.filter(spots::zone_id.eq(zone_id)).select(spots::id);
    let mut query = of_scope(of)
        .filter(counts)
        .filter(is_verified)
        .filter(reservations::spot_id.eq_any(in_zone))
        .filter(period_end(reservations::period).gt(period.starts_at()))
        .filter(period_start(reservations::period).lt(period.ends_at()))
        .limit(MAX_STAYS);
    if let Some(except) = except {
        query = query.filter(reservations::id.ne(except));
    }
    let found: Vec<Range> = query.select(reservations::period).load(conn)?;
    Ok(found.into_iter().filter_map(Period::from_range).collect())
}

fn of_scope(of: StaysOf<'_>) -> reservations::BoxedQuery<'_, Pg> {
    let query = reservations::table.into_boxed();
    match of {
        StaysOf::Driver(driver, address) => {
            let query = match driver {
                Owner::User(id) => query.filter(reservations::user_id.eq(id)),
                Owner::Guest(id) => query.filter(reservations::guest_id.eq(id)),
            };
            let Some(address) = address else { return query };
            let users = users::table
                .filter(lower(users::email).eq(lower(address)))
                .filter(users::email_confirmed_at.is_not_null())
                .select(users::id.nullable());
            let guests = guests::table
                .filter(lower(guests::email).eq(lower(address)))
                .select(guests::id.nullable());
            let of_guest = reservations::guest_id
                .eq_any(guests)
                .and(reservations::email_confirmed_at.is_not_null());
            query.or_filter(reservations::user_id.eq_any(users)).or_filter(of_guest)
        }
        StaysOf::Plate(hash) => {
            let with_plate = reservation_vehicles::table
                .filter(reservation_vehicles::plate_hash.eq(hash))
                .filter(reservation_vehicles::replaced_at.is_null())
                .select(reservation_vehicles::reservation_id);
            query.filter(reservations::id.eq_any(with_plate))
        }
    }
}
