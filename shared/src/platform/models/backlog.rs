//! What is due, and what was given up.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::{count_star, min},
    prelude::*,
};

use crate::platform::db::schema::jobs;

/// How jobs stand, for those who watch.
#[derive(Debug)]
pub struct Backlog {
    /// Kinds of which some were given up, and how many.
    pub dead: Vec<(String, i64)>,
    /// How many are due that nobody has begun.
    pub due: i64,
    /// Since when the oldest of them has been due.
    pub oldest_due: Option<DateTime<Utc>>,
}

impl Backlog {
    /// How they stand now.
    pub fn now(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Self> {
        let dead = jobs::table
            .filter(jobs::state.eq("dead"))
            .group_by(jobs::kind)
            .select((jobs::kind, count_star()));
        let dead = dead.load(conn)?;
        let begun_by_nobody = ["waiting", "retrying", "published"];
        let due = jobs::table.filter(jobs::state.eq_any(begun_by_nobody).and(jobs::run_at.le(now)));
        let (due, oldest_due) = due.select((count_star(), min(jobs::run_at))).first(conn)?;
        Ok(Self { dead, due, oldest_due })
    }
}
