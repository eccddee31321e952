//! Vehicles of reservations: copies of what the driver chose.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;

use super::reservation::Reservation;
use crate::{
    identity::domain::vehicle::{Jurisdiction, SealedPlate, VehicleClass, VehicleDetails},
    platform::{
        db::schema::{guests, reservation_vehicles, reservations, users},
        domain::ids::{ReservationId, ReservationVehicleId, VehicleId},
    },
    reservations::domain::status::Status,
};

/// Retention, for disputes.
const RETENTION: TimeDelta = TimeDelta::days(365);

#[derive(Debug, Clone)]
pub struct ReservationVehicle {
    pub id: ReservationVehicleId,
    pub reservation_id: ReservationId,
    /// The saved vehicle; `None` if it was entered for this stay, or was removed.
    pub vehicle_id: Option<VehicleId>,
    pub details: VehicleDetails,
    pub chosen_at: DateTime<Utc>,
    /// `None` for the current vehicle.
    pub replaced_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reservation_vehicles, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: ReservationVehicleId,
    reservation_id: ReservationId,
    vehicle_id: Option<VehicleId>,
    plate_sealed: Vec<u8>,
    plate_hash: Vec<u8>,
    plate_secret_id: Vec<u8>,
    jurisdiction: Option<Jurisdiction>,
    class: VehicleClass,
    is_electric: bool,
    disabled_permit_until: Option<NaiveDate>,
    chosen_at: DateTime<Utc>,
    replaced_at: Option<DateTime<Utc>>,
}

impl ReservationVehicle {
    /// Returns the current vehicle of a reservation.
    pub fn current(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<Self>> {
        let current = reservation_vehicles::table.filter(
            reservation_vehicles::reservation_id
                .eq(id)
                .and(reservation_vehicles::replaced_at.is_null()),
        );
        Ok(current.select(Row::as_select()).first(conn).optional()?.map(Self::from))
    }

    /// Returns all vehicles of a reservation, the current one first.
    pub fn of_reservation(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Vec<Self>> {
        let rows = reservation_vehicles::table
            .filter(reservation_vehicles::reservation_id.eq(id))
            .order(reservation_vehicles::id.desc())
            .select(Row::as_select())
            .load(conn)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// Makes a vehicle the current one of a locked reservation.
    pub fn choose(
        conn: &mut PgConnection,
        reservation: &Reservation,
        vehicle_id: Option<VehicleId>,
        details: &VehicleDetails,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let current = reservation_vehicles::table.filter(
            reservation_vehicles::reservation_id
                .eq(reservation.id)
                .and(reservation_vehicles::replaced_at.is_null()),
        );
        diesel::update(current).set(reservation_vehicles::replaced_at.eq(now)).execute(conn)?;
        diesel::insert_into(reservation_vehicles::table)
            .values((
                reservation_vehicles::id.eq(ReservationVehicleId::new()),
                reservation_vehicles::city_id.eq(reservation.city_id),
                reservation_vehicles::reservation_id.eq(reservation.id),
                reservation_vehicles::vehicle_id.eq(vehicle_id),
                reservation_vehicles::plate_sealed.eq(&details.plate.sealed),
                reservation_vehicles::plate_hash.eq(&details.plate.hash),
                reservation_vehicles::plate_secret_id.eq(&details.plate.secret_id),
                reservation_vehicles::jurisdiction.eq(&details.jurisdiction),
                reservation_vehicles::class.eq(details.class),
                reservation_vehicles::is_electric.eq(details.is_electric),
                reservation_vehicles::disabled_permit_until.eq(details.disabled_permit_until),
                reservation_vehicles::chosen_at.eq(now),
            ))
            .returning(Row::as_returning())
            .get_result(conn)
            .map(Self::from)
    }
}

/// Returns the live reservations whose current vehicle is this saved one, by spot.
pub fn live_with(conn: &mut PgConnection, id: VehicleId) -> QueryResult<Vec<ReservationId>> {
    reservation_vehicles::table
        .inner_join(
            reservations::table.on(reservations::id
                .eq(reservation_vehicles::reservation_id)
                .and(reservations::city_id.eq(reservation_vehicles::city_id))),
        )
        .filter(reservation_vehicles::vehicle_id.eq(id))
        .filter(reservation_vehicles::replaced_at.is_null())
        .filter(reservations::status.eq_any(Status::BLOCKING))
        .order((reservations::spot_id, reservations::id))
        .select(reservations::id)
        .load(conn)
}

/// Deletes the vehicles of these reservations.
pub fn erase(conn: &mut PgConnection, ids: &[ReservationId]) -> QueryResult<()> {
    let of_driver =
        reservation_vehicles::table.filter(reservation_vehicles::reservation_id.eq_any(ids));
    diesel::delete(of_driver).execute(conn).map(drop)
}

/// Returns plates that are encrypted with one of these secrets, locked. Rows that another
/// transaction has locked are skipped.
pub fn plates_under(
    conn: &mut PgConnection,
    secret_ids: &[Vec<u8>],
    limit: i64,
) -> QueryResult<Vec<(ReservationVehicleId, SealedPlate)>> {
    let rows: Vec<Row> = reservation_vehicles::table
        .filter(reservation_vehicles::plate_secret_id.eq_any(secret_ids))
        .limit(limit)
        .select(Row::as_select())
        .for_no_key_update()
        .skip_locked()
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, ReservationVehicle::from(row).details.plate)).collect())
}

/// Replaces the encryption of a plate.
pub fn set_plate(
    conn: &mut PgConnection,
    id: ReservationVehicleId,
    plate: &SealedPlate,
) -> QueryResult<()> {
    diesel::update(reservation_vehicles::table.filter(reservation_vehicles::id.eq(id)))
        .set((
            reservation_vehicles::plate_sealed.eq(&plate.sealed),
            reservation_vehicles::plate_hash.eq(&plate.hash),
            reservation_vehicles::plate_secret_id.eq(&plate.secret_id),
        ))
        .execute(conn)
        .map(drop)
}

/// Deletes the vehicles of ended stays that are past their retention, and those of drivers whose
/// data was erased by a version that did not know vehicles.
pub(super) fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let live = reservations::table
        .filter(reservations::status.eq_any(Status::BLOCKING))
        .select(reservations::id);
    let old = reservation_vehicles::table
        .filter(reservation_vehicles::chosen_at.lt(now - RETENTION))
        .filter(reservation_vehicles::reservation_id.ne_all(live));
    diesel::delete(old).execute(conn)?;
    let users = users::table.filter(users::erased_at.is_not_null()).select(users::id.nullable());
    let guests =
        guests::table.filter(guests::erased_at.is_not_null()).select(guests::id.nullable());
    let erased = reservations::table
        .filter(reservations::user_id.eq_any(users).or(reservations::guest_id.eq_any(guests)))
        .select(reservations::id);
    let of_erased =
        reservation_vehicles::table.filter(reservation_vehicles::reservation_id.eq_any(erased));
    diesel::delete(of_erased).execute(conn).map(drop)
}

impl From<Row> for ReservationVehicle {
    fn from(row: Row) -> Self {
        let plate = SealedPlate {
            sealed: row.plate_sealed,
            hash: row.plate_hash,
            secret_id: row.plate_secret_id,
        };
        let details = VehicleDetails {
            plate,
            jurisdiction: row.jurisdiction,
            class: row.class,
            is_electric: row.is_electric,
            disabled_permit_until: row.disabled_permit_until,
        };
        Self {
            id: row.id,
            reservation_id: row.reservation_id,
            vehicle_id: row.vehicle_id,
            details,
            chosen_at: row.chosen_at,
            replaced_at: row.replaced_at,
        }
    }
}
