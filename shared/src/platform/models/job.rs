//! Job rows: the statements that claim, publish, run and finish them.

use chrono::{DateTime, Utc};
use diesel::{
    pg::Pg,
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_query,
    sql_types::{self, Array, BigInt, Bool, Jsonb, Nullable, Text, Timestamptz},
};
use serde_json::Value;

use crate::platform::{
    db::schema::jobs,
    domain::{ids::JobId, job_state::JobState},
};

/// A job that a worker has started.
#[derive(Debug, Clone, Queryable, QueryableByName, Selectable)]
#[diesel(table_name = jobs, check_for_backend(diesel::pg::Pg))]
pub struct JobRow {
    /// Also the id of its message.
    pub id: JobId,
    pub kind: String,
    pub payload: Value,
    /// Number of attempts, including the current one.
    pub attempts: i32,
    pub run_at: DateTime<Utc>,
}

/// A due job that a relay has claimed for publishing.
#[derive(Debug, Clone, QueryableByName)]
#[diesel(table_name = jobs, check_for_backend(diesel::pg::Pg))]
pub struct DueJob {
    pub id: JobId,
    pub kind: String,
    /// Trace context of the request that enqueued the job.
    pub traceparent: Option<String>,
}

/// A job to be inserted; if one with the same kind and `dedupe_key` waits, that one is rescheduled
/// instead.
#[derive(Debug)]
pub struct NewJob<'a> {
    /// Used unless a job with the same `dedupe_key` waits.
    pub id: JobId,
    pub kind: &'a str,
    pub payload: &'a Value,
    /// Deduplication key; `None` for a job that is never deduplicated.
    pub dedupe_key: Option<&'a str>,
    pub run_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    /// Trace context of the request that enqueues the job.
    pub traceparent: Option<&'a str>,
}

impl NewJob<'_> {
    /// Inserts or reschedules the job, in the transaction of `conn`.
    pub fn upsert(self, conn: &mut PgConnection) -> QueryResult<()> {
        self.execute(conn).map(drop)
    }
}

impl RunQueryDsl<PgConnection> for NewJob<'_> {}

/// Without a static id diesel caches the prepared statement by its SQL text, once per connection.
impl QueryId for NewJob<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryFragment<Pg> for NewJob<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "insert into jobs (id, kind, payload, dedupe_key, run_at, created_at, \
            traceparent) values (",
        );
        out.push_bind_param::<sql_types::Uuid, _>(&self.id)?;
        out.push_sql(", ");
        out.push_bind_param::<Text, _>(self.kind)?;
        out.push_sql(", ");
        out.push_bind_param::<Jsonb, _>(self.payload)?;
        out.push_sql(", ");
        out.push_bind_param::<Nullable<Text>, _>(&self.dedupe_key)?;
        out.push_sql(", ");
        out.push_bind_param::<Timestamptz, _>(&self.run_at)?;
        out.push_sql(", ");
        out.push_bind_param::<Timestamptz, _>(&self.created_at)?;
        out.push_sql(", ");
        out.push_bind_param::<Nullable<Text>, _>(&self.traceparent)?;
        out.push_sql(
            ") on conflict (kind, dedupe_key) where state = 'waiting' and dedupe_key is not null \
             do update set payload = excluded.payload, run_at = excluded.run_at, leased_until = \
             null, \
             traceparent = excluded.traceparent",
        );
        Ok(())
    }
}

/// Claims jobs that were due at `due` and that no other relay has claimed, until `lease`. Relays
/// may run concurrently (`skip locked`).
pub fn claim_due(
    conn: &mut PgConnection,
    due: DateTime<Utc>,
    lease: DateTime<Utc>,
    now: DateTime<Utc>,
    limit: i64,
) -> QueryResult<Vec<DueJob>> {
    sql_query(
        "update jobs set leased_until = $1 where id in ( \
             select id from jobs where state in ('waiting', 'retrying') and run_at <= $2 \
             and (leased_until is null or leased_until <= $3) order by run_at limit $4 for update \
             skip locked \
         ) returning id, kind, traceparent",
    )
    .bind::<Timestamptz, _>(lease)
    .bind::<Timestamptz, _>(due)
    .bind::<Timestamptz, _>(now)
    .bind::<BigInt, _>(limit)
    .load(conn)
}

/// Marks jobs as published. Skips jobs that a worker has started or that were rescheduled, because
/// their lease differs, and locked rows, so that this statement cannot deadlock.
pub fn mark_published(
    conn: &mut PgConnection,
    ids: &[JobId],
    lease: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    sql_query(
        "update jobs set state = 'published', published_at = $3, leased_until = null where id in ( \
             select id from jobs where id = any($1) and leased_until = $2 and state in \
             ('waiting', 'retrying') for update skip locked \
         )",
    )
    .bind::<Array<sql_types::Uuid>, _>(ids)
    .bind::<Timestamptz, _>(lease)
    .bind::<Timestamptz, _>(now)
    .execute(conn)
}

/// Releases the claim on jobs that could not be published.
pub fn release(conn: &mut PgConnection, ids: &[JobId], lease: DateTime<Utc>) -> QueryResult<usize> {
    sql_query(
        "update jobs set leased_until = null where id in ( \
             select id from jobs where id = any($1) and leased_until = $2 for update skip locked \
         )",
    )
    .bind::<Array<sql_types::Uuid>, _>(ids)
    .bind::<Timestamptz, _>(lease)
    .execute(conn)
}

/// Starts the due and unfinished jobs that no worker has leased, until `lease`. Locked rows are
/// skipped: start each of those with [`begin`], which waits for the lock.
pub fn begin_all(
    conn: &mut PgConnection,
    ids: &[JobId],
    lease: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<JobRow>> {
    sql_query(
        "update jobs set state = 'running', attempts = attempts + 1, leased_until = $2 where id \
            in ( \
             select id from jobs where id = any($1) and run_at <= $3 and (state in ('waiting', \
             'published', 'retrying') \
                 or (state = 'running' and leased_until <= $3)) for update skip locked \
         ) returning id, kind, payload, attempts, run_at",
    )
    .bind::<Array<sql_types::Uuid>, _>(ids)
    .bind::<Timestamptz, _>(lease)
    .bind::<Timestamptz, _>(now)
    .load(conn)
}

/// Starts a job until `lease`. `None` when it is finished, not due, or leased by another worker.
///
/// A `redelivered` message was not acknowledged by an earlier worker, whose lease is therefore
/// ignored.
pub fn begin(
    conn: &mut PgConnection,
    id: JobId,
    redelivered: bool,
    lease: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<Option<JobRow>> {
    let taken = sql_query(
        "update jobs set state = 'running', attempts = attempts + 1, leased_until = $1 \
         where id = $2 and run_at <= $3 and (state in ('waiting', 'published', 'retrying') \
             or (state = 'running' and (leased_until <= $3 or $4))) \
         returning id, kind, payload, attempts, run_at",
    )
    .bind::<Timestamptz, _>(lease)
    .bind::<sql_types::Uuid, _>(id)
    .bind::<Timestamptz, _>(now)
    .bind::<Bool, _>(redelivered)
    .get_result(conn)
    .optional()?;
    if taken.is_none() {
        // The message arrived before the due time: the relay publishes it again then.
        let early = jobs::table
            .find(id)
            .filter(jobs::state.eq(JobState::Published).and(jobs::run_at.gt(now)));
        diesel::update(early).set(jobs::state.eq(JobState::Retrying)).execute(conn)?;
    }
    Ok(taken)
}

/// Finishes a job as `done`, `discarded` or `dead`.
pub fn finish(
    conn: &mut PgConnection,
    id: JobId,
    state: JobState,
    error: Option<&str>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(jobs::table.find(id).filter(jobs::state.eq(JobState::Running)))
        .set((
            jobs::state.eq(state),
            jobs::finished_at.eq(now),
            jobs::leased_until.eq(None::<DateTime<Utc>>),
            jobs::last_error.eq(error),
        ))
        .execute(conn)
        .map(drop)
}

/// Finishes jobs as `done`. A remark is the reason for doing nothing, stored in `last_error`.
pub fn finish_all(
    conn: &mut PgConnection,
    done: &[(JobId, Option<&'static str>)],
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let (ids, remarks): (Vec<_>, Vec<_>) = done.iter().copied().unzip();
    // Rows are locked in order of their ids, so that two workers that finish the same jobs cannot
    // deadlock.
    sql_query(
        "with ours as materialized ( \
             select j.id, d.remark from unnest($1, $2) as d (id, remark) join jobs j on j.id = \
             d.id \
             where j.state = 'running' order by j.id for update of j \
         ) update jobs set state = 'done', finished_at = $3, leased_until = null, last_error = \
         ours.remark \
         from ours where jobs.id = ours.id",
    )
    .bind::<Array<sql_types::Uuid>, _>(ids)
    .bind::<Array<Nullable<Text>>, _>(remarks)
    .bind::<Timestamptz, _>(now)
    .execute(conn)
}

/// Reschedules a failed job: the relay publishes it again at `run_at`.
pub fn retry(
    conn: &mut PgConnection,
    id: JobId,
    run_at: DateTime<Utc>,
    error: &str,
) -> QueryResult<()> {
    diesel::update(jobs::table.find(id).filter(jobs::state.eq(JobState::Running)))
        .set((
            jobs::state.eq(JobState::Retrying),
            jobs::run_at.eq(run_at),
            jobs::leased_until.eq(None::<DateTime<Utc>>),
            jobs::last_error.eq(error),
        ))
        .execute(conn)
        .map(drop)
}

/// Requeues jobs whose message or worker was lost: published before `published_before`, or running
/// with an expired lease.
pub fn requeue_lost(
    conn: &mut PgConnection,
    published_before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    sql_query(
        "update jobs set state = 'retrying', leased_until = null where id in ( \
             select id from jobs where (state = 'published' and published_at <= $1) or (state = \
             'running' and leased_until <= $2) \
             for update skip locked \
         )",
    )
    .bind::<Timestamptz, _>(published_before)
    .bind::<Timestamptz, _>(now)
    .execute(conn)
}

/// Returns whether a job of this kind and `dedupe_key` waits or runs.
pub fn is_unfinished(conn: &mut PgConnection, kind: &str, dedupe_key: &str) -> QueryResult<bool> {
    let unfinished = jobs::table.filter(
        jobs::kind.eq(kind).and(jobs::dedupe_key.eq(dedupe_key)).and(jobs::finished_at.is_null()),
    );
    diesel::select(diesel::dsl::exists(unfinished)).get_result(conn)
}
