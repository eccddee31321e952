//! Spots: what one vehicle occupies.

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
    /// The city that it is in.
    pub city_id: CityId,
    /// The zone that it is in.
    pub zone_id: ZoneId,
    /// What is written at the kerb, such as `B14`.
    pub label: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lng: f64,
    /// Price of an hour, in minor units.
    pub rate_minor_per_hour: i32,
    /// `accessible`, `charger`, `motorcycle`, `wide`.
    pub attributes: Vec<String>,
}

/// A spot in service, locked: nobody else can change who has it until the transaction ends.
#[derive(Debug)]
pub struct LockedSpot {
    pub spot: Spot,
    /// Currency of its city.
    pub currency: Currency,
}

impl Spot {
    /// Locks the spot, so that reservations on it are decided one after the other. `NotFound` when
    /// it is absent or retired.
    ///
    /// Lock order: spot, then reservation.
    pub fn lock_in_service(conn: &mut PgConnection, id: SpotId) -> QueryResult<LockedSpot> {
        let in_service = spots::table.filter(spots::id.eq(id).and(spots::retired_at.is_null()));
        let spot = in_service.select(Self::as_select()).for_no_key_update().first(conn)?;
        // Read apart: in one statement the lock would be on the city, too, and all its holds would
        // wait for each other.
        let currency = cities::table
            .find(spot.city_id)
            .select(cities::currency)
            .first::<Column<Currency>>(conn)?;
        Ok(LockedSpot { spot, currency: currency.0 })
    }

    /// Locks the spot whether it is in service or not, for a change of a reservation that has it
    /// already.
    pub fn lock(conn: &mut PgConnection, id: SpotId) -> QueryResult<Self> {
        spots::table
            .filter(spots::id.eq(id))
            .select(Self::as_select())
            .for_no_key_update()
            .first(conn)
    }

    /// Locks the spot of a reservation, whether it is in service or not.
    pub fn lock_of(conn: &mut PgConnection, id: ReservationId) -> QueryResult<()> {
        let of_reservation =
            reservations::table.filter(reservations::id.eq(id)).select(reservations::spot_id);
        let spot = spots::table.filter(spots::id.eq_any(of_reservation));
        spot.select(spots::id).for_no_key_update().first::<SpotId>(conn).map(drop)
    }

    /// Every spot of a zone, retired or not, locked in order of id.
    pub fn lock_of_zone(conn: &mut PgConnection, zone_id: ZoneId) -> QueryResult<Vec<Self>> {
        let of_zone = spots::table.filter(spots::zone_id.eq(zone_id)).order(spots::id);
        of_zone.select(Self::as_select()).for_no_key_update().load(conn)
    }

    pub fn at(&self) -> Position {
        Position { lat: self.lat, lng: self.lng }
    }

    /// The spot, retired or not.
    pub fn find(conn: &mut PgConnection, id: SpotId) -> QueryResult<Self> {
        spots::table.filter(spots::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Where the spot is, retired or not.
    pub fn position(conn: &mut PgConnection, id: SpotId) -> QueryResult<Option<Position>> {
        let found = spots::table
            .filter(spots::id.eq(id))
            .select((spots::lat, spots::lng))
            .first(conn)
            .optional()?;
        Ok(found.map(|(lat, lng)| Position { lat, lng }))
    }
}
