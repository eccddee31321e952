//! The search of operators.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::sql,
    prelude::*,
    sql_types::{Bool, Text},
};

use super::{ReservationDetails, Row, joined};
use crate::{
    identity::domain::scope::Scope,
    platform::{
        db::{
            functions::{lower, period_end, period_start},
            schema::{guests, reservation_vehicles, reservations, spots, users, zones},
        },
        domain::{
            ids::{GuestId, ReservationId, SpotId, UserId, ZoneId},
            reference::ReservationReference,
        },
    },
    reservations::domain::status::Status,
};

/// Compares the reference of a reservation, in small letters, with the value that follows. Served
/// by an index.
const HAS_REFERENCE: &str = "right(reservations.id::text, 8) = ";

/// Filter for the reservation search of operators; all given criteria must match.
#[derive(Debug, Clone, Default)]
pub struct ReservationFilter {
    pub id: Option<ReservationId>,
    pub reference: Option<ReservationReference>,
    /// Email address of the driver, a user or a guest.
    pub email: Option<String>,
    pub spot_id: Option<SpotId>,
    pub zone_id: Option<ZoneId>,
    /// Ends after this instant.
    pub from: Option<DateTime<Utc>>,
    /// Begins before this instant.
    pub to: Option<DateTime<Utc>>,
    pub status: Option<Status>,
    /// With a vehicle whose plate has one of these hashes.
    pub plate_hashes: Option<Vec<Vec<u8>>>,
    /// Cursor: created before this reservation.
    pub before: Option<ReservationId>,
}

impl ReservationDetails {
    /// Returns the reservations of a scope that match the filter, the newest first.
    pub fn search(
        conn: &mut PgConnection,
        filter: &ReservationFilter,
        scope: &Scope,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = joined().filter(reservations::id.is_not_null()).into_boxed();
        if let Scope::Places { cities, sites } = scope {
            let of_sites = zones::site_id.eq_any(sites).assume_not_null();
            query = query.filter(reservations::city_id.eq_any(cities).or(of_sites));
        }
        if let Some(id) = filter.id {
            query = query.filter(reservations::id.eq(id));
        }
        if let Some(reference) = filter.reference {
            let digits = reference.to_string().to_ascii_lowercase();
            let found: Vec<ReservationId> = reservations::table
                .filter(sql::<Bool>(HAS_REFERENCE).bind::<Text, _>(digits))
                .select(reservations::id)
                .load(conn)?;
            query = query.filter(reservations::id.eq_any(found));
        }
        if let Some(email) = &filter.email {
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
        if let Some(spot_id) = filter.spot_id {
            query = query.filter(reservations::spot_id.eq(spot_id));
        }
        if let Some(zone_id) = filter.zone_id {
            query = query.filter(spots::zone_id.eq(zone_id));
        }
        if let Some(from) = filter.from {
            query = query.filter(period_end(reservations::period).gt(from));
        }
        if let Some(to) = filter.to {
            query = query.filter(period_start(reservations::period).lt(to));
        }
        if let Some(status) = filter.status {
            query = query.filter(reservations::status.eq(status));
        }
        if let Some(hashes) = &filter.plate_hashes {
            let with_plate = reservation_vehicles::table
                .filter(reservation_vehicles::plate_hash.eq_any(hashes))
                .select(reservation_vehicles::reservation_id);
            query = query.filter(reservations::id.eq_any(with_plate));
        }
        if let Some(before) = filter.before {
            query = query.filter(reservations::id.lt(before));
        }
        let rows = query.order(reservations::id.desc()).limit(limit).load::<Row>(conn)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }
}
