//! Imports in batches, and their progress.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde_json::Value;

use crate::platform::{
    db::schema::imports,
    domain::ids::{CityId, ImportId},
};

/// A running import counts as interrupted if no batch was written for this time, which is longer
/// than the retries of a batch.
const INTERRUPTED_AFTER: TimeDelta = TimeDelta::minutes(2);
const RETENTION: TimeDelta = TimeDelta::days(90);

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = imports, check_for_backend(diesel::pg::Pg))]
pub struct Import {
    pub id: ImportId,
    pub city_id: CityId,
    /// `operator:<id>`.
    pub actor: String,
    /// `running`, `done` or `failed`.
    pub state: String,
    /// Number of sites, zones and spots in the file.
    pub total: i32,
    /// Number of them that are written, or needed no change.
    pub done: i32,
    /// Counts of new, changed and unchanged rows so far.
    pub report: Value,
    pub error: Option<String>,
    pub created_at: DateTime<Utc>,
    /// Time at which the last batch was written.
    pub updated_at: DateTime<Utc>,
    /// Time at which it was done, or failed.
    pub finished_at: Option<DateTime<Utc>>,
}

impl Import {
    pub fn find(conn: &mut PgConnection, id: ImportId) -> QueryResult<Self> {
        imports::table.find(id).select(Self::as_select()).first(conn)
    }

    pub fn insert(
        conn: &mut PgConnection,
        city_id: CityId,
        actor: &str,
        total: i32,
        report: &Value,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::insert_into(imports::table)
            .values((
                imports::id.eq(ImportId::new()),
                imports::city_id.eq(city_id),
                imports::actor.eq(actor),
                imports::total.eq(total),
                imports::report.eq(report),
                imports::created_at.eq(now),
                imports::updated_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Records that `done` records are written.
    pub fn advance(
        conn: &mut PgConnection,
        id: ImportId,
        done: i32,
        report: &Value,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::update(imports::table.find(id).filter(imports::state.eq("running")))
            .set((imports::done.eq(done), imports::report.eq(report), imports::updated_at.eq(now)))
            .execute(conn)
            .map(drop)
    }

    /// Records that all batches are written, or the reason of a failure.
    pub fn finish(
        conn: &mut PgConnection,
        id: ImportId,
        error: Option<&str>,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        let state = if error.is_some() { "failed" } else { "done" };
        diesel::update(imports::table.find(id).filter(imports::state.eq("running")))
            .set((
                imports::state.eq(state),
                imports::error.eq(error),
                imports::updated_at.eq(now),
                imports::finished_at.eq(now),
            ))
            .execute(conn)
            .map(drop)
    }

    /// Returns `running`, `done`, `failed`, or `interrupted` if its process has stopped.
    pub fn state(&self, now: DateTime<Utc>) -> &str {
        if self.state == "running" && now - self.updated_at > INTERRUPTED_AFTER {
            "interrupted"
        } else {
            &self.state
        }
    }
}

/// Deletes reports that are past their retention.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(imports::table.filter(imports::updated_at.lt(now - RETENTION)))
        .execute(conn)
        .map(drop)
}
