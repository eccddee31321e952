//! Cities, with the time zone and the currency of everything in them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::{
    QueryableByName,
    prelude::*,
    result::Error as DieselError,
    sql_query,
    sql_types::{Bool, Double, Text, Uuid as SqlUuid},
};
use serde_json::{Value, json};

use crate::{
    Error, Result,
    identity::domain::scope::Scope,
    places::domain::position::Position,
    platform::{
        db::{
            column::Column,
            schema::{cities, sites},
        },
        domain::{ids::CityId, money::Currency},
        error::violates,
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cities, check_for_backend(diesel::pg::Pg))]
pub struct City {
    pub id: CityId,
    /// Short name for commands and URLs.
    pub slug: String,
    pub name: String,
    /// IANA time zone.
    #[diesel(deserialize_as = Column<Tz>)]
    pub time_zone: Tz,
    /// Currency of every rate and charge.
    #[diesel(deserialize_as = Column<Currency>)]
    pub currency: Currency,
}

/// A new city, or changes of a city; `None` keeps the value.
#[derive(Debug, Clone, Default, AsChangeset)]
#[diesel(table_name = cities)]
pub struct CityChanges {
    pub slug: Option<String>,
    pub name: Option<String>,
    /// IANA time zone.
    pub time_zone: Option<&'static str>,
    /// ISO 4217.
    pub currency: Option<&'static str>,
}

impl City {
    /// Returns the fields that are recorded in the audit log.
    pub fn audit_fields(&self) -> Value {
        json!({ "slug": self.slug, "name": self.name, "time_zone": self.time_zone.name(),
            "currency": self.currency.code() })
    }

    /// Returns all cities, by name.
    pub fn all(conn: &mut PgConnection) -> QueryResult<Vec<Self>> {
        cities::table.order((cities::name, cities::id)).select(Self::as_select()).load(conn)
    }

    /// Returns the cities of a scope, and of its sites, by name.
    pub fn in_scope(conn: &mut PgConnection, scope: &Scope) -> QueryResult<Vec<Self>> {
        let mut query = cities::table.select(Self::as_select()).into_boxed();
        if let Scope::Places { cities: whole, sites: single } = scope {
            let of_sites = sites::table.filter(sites::id.eq_any(single)).select(sites::city_id);
            query = query.filter(cities::id.eq_any(whole).or(cities::id.eq_any(of_sites)));
        }
        query.order((cities::name, cities::id)).load(conn)
    }

    pub fn find(conn: &mut PgConnection, id: CityId) -> QueryResult<Self> {
        cities::table.find(id).select(Self::as_select()).first(conn)
    }

    /// Reads the city and locks its row: no spot in it can be held until the transaction ends.
    pub fn lock(conn: &mut PgConnection, id: CityId) -> QueryResult<Self> {
        cities::table.find(id).select(Self::as_select()).for_update().first(conn)
    }

    /// Inserts a city. `Invalid` when the slug is in use.
    pub fn insert(
        conn: &mut PgConnection,
        slug: &str,
        name: &str,
        time_zone: Tz,
        currency: Currency,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        diesel::insert_into(cities::table)
            .values((
                cities::id.eq(CityId::new()),
                cities::slug.eq(slug),
                cities::name.eq(name),
                cities::time_zone.eq(time_zone.name()),
                cities::currency.eq(currency.code()),
                cities::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .map_err(taken)
    }

    /// Updates the city. `Invalid` when the slug is in use.
    pub fn update(&self, conn: &mut PgConnection, changes: &CityChanges) -> Result<Self> {
        diesel::update(cities::table.find(self.id))
            .set((changes, cities::id.eq(self.id)))
            .returning(Self::as_returning())
            .get_result(conn)
            .map_err(taken)
    }
}

/// Maximum distance of a position from the centre of its city, in metres: positions beyond it are
/// treated as errors.
pub const CITY_RADIUS_M: f64 = 100_000.0;

/// The median position of the spots in service of a city, which a few outliers do not move.
#[derive(QueryableByName)]
struct Center {
    #[diesel(sql_type = SqlUuid)]
    city_id: CityId,
    #[diesel(sql_type = Double)]
    lat: f64,
    /// Up to 360 in a city that is nearer to the 180th meridian than to Greenwich.
    #[diesel(sql_type = Double)]
    lng: f64,
}

impl Center {
    /// Returns a query of the centres of the cities that fulfil the condition. Where most spots are
    /// nearer to the 180th meridian than to Greenwich, longitudes are ordered from 0 to 360.
    fn query(condition: &str) -> String {
        format!(
            "select city_id, lat, case when is_far then eastward else lng end as lng \
             from (select city_id, percentile_cont(0.5) within group (order by lat) as lat, \
                 percentile_cont(0.5) within group (order by lng) as lng, \
                 percentile_cont(0.5) within group (order by case when lng < 0 then lng + 360 \
                     else lng end) as eastward, \
                 2 * count(*) filter (where abs(lng) > 90) > count(*) as is_far \
                 from spots where retired_at is null and {condition} group by city_id) c"
        )
    }

    fn position(&self) -> Position {
        let lng = if self.lng > 180.0 { self.lng - 360.0 } else { self.lng };
        Position { lat: self.lat, lng }
    }
}

/// Returns the centres of the spots in service of each city; cities without any are omitted. Scans
/// all spots.
pub fn centers(conn: &mut PgConnection) -> QueryResult<Vec<(CityId, Position)>> {
    let centers: Vec<Center> = sql_query(Center::query("true")).load(conn)?;
    Ok(centers.iter().map(|center| (center.city_id, center.position())).collect())
}

/// Returns the centre of a city's spots in service; `None` when it has none.
pub fn center(conn: &mut PgConnection, city_id: CityId) -> QueryResult<Option<Position>> {
    let query = sql_query(Center::query("city_id = $1")).bind::<SqlUuid, _>(city_id);
    let center: Option<Center> = query.get_result(conn).optional()?;
    Ok(center.map(|center| center.position()))
}

/// Returns whether PostgreSQL knows a time zone of this name: its list may be older than the
/// program's.
pub fn is_time_zone_known(conn: &mut PgConnection, name: &str) -> QueryResult<bool> {
    #[derive(QueryableByName)]
    struct Known {
        #[diesel(sql_type = Bool)]
        known: bool,
    }
    let query = sql_query("select exists (select from pg_timezone_names where name = $1) as known");
    Ok(query.bind::<Text, _>(name).get_result::<Known>(conn)?.known)
}

fn taken(error: DieselError) -> Error {
    if violates(&error, "cities_slug_key") {
        Error::field("slug", "taken", "is the name of another city")
    } else {
        error.into()
    }
}
