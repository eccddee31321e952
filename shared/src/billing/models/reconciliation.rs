//! Reconciliations of Stripe's records with our ledger.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::platform::db::schema::reconciliations;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = reconciliations, check_for_backend(diesel::pg::Pg))]
pub struct Reconciliation {
    pub id: Uuid,
    /// The day of a daily run; `None` for a run on request.
    pub day: Option<NaiveDate>,
    /// Start of the compared period.
    pub since: DateTime<Utc>,
    pub started_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    /// Number of Stripe's objects that were compared.
    pub compared: i32,
    pub differences: Value,
}

impl Reconciliation {
    /// Begins a run; `None` if a worker has begun that day's run already.
    pub fn begin(
        conn: &mut PgConnection,
        day: Option<NaiveDate>,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<Uuid>> {
        let id = Uuid::now_v7();
        let rows = diesel::insert_into(reconciliations::table)
            .values((
                reconciliations::id.eq(id),
                reconciliations::day.eq(day),
                reconciliations::since.eq(since),
                reconciliations::started_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)?;
        Ok((rows == 1).then_some(id))
    }

    pub fn finish(
        conn: &mut PgConnection,
        id: Uuid,
        compared: i32,
        differences: Value,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::update(reconciliations::table.find(id))
            .set((
                reconciliations::compared.eq(compared),
                reconciliations::differences.eq(differences),
                reconciliations::finished_at.eq(now),
            ))
            .execute(conn)
            .map(drop)
    }

    /// Deletes a run that failed, so that it is repeated.
    pub fn abandon(conn: &mut PgConnection, id: Uuid) -> QueryResult<()> {
        let unfinished =
            reconciliations::table.find(id).filter(reconciliations::finished_at.is_null());
        diesel::delete(unfinished).execute(conn).map(drop)
    }

    /// Returns the latest runs, the newest first.
    pub fn latest(conn: &mut PgConnection, limit: i64) -> QueryResult<Vec<Self>> {
        let newest = reconciliations::table
            .order((reconciliations::started_at.desc(), reconciliations::id.desc()));
        newest.select(Self::as_select()).limit(limit).load(conn)
    }
}
