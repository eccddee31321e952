//! Imports that are written in batches, and how far they are.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde_json::Value;

use crate::platform::{
    db::schema::imports,
    domain::ids::{CityId, ImportId},
};

/// An import that runs has been interrupted when no batch was written for so long: each is tried
/// again for less than that.
const INTERRUPTED_AFTER: TimeDelta = TimeDelta::minutes(2);
/// How long the report of an import is kept.
const KEPT: TimeDelta = TimeDelta::days(90);

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = imports, check_for_backend(diesel::pg::Pg))]
pub struct Import {
    pub id: ImportId,
    /// The city that it is for.
    pub city_id: CityId,
    /// `operator:<id>`.
    pub actor: String,
    /// `running`, `done` or `failed`.
    pub state: String,
    /// Zones and spots of the file.
    pub total: i32,
    /// The number of them that are written, or needed no change.
    pub done: i32,
    /// What was added, changed and left unchanged so far.
    pub report: Value,
    pub error: Option<String>,
    /// When it was started.
    pub created_at: DateTime<Utc>,
    /// When the last batch was written.
    pub updated_at: DateTime<Utc>,
    /// When it was done, or failed.
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

    /// Notes that `done` records are written.
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

    /// Notes that all batches are written, or why no more of them will be.
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

    /// `running`, `done`, `failed`, or `interrupted`: it runs, and the process that ran it is gone.
    pub fn state(&self, now: DateTime<Utc>) -> &str {
        if self.state == "running" && now - self.updated_at > INTERRUPTED_AFTER {
            "interrupted"
        } else {
            &self.state
        }
    }
}

/// Deletes the reports of old imports.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(imports::table.filter(imports::updated_at.lt(now - KEPT)))
        .execute(conn)
        .map(drop)
}
