//! Proof-of-work challenges that were solved and used.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::platform::db::schema::spent_challenges;

/// Retention of used challenges: longer than any challenge is valid.
const RETENTION: TimeDelta = TimeDelta::days(2);

/// Marks a challenge as used; `false` if it was used before.
pub fn spend(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> QueryResult<bool> {
    let inserted = diesel::insert_into(spent_challenges::table)
        .values((spent_challenges::id.eq(id), spent_challenges::spent_at.eq(now)))
        .on_conflict_do_nothing()
        .execute(conn)?;
    Ok(inserted == 1)
}

/// Deletes challenges that are past their retention.
pub(super) fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(spent_challenges::table.filter(spent_challenges::spent_at.lt(now - RETENTION)))
        .execute(conn)
        .map(drop)
}
