//! Data of erased users that an earlier version did not know.

use diesel::prelude::*;

use super::favorite;

/// Deletes the rows of this subject that should not exist any more.
pub fn purge(conn: &mut PgConnection) -> QueryResult<()> {
    favorite::purge(conn)
}
