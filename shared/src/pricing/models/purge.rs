//! Retention of quotes and of the changes of tariffs.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::{posted_marker, quote};

/// Longer than a process takes to read the changes of tariffs.
const CHANGES_KEPT: TimeDelta = TimeDelta::days(1);

/// Deletes expired rows of this subject.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    quote::purge(conn, now)?;
    posted_marker::forget(conn, now - CHANGES_KEPT)
}
