//! Free spots of a site, for vehicles that arrive. The constraint `reservations_no_overlap` decides
//! whether a spot is free; these statements find one that most likely is, and on which no vehicle
//! stands whose visit is over.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};

use crate::platform::{
    db::prepared::Prepared,
    domain::{
        ids::{CityId, SiteId, SpotId},
        period::Period,
    },
};

/// The spots that suit a vehicle.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub site_id: SiteId,
    pub city_id: CityId,
    /// Time in which the spot has to be free, with the buffer to other stays.
    pub period: Period,
    /// Attributes that the spot must not have.
    pub forbidden: &'a [String],
    /// `true` if only a wide spot suits.
    pub needs_wide: bool,
    /// The only spot that suits; `None` for any of the site.
    pub only: Option<SpotId>,
    /// Spots of visits that have ended at their bound after this time, without a departure, do not
    /// suit; `None` if they do.
    pub overdue_since: Option<DateTime<Utc>>,
    /// Spots that do not suit.
    pub excluded: &'a [SpotId],
    /// Time at which holds must not have expired.
    pub now: DateTime<Utc>,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = SqlUuid)]
    id: SpotId,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

const FREE: &str = "from spots s join zones z on z.id = s.zone_id and z.city_id = s.city_id \
    where z.city_id = $1 and z.site_id = $2 and s.retired_at is null \
        and not (s.attributes && $3) and (not $4 or 'wide' = any(s.attributes)) \
        and ($5 is null or s.id = $5) and s.id <> all($10) \
        and not exists (select from reservations r \
            where r.city_id = s.city_id and r.spot_id = s.id \
                and r.status in ('held', 'confirmed') and r.period && tstzrange($6, $7) \
                and (r.status = 'confirmed' or r.hold_expires_at > $8)) \
        and not exists (select from closures k \
            where k.city_id = s.city_id and (k.spot_id = s.id or k.zone_id = s.zone_id) \
                and k.ended_at is null and k.period && tstzrange($6, $7)) \
        and s.id <> all(array(select o.spot_id from visits v \
            join reservations o on o.id = v.reservation_id and o.city_id = v.city_id \
            where v.site_id = $2 and v.end_reason = 'bound' and v.departed_at is null \
                and v.ended_at > $9))";

/// Spots with attributes are left for those who need them.
const FIRST: &str = "order by cardinality(s.attributes), s.id limit 1";

/// Adds the values of [`FREE`] to a statement, and prepares it.
macro_rules! prepared {
    ($wanted:expr, $sql:expr) => {
        Prepared(
            sql_query($sql)
                .bind::<SqlUuid, _>($wanted.city_id)
                .bind::<SqlUuid, _>($wanted.site_id)
                .bind::<Array<Text>, _>($wanted.forbidden)
                .bind::<Bool, _>($wanted.needs_wide)
                .bind::<Nullable<SqlUuid>, _>($wanted.only)
                .bind::<Timestamptz, _>($wanted.period.starts_at())
                .bind::<Timestamptz, _>($wanted.period.ends_at())
                .bind::<Timestamptz, _>($wanted.now)
                .bind::<Nullable<Timestamptz>, _>($wanted.overdue_since)
                .bind::<Array<SqlUuid>, _>($wanted.excluded),
        )
    };
}

/// Returns the first free spot, locked by this clause.
fn first(conn: &mut PgConnection, wanted: &Wanted<'_>, lock: &str) -> QueryResult<Option<SpotId>> {
    let sql = format!("select s.id {FREE} {FIRST} {lock}");
    Ok(prepared!(wanted, sql).get_result::<Found>(conn).optional()?.map(|found| found.id))
}

/// Locks a free spot that no other transaction has locked. `None` if there is none.
pub fn lock_free(conn: &mut PgConnection, wanted: &Wanted<'_>) -> QueryResult<Option<SpotId>> {
    first(conn, wanted, "for no key update of s skip locked")
}

/// Locks the first spot that is free in the snapshot, and waits for the transaction that has locked
/// it: the spot may be taken then. `None` if no spot is free.
pub fn wait_for_free(conn: &mut PgConnection, wanted: &Wanted<'_>) -> QueryResult<Option<SpotId>> {
    first(conn, wanted, "for no key update of s")
}

/// Returns a free spot, without a lock.
pub fn find_free(conn: &mut PgConnection, wanted: &Wanted<'_>) -> QueryResult<Option<SpotId>> {
    first(conn, wanted, "")
}

/// Returns the number of free spots, locked or not.
pub fn count_free(conn: &mut PgConnection, wanted: &Wanted<'_>) -> QueryResult<i64> {
    let sql = format!("select count(*) as count {FREE}");
    Ok(prepared!(wanted, sql).get_result::<Count>(conn)?.count)
}
