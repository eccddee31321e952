//! Privileges of the application's role, if another role owns the tables.

use diesel::{
    Connection, PgConnection, QueryResult, RunQueryDsl, connection::SimpleConnection, sql_query,
    sql_types::Text,
};

/// Covers every table, view and sequence that the connection's role owns; those of extensions have
/// their own grants.
const GRANTS: &str = include_str!("grants.sql");

/// Grants `role` the minimal privileges of api and worker: rows of append-only tables can be
/// selected and inserted, and nothing can be truncated, altered or created. Default privileges make
/// tables of later migrations readable and writable before the next call.
///
/// # Errors
/// When the role does not exist, or owns the tables.
pub fn grant(conn: &mut PgConnection, role: &str) -> QueryResult<()> {
    conn.transaction(|conn| {
        sql_query("select set_config('curbhold.app_role', $1, true)")
            .bind::<Text, _>(role)
            .execute(conn)?;
        conn.batch_execute(GRANTS)
    })
}
