//! What touches many spots is done one after the other, so that two of it never wait for each other
//! in a circle.

use diesel::{PgConnection, QueryResult, RunQueryDsl, sql_query};

/// Waits for its turn, and has it until the transaction ends. Taken before any spot is locked.
pub fn lock_bulk_spot_changes(conn: &mut PgConnection) -> QueryResult<()> {
    sql_query("select pg_advisory_xact_lock(hashtext('curbhold.many_spots'))")
        .execute(conn)
        .map(drop)
}
