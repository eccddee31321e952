//! Serialises changes of many spots, so that they cannot deadlock with each other.

use diesel::{PgConnection, QueryResult, RunQueryDsl, sql_query};

/// Takes an advisory lock until the transaction ends. Call it before locking any spot.
pub fn lock_bulk_spot_changes(conn: &mut PgConnection) -> QueryResult<()> {
    sql_query("select pg_advisory_xact_lock(hashtext('curbhold.many_spots'))")
        .execute(conn)
        .map(drop)
}
