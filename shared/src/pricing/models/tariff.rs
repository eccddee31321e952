//! Tariffs by name. Their prices and rules are in their versions.

use chrono::{DateTime, Utc};
use diesel::{prelude::*, result::Error as DieselError};
use serde_json::{Value, json};

use crate::{
    Error, Result,
    identity::domain::scope::{GrantPlace, Scope},
    places::models::city::City,
    platform::{
        db::schema::{cities, sites, tariffs},
        domain::ids::{CityId, TariffId},
        error::violates,
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = tariffs, check_for_backend(diesel::pg::Pg))]
pub struct TariffRecord {
    pub id: TariffId,
    pub city_id: CityId,
    pub name: String,
    pub created_at: DateTime<Utc>,
    /// Time of the last change of the name, the versions or the assignments.
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Default)]
pub struct TariffFilter {
    pub city_id: Option<CityId>,
    /// Only tariffs created before this one.
    pub before: Option<TariffId>,
}

impl TariffRecord {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::City(self.city_id)
    }

    /// Returns the fields that are recorded in the audit log.
    pub fn audit_fields(&self) -> Value {
        json!({ "city_id": self.city_id, "name": self.name })
    }

    pub fn find(conn: &mut PgConnection, id: TariffId) -> QueryResult<Self> {
        tariffs::table.filter(tariffs::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Reads the tariff and locks its row, which serialises its versions and assignments.
    pub fn lock(conn: &mut PgConnection, id: TariffId) -> QueryResult<Self> {
        tariffs::table
            .filter(tariffs::id.eq(id))
            .select(Self::as_select())
            .for_no_key_update()
            .first(conn)
    }

    /// Reads the city of the tariff. Its currency and time zone do not change until the transaction
    /// ends.
    pub fn lock_city(&self, conn: &mut PgConnection) -> QueryResult<City> {
        cities::table.find(self.city_id).select(City::as_select()).for_key_share().first(conn)
    }

    /// Returns the tariffs that match the filter, newest first: those of the cities of a scope, and
    /// of the cities of its sites.
    pub fn search(
        conn: &mut PgConnection,
        filter: &TariffFilter,
        scope: &Scope,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = tariffs::table.select(Self::as_select()).into_boxed();
        if let Scope::Places { cities: whole, sites: single } = scope {
            let of_sites = sites::table.filter(sites::id.eq_any(single)).select(sites::city_id);
            query =
                query.filter(tariffs::city_id.eq_any(whole).or(tariffs::city_id.eq_any(of_sites)));
        }
        if let Some(city_id) = filter.city_id {
            query = query.filter(tariffs::city_id.eq(city_id));
        }
        if let Some(before) = filter.before {
            query = query.filter(tariffs::id.lt(before));
        }
        query.order(tariffs::id.desc()).limit(limit).load(conn)
    }

    /// Inserts a tariff without versions. `Invalid` when the name is in use in the city.
    pub fn insert(
        conn: &mut PgConnection,
        city_id: CityId,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        diesel::insert_into(tariffs::table)
            .values((
                tariffs::id.eq(TariffId::new()),
                tariffs::city_id.eq(city_id),
                tariffs::name.eq(name),
                tariffs::created_at.eq(now),
                tariffs::updated_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .map_err(taken)
    }

    /// Renames a locked tariff. `Invalid` when the name is in use in the city.
    pub fn rename(&self, conn: &mut PgConnection, name: &str, now: DateTime<Utc>) -> Result<Self> {
        diesel::update(tariffs::table.find((self.id, self.city_id)))
            .set((tariffs::name.eq(name), tariffs::updated_at.eq(now)))
            .returning(Self::as_returning())
            .get_result(conn)
            .map_err(taken)
    }

    /// Notes the time of a change of the versions or assignments of a locked tariff.
    pub fn touch(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
        diesel::update(tariffs::table.find((self.id, self.city_id)))
            .set(tariffs::updated_at.eq(now))
            .execute(conn)
            .map(drop)
    }
}

fn taken(error: DieselError) -> Error {
    if violates(&error, "tariffs_name_key") {
        Error::field("name", "taken", "is the name of another tariff of the city")
    } else {
        error.into()
    }
}
