//! Spots: spaces for one vehicle each.

use diesel::prelude::*;

use crate::{
    places::domain::position::Position,
    platform::{
        db::{
            column::Column,
            schema::{cities, reservations, spots},
        },
        domain::{
            ids::{CityId, ReservationId, SpotId, ZoneId},
            money::Currency,
        },
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = spots, check_for_backend(diesel::pg::Pg))]
pub struct Spot {
    pub id: SpotId,
    pub city_id: CityId,
    pub zone_id: ZoneId,
    /// Label at the kerb, such as `B14`.
    pub label: String,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lng: f64,
    /// Price of an hour, in minor units.
    pub rate_minor_per_hour: i32,
    /// `accessible`, `charger`, `motorcycle`, `permit_only`, `scooter`, `wide`.
    pub attributes: Vec<String>,
}

/// A spot in service, locked: no other transaction can reserve or release it until this one ends.
#[derive(Debug)]
pub struct LockedSpot {
    pub spot: Spot,
    pub currency: Currency,
}

impl Spot {
    /// Locks the spot, which serialises reservations on it. `NotFound` when it is absent or
    /// retired.
    ///
    /// Lock order: spot, then reservation.
    pub fn lock_in_service(conn: &mut PgConnection, id: SpotId) -> QueryResult<LockedSpot> {
        let in_service = spots::table.filter(spots::id.eq(id).and(spots::retired_at.is_null()));
        let spot = in_service.select(Self::as_select()).for_no_key_update().first(conn)?;
        // Read separately: a joined statement would lock the city too, and serialise all holds in
        // it.
        let currency = cities::table
            .find(spot.city_id)
            .select(cities::currency)
            .first::<Column<Currency>>(conn)?;
        Ok(LockedSpot { spot, currency: currency.0 })
    }

    /// Locks the spot even if it is retired, for a change of an existing reservation.
    pub fn lock(conn: &mut PgConnection, id: SpotId) -> QueryResult<Self> {
        spots::table
            .filter(spots::id.eq(id))
            .select(Self::as_select())
            .for_no_key_update()
            .first(conn)
    }

    /// Locks the spot of a reservation, even if it is retired. Returns its id: meanwhile, the
    /// reservation may have moved to another spot.
    pub fn lock_of(conn: &mut PgConnection, id: ReservationId) -> QueryResult<SpotId> {
        let of_reservation =
            reservations::table.filter(reservations::id.eq(id)).select(reservations::spot_id);
        let spot = spots::table.filter(spots::id.eq_any(of_reservation));
        spot.select(spots::id).for_no_key_update().first(conn)
    }

    /// Locks the spot, even if it is retired, unless another transaction has locked it. Returns
    /// whether it is locked now. Does not wait, so that a second spot can be locked without an
    /// order.
    pub fn try_lock(conn: &mut PgConnection, id: SpotId) -> QueryResult<bool> {
        let spot = spots::table.filter(spots::id.eq(id)).select(spots::id);
        let locked = spot.for_no_key_update().skip_locked().first::<SpotId>(conn).optional()?;
        Ok(locked.is_some())
    }

    /// Locks every spot of a zone, including retired ones, in order of id.
    pub fn lock_of_zone(conn: &mut PgConnection, zone_id: ZoneId) -> QueryResult<Vec<Self>> {
        let of_zone = spots::table.filter(spots::zone_id.eq(zone_id)).order(spots::id);
        of_zone.select(Self::as_select()).for_no_key_update().load(conn)
    }

    pub fn at(&self) -> Position {
        Position { lat: self.lat, lng: self.lng }
    }

    /// Returns the spot, even if it is retired.
    pub fn find(conn: &mut PgConnection, id: SpotId) -> QueryResult<Self> {
        spots::table.filter(spots::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Returns the spot, if it is in service.
    pub fn find_in_service(conn: &mut PgConnection, id: SpotId) -> QueryResult<Self> {
        let in_service = spots::table.filter(spots::id.eq(id).and(spots::retired_at.is_null()));
        in_service.select(Self::as_select()).first(conn)
    }

    /// Returns the position of the spot, even if it is retired.
    pub fn position(conn: &mut PgConnection, id: SpotId) -> QueryResult<Option<Position>> {
        let found = spots::table
            .filter(spots::id.eq(id))
            .select((spots::lat, spots::lng))
            .first(conn)
            .optional()?;
        Ok(found.map(|(lat, lng)| Position { lat, lng }))
    }
}
