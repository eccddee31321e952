//! Live figures for operators, computed on every request.

use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName,
    prelude::*,
    sql_query,
    sql_types::{self, Array, BigInt, Nullable, Text, Timestamptz},
};

use crate::{identity::domain::scope::Scope, platform::domain::ids::CityId};

/// Current figures of a city.
#[derive(Debug, Clone, QueryableByName)]
pub struct CityFigures {
    #[diesel(sql_type = sql_types::Uuid)]
    pub id: CityId,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Text)]
    pub currency: String,
    /// Spots that can be reserved now.
    #[diesel(sql_type = BigInt)]
    pub free: i64,
    /// Spots with a live hold.
    #[diesel(sql_type = BigInt)]
    pub held: i64,
    /// Spots with a stay in progress.
    #[diesel(sql_type = BigInt)]
    pub taken: i64,
    /// Spots that are closed now.
    #[diesel(sql_type = BigInt)]
    pub closed: i64,
    /// Spots that are out of service.
    #[diesel(sql_type = BigInt)]
    pub retired: i64,
    /// Amount billed since midnight in the city's time zone, in minor units.
    #[diesel(sql_type = BigInt)]
    pub billed_minor: i64,
    /// Amount collected since midnight in the city's time zone, in minor units.
    #[diesel(sql_type = BigInt)]
    pub collected_minor: i64,
    /// Unpaid amount of charges that require action, are in dunning or are written off, in minor
    /// units.
    #[diesel(sql_type = BigInt)]
    pub overdue_minor: i64,
    /// Number of these charges.
    #[diesel(sql_type = BigInt)]
    pub overdue: i64,
}

/// Current figures of the job queue.
#[derive(Debug, Clone, QueryableByName)]
pub struct JobFigures {
    /// Due time of the oldest due job that has not started.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub oldest_due: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    pub due: i64,
    /// Jobs that failed and will be retried.
    #[diesel(sql_type = BigInt)]
    pub retrying: i64,
    /// Jobs that have exhausted their retries.
    #[diesel(sql_type = BigInt)]
    pub dead: i64,
}

/// Returns the figures of every city of a scope at `now`, by name. Each spot counts once: as taken
/// or held, else as retired, else as closed, else as free.
pub fn of_cities(
    conn: &mut PgConnection,
    scope: &Scope,
    now: DateTime<Utc>,
) -> QueryResult<Vec<CityFigures>> {
    sql_query(
        "with clock as (select $1::timestamptz as now), \
         busy as ( \
             select distinct on (spot_id) spot_id, status from reservations, clock \
             where status in ('held', 'confirmed') and upper(period) > now and lower(period) <= \
             now \
                 and (status = 'confirmed' or hold_expires_at > now) \
             order by spot_id, status), \
         shut as (select spot_id, zone_id from closures, clock where ended_at is null and period \
         @> now), \
         placed as ( \
             select s.city_id, case \
                 when busy.status = 'confirmed' then 'taken' \
                 when busy.status = 'held' then 'held' \
                 when s.retired_at is not null then 'retired' \
                 when s.id in (select spot_id from shut where spot_id is not null) then 'closed' \
                 when s.zone_id in (select zone_id from shut where zone_id is not null) then \
                 'closed' \
                 else 'free' end as state \
             from spots s left join busy on busy.spot_id = s.id), \
         spots_of as ( \
             select city_id, count(*) filter (where state = 'free') as free, count(*) filter \
             (where state = 'held') as held, \
                 count(*) filter (where state = 'taken') as taken, count(*) filter (where state = \
                 'closed') as closed, \
                 count(*) filter (where state = 'retired') as retired \
             from placed group by city_id), \
         books as ( \
             select l.city_id, sum(l.amount_minor) filter (where l.kind in ('bill', \
                 'carry_over')) as billed, \
                 sum(l.amount_minor) filter (where l.kind = 'collect') as collected \
             from ledger_entries l join cities c on c.id = l.city_id, clock \
             where l.at >= date_trunc('day', now at time zone c.time_zone) at time zone \
             c.time_zone and l.at <= now \
             group by l.city_id), \
         owed as ( \
             select city_id, count(*) as count, sum(amount_minor - captured_minor) as amount \
             from charges where state in ('requires_action', 'dunning', 'written_off') group by \
             city_id) \
         select c.id, c.name, c.currency, coalesce(s.free, 0) as free, coalesce(s.held, 0) as \
         held, coalesce(s.taken, 0) as taken, \
             coalesce(s.closed, 0) as closed, coalesce(s.retired, 0) as retired, \
             coalesce(b.billed, 0)::bigint as billed_minor, \
             coalesce(b.collected, 0)::bigint as collected_minor, coalesce(o.amount, 0)::bigint \
             as overdue_minor, \
             coalesce(o.count, 0) as overdue \
         from cities c left join spots_of s on s.city_id = c.id left join books b on b.city_id = \
         c.id \
             left join owed o on o.city_id = c.id \
         where $2 is null or c.id = any($2) \
         order by c.name, c.id",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Nullable<Array<sql_types::Uuid>>, _>(scope.cities())
    .load(conn)
}

/// Returns the figures of the job queue at `now`.
pub fn of_jobs(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<JobFigures> {
    sql_query(
        "select min(run_at) filter (where run_at <= $1) as oldest_due, count(*) filter (where \
            run_at <= $1) as due, \
             count(*) filter (where state = 'retrying') as retrying, (select count(*) from jobs \
             where state = 'dead') as dead \
         from jobs where state in ('waiting', 'retrying')",
    )
    .bind::<Timestamptz, _>(now)
    .get_result(conn)
}
