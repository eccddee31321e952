//! Changed rows, recorded by the triggers `…_note_…`. See `migrations/…_create_live_changes`.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::sql,
    prelude::*,
    result::Error as DieselError,
    sql_query,
    sql_types::{Array, BigInt, Bool, Double, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};

use crate::{
    places::domain::position::{Bounds, Position},
    platform::{
        db::prepared::Prepared,
        domain::{
            ids::{ReservationId, SiteId, SpotId},
            version::Version,
        },
    },
};

/// Maximum number of changes that are returned one by one.
const MAX_CHANGES: i64 = 20_000;

/// Changes since a version.
#[derive(Debug)]
pub struct ChangesSince {
    /// The version that the changes lead to.
    pub version: Version,
    /// The changes; `None` when they cannot be determined, in which case anything may have changed.
    pub changes: Option<Vec<Change>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The spot whose appearance may have changed, and its current or former position.
    pub spot: Option<(SpotId, Position)>,
    /// The reservation that has changed.
    pub reservation_id: Option<ReservationId>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    snapshot: String,
    #[diesel(sql_type = BigInt)]
    horizon: i64,
    #[diesel(sql_type = Bool)]
    is_change: bool,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    spot_id: Option<SpotId>,
    #[diesel(sql_type = Nullable<Double>)]
    lat: Option<f64>,
    #[diesel(sql_type = Nullable<Double>)]
    lng: Option<f64>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    reservation_id: Option<ReservationId>,
}

/// Returns the current version.
pub fn version(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Version> {
    let snapshot: String =
        diesel::select(sql::<Text>("pg_current_snapshot()::text")).get_result(conn)?;
    read(&snapshot, now)
}

/// Returns the changes since `seen`. One statement, so that the changes and the returned version
/// belong to the same snapshot.
pub fn since(
    conn: &mut PgConnection,
    seen: &Version,
    now: DateTime<Utc>,
) -> QueryResult<ChangesSince> {
    let query = sql_query(
        "select pg_current_snapshot()::text as snapshot, h.xid as horizon, c.id is not null as \
            is_change, \
         c.spot_id, c.lat, c.lng, c.reservation_id \
         from live_horizon h left join live_changes c on c.xid >= $1 or c.xid = any($2) limit $3",
    )
    .bind::<BigInt, _>(seen.xmax)
    .bind::<Array<BigInt>, _>(&seen.running)
    .bind::<BigInt, _>(MAX_CHANGES + 1);
    let rows: Vec<Row> = Prepared(query).load(conn)?;
    let first = rows.first().ok_or(DieselError::NotFound)?;
    let (version, horizon) = (read(&first.snapshot, now)?, first.horizon);
    // A version later than the current snapshot comes from a database that has since been restored
    // or replaced.
    let is_known = seen.xmin >= horizon && seen.is_before(&version);
    let is_many = i64::try_from(rows.len()).is_ok_and(|count| count > MAX_CHANGES);
    let changes = || rows.iter().filter(|row| row.is_change).map(Row::change).collect();
    Ok(ChangesSince { version, changes: (is_known && !is_many).then(changes) })
}

impl Row {
    fn change(&self) -> Change {
        let position = self.lat.zip(self.lng).map(|(lat, lng)| Position { lat, lng });
        Change { spot: self.spot_id.zip(position), reservation_id: self.reservation_id }
    }
}

/// Parses PostgreSQL's text format of a snapshot.
pub(super) fn read(snapshot: &str, now: DateTime<Utc>) -> QueryResult<Version> {
    Version::of_snapshot(snapshot, now)
        .map_err(|error| DieselError::DeserializationError(error.into()))
}

/// Half-open periods that have passed since a search, for changes caused by the clock alone.
#[derive(Debug, Clone, Copy)]
pub struct Passed {
    /// Time of the earlier search; the start of the first period.
    pub seen_at: DateTime<Utc>,
    pub now: DateTime<Utc>,
    /// Start of the searched period, before and now.
    pub starts: (DateTime<Utc>, DateTime<Utc>),
    pub ends: (DateTime<Utc>, DateTime<Utc>),
}

/// Returns whether a search in `area` would return the same result as at the version `seen`.
pub fn is_unchanged(
    conn: &mut PgConnection,
    seen: &Version,
    area: Bounds,
    passed: &Passed,
) -> QueryResult<bool> {
    #[derive(QueryableByName)]
    struct Comparison {
        #[diesel(sql_type = Text)]
        snapshot: String,
        #[diesel(sql_type = BigInt)]
        horizon: i64,
        #[diesel(sql_type = Bool)]
        is_changed: bool,
    }
    let compared: Comparison = sql_query(
        "select pg_current_snapshot()::text as snapshot, h.xid as horizon, exists ( \
             select 1 from live_changes c where (c.xid >= $1 or c.xid = any($2)) \
                 and c.lat between $3 and $4 and c.lng between $5 and $6 \
         ) or exists ( \
             select 1 from reservations r join spots s on s.id = r.spot_id and s.city_id = \
             r.city_id \
             where r.status = 'held' and r.hold_expires_at > $7 \
                 and (r.hold_expires_at <= $8 or upper(r.period) > $9 and upper(r.period) <= $10) \
                 and s.lat between $3 and $4 and s.lng between $5 and $6 \
         ) or exists ( \
             select 1 from reservations r join spots s on s.id = r.spot_id and s.city_id = \
             r.city_id \
             where r.status = 'confirmed' and upper(r.period) > $9 and upper(r.period) <= $10 \
                 and s.lat between $3 and $4 and s.lng between $5 and $6 \
         ) or exists ( \
             select 1 from reservations r join spots s on s.id = r.spot_id and s.city_id = \
             r.city_id \
             where r.status in ('held', 'confirmed') and lower(r.period) >= $11 and \
             lower(r.period) < $12 \
                 and s.lat between $3 and $4 and s.lng between $5 and $6 \
         ) or exists ( \
             select 1 from closures k join spots s on s.city_id = k.city_id and (s.id = k.spot_id \
             or s.zone_id = k.zone_id) \
             where k.ended_at is null and (upper(k.period) > $9 and upper(k.period) <= $10 \
                     or lower(k.period) >= $11 and lower(k.period) < $12) \
                 and s.lat between $3 and $4 and s.lng between $5 and $6 \
         ) as is_changed from live_horizon h",
    )
    .bind::<BigInt, _>(seen.xmax)
    .bind::<Array<BigInt>, _>(&seen.running)
    .bind::<Double, _>(area.south)
    .bind::<Double, _>(area.north)
    .bind::<Double, _>(area.west)
    .bind::<Double, _>(area.east)
    .bind::<Timestamptz, _>(passed.seen_at)
    .bind::<Timestamptz, _>(passed.now)
    .bind::<Timestamptz, _>(passed.starts.0)
    .bind::<Timestamptz, _>(passed.starts.1)
    .bind::<Timestamptz, _>(passed.ends.0)
    .bind::<Timestamptz, _>(passed.ends.1)
    .get_result(conn)?;
    let is_known =
        seen.xmin >= compared.horizon && seen.is_before(&read(&compared.snapshot, passed.now)?);
    Ok(is_known && !compared.is_changed)
}

/// Records that the count of a site may have changed although none of its spots has: live updates
/// read the site again with the noted spot.
pub fn note_site(conn: &mut PgConnection, id: SiteId) -> QueryResult<()> {
    let note = sql_query(
        "insert into live_changes (spot_id, lat, lng) \
         select s.id, s.lat, s.lng from spots s \
         join zones z on z.id = s.zone_id and z.city_id = s.city_id \
         where z.site_id = $1 and s.retired_at is null order by s.id limit 1",
    );
    note.bind::<SqlUuid, _>(id).execute(conn).map(drop)
}

/// Deletes the changes recorded before `cutoff`. Changes later than the oldest running transaction
/// are kept.
pub fn forget(conn: &mut PgConnection, cutoff: DateTime<Utc>) -> QueryResult<usize> {
    let forgotten = sql_query(
        "with bound as ( \
             select max(xid) + 1 as xid from live_changes \
             where at < $1 and xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint \
         ), gone as ( \
             delete from live_changes c using bound b where c.xid < b.xid \
         ) update live_horizon h set xid = b.xid from bound b where b.xid > h.xid",
    );
    forgotten.bind::<Timestamptz, _>(cutoff).execute(conn)
}
