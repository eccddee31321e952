//! Reduced-rate permits: rights of drivers to a highest rate per hour in a city. The terms of the
//! city and its sites state the rate.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::{dsl::exists, prelude::*, result::Error as DieselError, select};
use serde_json::{Value, json};

use crate::{
    Error, Result,
    identity::domain::scope::GrantPlace,
    platform::{
        db::{
            column::Column,
            schema::{cities, reduced_rate_permits, users},
        },
        domain::ids::{CityId, ReducedRatePermitId, UserId},
        error::violates,
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = reduced_rate_permits, check_for_backend(diesel::pg::Pg))]
pub struct ReducedRatePermit {
    pub id: ReducedRatePermitId,
    pub city_id: CityId,
    pub user_id: UserId,
    /// The operator's own number of the permit. Personal data.
    pub reference: String,
    pub starts_at: DateTime<Utc>,
    /// Exclusive.
    pub ends_at: DateTime<Utc>,
    /// `None` if it was granted on the command line.
    pub granted_by: Option<UserId>,
    pub created_at: DateTime<Utc>,
    /// `None` unless it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A permit with the address of its driver.
#[derive(Debug, Clone, Queryable)]
pub struct ListedPermit {
    pub permit: ReducedRatePermit,
    pub email: String,
}

/// A permit with its city.
#[derive(Debug, Clone, Queryable)]
pub struct PermitInCity {
    pub permit: ReducedRatePermit,
    /// Name of the city.
    pub city: String,
    /// IANA time zone of the city.
    #[diesel(deserialize_as = Column<Tz>)]
    pub time_zone: Tz,
}

/// A permit to insert.
#[derive(Debug, Clone)]
pub struct NewPermit<'a> {
    pub city_id: CityId,
    pub user_id: UserId,
    pub reference: &'a str,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub granted_by: Option<UserId>,
}

impl ReducedRatePermit {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::City(self.city_id)
    }

    /// Returns the fields that are recorded in the audit log: not the reference, which is erased
    /// with the driver's data.
    pub fn audit_fields(&self) -> Value {
        json!({ "city_id": self.city_id, "user_id": self.user_id, "starts_at": self.starts_at,
            "ends_at": self.ends_at, "revoked_at": self.revoked_at })
    }

    pub fn find(conn: &mut PgConnection, id: ReducedRatePermitId) -> QueryResult<Self> {
        let found = reduced_rate_permits::table.filter(reduced_rate_permits::id.eq(id));
        found.select(Self::as_select()).first(conn)
    }

    /// Reads the permit and locks its row.
    pub fn lock(conn: &mut PgConnection, id: ReducedRatePermitId) -> QueryResult<Self> {
        let found = reduced_rate_permits::table.filter(reduced_rate_permits::id.eq(id));
        found.select(Self::as_select()).for_no_key_update().first(conn)
    }

    /// Inserts a permit of a locked user. `Invalid` when the user has another permit in the city in
    /// a part of the time.
    pub fn insert(
        conn: &mut PgConnection,
        new: &NewPermit<'_>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        diesel::insert_into(reduced_rate_permits::table)
            .values((
                reduced_rate_permits::id.eq(ReducedRatePermitId::new()),
                reduced_rate_permits::city_id.eq(new.city_id),
                reduced_rate_permits::user_id.eq(new.user_id),
                reduced_rate_permits::reference.eq(new.reference),
                reduced_rate_permits::starts_at.eq(new.starts_at),
                reduced_rate_permits::ends_at.eq(new.ends_at),
                reduced_rate_permits::granted_by.eq(new.granted_by),
                reduced_rate_permits::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .map_err(overlapping)
    }

    /// Marks a locked permit as revoked.
    pub fn revoke(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Self> {
        diesel::update(reduced_rate_permits::table.find((self.id, self.city_id)))
            .set(reduced_rate_permits::revoked_at.eq(now))
            .returning(Self::as_returning())
            .get_result(conn)
    }
}

impl PermitInCity {
    /// Returns the permits of a user that are in force at `at` or later, the earliest first.
    pub fn current_of_user(
        conn: &mut PgConnection,
        user_id: UserId,
        at: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        reduced_rate_permits::table
            .inner_join(cities::table.on(cities::id.eq(reduced_rate_permits::city_id)))
            .filter(reduced_rate_permits::user_id.eq(user_id))
            .filter(reduced_rate_permits::revoked_at.is_null())
            .filter(reduced_rate_permits::ends_at.gt(at))
            .order((reduced_rate_permits::starts_at, reduced_rate_permits::id))
            .select((ReducedRatePermit::as_select(), cities::name, cities::time_zone))
            .load(conn)
    }
}

impl ListedPermit {
    pub fn find(conn: &mut PgConnection, id: ReducedRatePermitId) -> QueryResult<Self> {
        reduced_rate_permits::table
            .inner_join(users::table.on(users::id.eq(reduced_rate_permits::user_id)))
            .filter(reduced_rate_permits::id.eq(id))
            .select((ReducedRatePermit::as_select(), users::email))
            .first(conn)
    }

    /// Returns the permits in a city that were granted before the permit `before`, newest first.
    pub fn of_city(
        conn: &mut PgConnection,
        city_id: CityId,
        before: Option<ReducedRatePermitId>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = reduced_rate_permits::table
            .inner_join(users::table.on(users::id.eq(reduced_rate_permits::user_id)))
            .filter(reduced_rate_permits::city_id.eq(city_id))
            .select((ReducedRatePermit::as_select(), users::email))
            .into_boxed();
        if let Some(before) = before {
            query = query.filter(reduced_rate_permits::id.lt(before));
        }
        query.order(reduced_rate_permits::id.desc()).limit(limit).load(conn)
    }
}

/// Returns whether a user has a permit in a city that is in force at `at`.
pub fn is_in_force(
    conn: &mut PgConnection,
    user_id: UserId,
    city_id: CityId,
    at: DateTime<Utc>,
) -> QueryResult<bool> {
    let in_force = reduced_rate_permits::table
        .filter(reduced_rate_permits::user_id.eq(user_id))
        .filter(reduced_rate_permits::city_id.eq(city_id))
        .filter(reduced_rate_permits::revoked_at.is_null())
        .filter(reduced_rate_permits::starts_at.le(at))
        .filter(reduced_rate_permits::ends_at.gt(at));
    select(exists(in_force)).get_result(conn)
}

/// Removes the permits of a user, whose references are personal data.
pub fn erase_all(conn: &mut PgConnection, user_id: UserId) -> QueryResult<()> {
    let of_user = reduced_rate_permits::table.filter(reduced_rate_permits::user_id.eq(user_id));
    diesel::delete(of_user).execute(conn).map(drop)
}

fn overlapping(error: DieselError) -> Error {
    if violates(&error, "reduced_rate_permits_no_overlap") {
        let message = "the account has another permit in the city then: revoke that permit first";
        Error::field("starts_at", "overlapping", message)
    } else {
        error.into()
    }
}
