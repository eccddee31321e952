//! What the application's role may do, where another role owns the tables.

use diesel::{
    Connection, PgConnection, QueryResult, RunQueryDsl, connection::SimpleConnection, sql_query,
    sql_types::Text,
};

/// Every table, view and sequence of the connection's role; those of extensions have their own
/// grants.
const GRANTS: &str = include_str!("grants.sql");

/// Grants `role` what api and worker need, and no more: rows of append-only tables can be read and
/// added, and nothing can be truncated, altered or created. Tables of later migrations are readable
/// and writable before the next call, by default privileges.
///
/// # Errors
/// When there is no such role, or it is the one that owns the tables.
pub fn grant(conn: &mut PgConnection, role: &str) -> QueryResult<()> {
    conn.transaction(|conn| {
        sql_query("select set_config('curbhold.app_role', $1, true)")
            .bind::<Text, _>(role)
            .execute(conn)?;
        conn.batch_execute(GRANTS)
    })
}
