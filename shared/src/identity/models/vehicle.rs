//! Vehicles that users have saved.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{deserialize, dsl::exists, pg::Pg, prelude::*, select, sql_types::Binary};

use crate::{
    identity::domain::vehicle::{Jurisdiction, SealedPlate, VehicleClass, VehicleDetails},
    platform::{
        db::schema::{users, vehicles},
        domain::ids::{UserId, VehicleId},
    },
};

/// Three columns: the sealed plate, its hash and the identifier of the secret.
impl Queryable<(Binary, Binary, Binary), Pg> for SealedPlate {
    type Row = (Vec<u8>, Vec<u8>, Vec<u8>);

    fn build((sealed, hash, secret_id): Self::Row) -> deserialize::Result<Self> {
        Ok(Self { sealed, hash, secret_id })
    }
}

#[derive(Debug, Clone)]
pub struct Vehicle {
    pub id: VehicleId,
    pub details: VehicleDetails,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = vehicles, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: VehicleId,
    plate_sealed: Vec<u8>,
    plate_hash: Vec<u8>,
    plate_secret_id: Vec<u8>,
    jurisdiction: Option<Jurisdiction>,
    class: VehicleClass,
    is_electric: bool,
    disabled_permit_until: Option<NaiveDate>,
}

/// The columns that a user can change.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = vehicles, treat_none_as_null = true)]
struct Columns<'a> {
    plate_sealed: &'a [u8],
    plate_hash: &'a [u8],
    plate_secret_id: &'a [u8],
    jurisdiction: Option<&'a Jurisdiction>,
    class: VehicleClass,
    is_electric: bool,
    disabled_permit_until: Option<NaiveDate>,
}

impl Vehicle {
    /// Returns the user's vehicles, the oldest first.
    pub fn of_user(conn: &mut PgConnection, user_id: UserId) -> QueryResult<Vec<Self>> {
        let own = vehicles::table.filter(vehicles::user_id.eq(user_id)).order(vehicles::id);
        let rows = own.select(Row::as_select()).load(conn)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    pub fn count_of(conn: &mut PgConnection, user_id: UserId) -> QueryResult<i64> {
        vehicles::table.filter(vehicles::user_id.eq(user_id)).count().get_result(conn)
    }

    pub fn find(conn: &mut PgConnection, user_id: UserId, id: VehicleId) -> QueryResult<Self> {
        let own = vehicles::table.find(id).filter(vehicles::user_id.eq(user_id));
        own.select(Row::as_select()).first(conn).map(Self::from)
    }

    /// Returns the user of a vehicle; `None` if it was removed.
    pub fn user_of(conn: &mut PgConnection, id: VehicleId) -> QueryResult<Option<UserId>> {
        vehicles::table.find(id).select(vehicles::user_id).first(conn).optional()
    }

    /// Returns whether the user has another vehicle with one of these plate hashes.
    pub fn has_plate(
        conn: &mut PgConnection,
        user_id: UserId,
        hashes: &[Vec<u8>],
        except: Option<VehicleId>,
    ) -> QueryResult<bool> {
        let own = vehicles::table
            .filter(vehicles::user_id.eq(user_id).and(vehicles::plate_hash.eq_any(hashes)));
        match except {
            Some(id) => select(exists(own.filter(vehicles::id.ne(id)))).get_result(conn),
            None => select(exists(own)).get_result(conn),
        }
    }

    pub fn insert(
        conn: &mut PgConnection,
        user_id: UserId,
        details: &VehicleDetails,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::insert_into(vehicles::table)
            .values((
                vehicles::id.eq(VehicleId::new()),
                vehicles::user_id.eq(user_id),
                Columns::from(details),
                vehicles::created_at.eq(now),
            ))
            .returning(Row::as_returning())
            .get_result(conn)
            .map(Self::from)
    }

    pub fn update(&self, conn: &mut PgConnection, details: &VehicleDetails) -> QueryResult<Self> {
        diesel::update(vehicles::table.find(self.id))
            .set(Columns::from(details))
            .returning(Row::as_returning())
            .get_result(conn)
            .map(Self::from)
    }
}

/// Deletes a vehicle. Reservations keep their copies.
pub fn remove(conn: &mut PgConnection, id: VehicleId) -> QueryResult<()> {
    diesel::delete(vehicles::table.find(id)).execute(conn).map(drop)
}

/// Deletes every vehicle of a user.
pub fn erase_all(conn: &mut PgConnection, user_id: UserId) -> QueryResult<()> {
    diesel::delete(vehicles::table.filter(vehicles::user_id.eq(user_id))).execute(conn).map(drop)
}

/// Deletes the vehicles of users whose data was erased by a version that did not know vehicles.
pub(super) fn purge(conn: &mut PgConnection) -> QueryResult<()> {
    let erased = users::table.filter(users::erased_at.is_not_null()).select(users::id);
    diesel::delete(vehicles::table.filter(vehicles::user_id.eq_any(erased))).execute(conn).map(drop)
}

/// Returns plates that are encrypted with one of these secrets, locked. Rows that another
/// transaction has locked are skipped.
pub fn plates_under(
    conn: &mut PgConnection,
    secret_ids: &[Vec<u8>],
    limit: i64,
) -> QueryResult<Vec<(VehicleId, SealedPlate)>> {
    let rows: Vec<Row> = vehicles::table
        .filter(vehicles::plate_secret_id.eq_any(secret_ids))
        .limit(limit)
        .select(Row::as_select())
        .for_no_key_update()
        .skip_locked()
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, Vehicle::from(row).details.plate)).collect())
}

/// Replaces the encryption of a plate.
pub fn set_plate(conn: &mut PgConnection, id: VehicleId, plate: &SealedPlate) -> QueryResult<()> {
    diesel::update(vehicles::table.find(id))
        .set((
            vehicles::plate_sealed.eq(&plate.sealed),
            vehicles::plate_hash.eq(&plate.hash),
            vehicles::plate_secret_id.eq(&plate.secret_id),
        ))
        .execute(conn)
        .map(drop)
}

impl<'a> From<&'a VehicleDetails> for Columns<'a> {
    fn from(details: &'a VehicleDetails) -> Self {
        Self {
            plate_sealed: &details.plate.sealed,
            plate_hash: &details.plate.hash,
            plate_secret_id: &details.plate.secret_id,
            jurisdiction: details.jurisdiction.as_ref(),
            class: details.class,
            is_electric: details.is_electric,
            disabled_permit_until: details.disabled_permit_until,
        }
    }
}

impl From<Row> for Vehicle {
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
        Self { id: row.id, details }
    }
}
