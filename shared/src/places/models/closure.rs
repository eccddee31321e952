//! Closures: a spot, or all spots of a zone, that nobody may use for a while.

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*, select};

use super::spot::Spot;
use crate::platform::{
    db::{
        functions::{period_end, period_start},
        schema::{closures, spots},
    },
    domain::{
        ids::{CityId, ClosureId, SpotId, ZoneId},
        period::{Period, Range},
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = closures, check_for_backend(diesel::pg::Pg))]
pub struct Closure {
    pub id: ClosureId,
    /// The city that it is in.
    pub city_id: CityId,
    /// The spot that is closed.
    pub spot_id: Option<SpotId>,
    pub zone_id: Option<ZoneId>,
    /// From when to when.
    #[diesel(deserialize_as = Range)]
    pub period: Period,
    pub reason: String,
    pub actor: String,
    pub created_at: DateTime<Utc>,
    /// When it was ended early.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A closure about to be made.
#[derive(Debug, Insertable)]
#[diesel(table_name = closures)]
pub struct NewClosure<'a> {
    pub id: ClosureId,
    /// The city of the place.
    pub city_id: CityId,
    /// The spot that is closed.
    pub spot_id: Option<SpotId>,
    pub zone_id: Option<ZoneId>,
    /// From when to when.
    pub period: Range,
    pub reason: &'a str,
    pub actor: &'a str,
    pub created_at: DateTime<Utc>,
}

impl NewClosure<'_> {
    /// Inserts it. Lock the spots first.
    pub fn insert(&self, conn: &mut PgConnection) -> QueryResult<Closure> {
        diesel::insert_into(closures::table)
            .values(self)
            .returning(Closure::as_returning())
            .get_result(conn)
    }
}

impl Closure {
    /// The closure, locked.
    pub fn lock(conn: &mut PgConnection, id: ClosureId) -> QueryResult<Self> {
        closures::table
            .filter(closures::id.eq(id))
            .select(Self::as_select())
            .for_update()
            .first(conn)
    }

    /// Ends it early: it blocks nothing any more.
    pub fn end(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Self> {
        diesel::update(closures::table.find((self.id, self.city_id)))
            .set(closures::ended_at.eq(now))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// The newest first, made before `before`; with `at`, only those that block then or later.
    pub fn list(
        conn: &mut PgConnection,
        at: Option<DateTime<Utc>>,
        before: Option<ClosureId>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = closures::table.select(Self::as_select()).into_boxed();
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

/// Whether a spot, or its zone, is closed in any part of a period. Lock the spot first.
pub fn is_closed(conn: &mut PgConnection, spot: &Spot, period: Period) -> QueryResult<bool> {
    let closed = closures::table
        .filter(closures::ended_at.is_null())
        .filter(closures::spot_id.eq(spot.id).or(closures::zone_id.eq(spot.zone_id)))
        .filter(period_end(closures::period).gt(period.starts_at()))
        .filter(period_start(closures::period).lt(period.ends_at()));
    select(exists(closed)).get_result(conn)
}

/// When the first closure of a spot, or of its zone, begins that ends after `from`.
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
