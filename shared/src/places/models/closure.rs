//! Closures: a spot, or all spots of a zone, that cannot be used for a period.

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*, select};

use super::{place, spot::Spot};
use crate::{
    identity::domain::scope::{GrantPlace, Scope},
    platform::{
        db::{
            functions::{period_end, period_start},
            schema::{closures, spots},
        },
        domain::{
            ids::{CityId, ClosureId, SpotId, ZoneId},
            period::{Period, Range},
        },
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = closures, check_for_backend(diesel::pg::Pg))]
pub struct Closure {
    pub id: ClosureId,
    pub city_id: CityId,
    /// `None` when a zone is closed.
    pub spot_id: Option<SpotId>,
    pub zone_id: Option<ZoneId>,
    #[diesel(deserialize_as = Range)]
    pub period: Period,
    pub reason: String,
    pub actor: String,
    pub created_at: DateTime<Utc>,
    /// `None` unless it was ended early.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A closure to be inserted.
#[derive(Debug, Insertable)]
#[diesel(table_name = closures)]
pub struct NewClosure<'a> {
    pub id: ClosureId,
    pub city_id: CityId,
    /// `None` when a zone is closed.
    pub spot_id: Option<SpotId>,
    pub zone_id: Option<ZoneId>,
    pub period: Range,
    pub reason: &'a str,
    pub actor: &'a str,
    pub created_at: DateTime<Utc>,
}

impl NewClosure<'_> {
    /// Inserts the closure. Lock the spots first.
    pub fn insert(&self, conn: &mut PgConnection) -> QueryResult<Closure> {
        diesel::insert_into(closures::table)
            .values(self)
            .returning(Closure::as_returning())
            .get_result(conn)
    }
}

impl Closure {
    /// Reads the closure and locks its row.
    pub fn lock(conn: &mut PgConnection, id: ClosureId) -> QueryResult<Self> {
        closures::table
            .filter(closures::id.eq(id))
            .select(Self::as_select())
            .for_update()
            .first(conn)
    }

    /// Returns the site of the closure, or its city for a street.
    pub fn place(&self, conn: &mut PgConnection) -> QueryResult<GrantPlace> {
        match (self.spot_id, self.zone_id) {
            (Some(spot), _) => place::of_spot(conn, spot),
            (None, Some(zone)) => place::of_zone(conn, zone),
            (None, None) => Ok(GrantPlace::City(self.city_id)),
        }
    }

    /// Ends the closure early: it no longer blocks any reservation.
    pub fn end(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Self> {
        diesel::update(closures::table.find((self.id, self.city_id)))
            .set(closures::ended_at.eq(now))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Returns closures of a scope created before `before`, newest first; with `at`, only those
    /// that are in force then or later.
    pub fn list(
        conn: &mut PgConnection,
        scope: &Scope,
        at: Option<DateTime<Utc>>,
        before: Option<ClosureId>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = closures::table.select(Self::as_select()).into_boxed();
        if let Scope::Places { cities, sites } = scope {
            let of_sites = closures::spot_id.eq_any(place::spots_of(sites).nullable());
            let of_sites = of_sites.or(closures::zone_id.eq_any(place::zones_of(sites).nullable()));
            query = query.filter(closures::city_id.eq_any(cities).or(of_sites.assume_not_null()));
        }
        if let Some(at) = at {
            query =
                query.filter(closures::ended_at.is_null().and(period_end(closures::period).gt(at)));
        }
        if let Some(before) = before {
            query = query.filter(closures::id.lt(before));
        }
        query.order(closures::id.desc()).limit(limit).load(conn)
    }
}

/// Returns whether a spot, or its zone, is closed in any part of a period. Lock the spot first.
pub fn is_closed(conn: &mut PgConnection, spot: &Spot, period: Period) -> QueryResult<bool> {
    let closed = closures::table
        .filter(closures::ended_at.is_null())
        .filter(closures::spot_id.eq(spot.id).or(closures::zone_id.eq(spot.zone_id)))
        .filter(period_end(closures::period).gt(period.starts_at()))
        .filter(period_start(closures::period).lt(period.ends_at()));
    select(exists(closed)).get_result(conn)
}

/// Returns the start of the first closure of a spot, or of its zone, that ends after `from`.
pub fn next_start(
    conn: &mut PgConnection,
    spot: SpotId,
    from: DateTime<Utc>,
) -> QueryResult<Option<DateTime<Utc>>> {
    let zone: ZoneId =
        spots::table.filter(spots::id.eq(spot)).select(spots::zone_id).first(conn)?;
    closures::table
        .filter(closures::ended_at.is_null())
        .filter(closures::spot_id.eq(spot).or(closures::zone_id.eq(zone)))
        .filter(period_end(closures::period).gt(from))
        .order(period_start(closures::period))
        .select(period_start(closures::period))
        .first(conn)
        .optional()
}
