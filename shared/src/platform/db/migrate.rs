//! The embedded migrations, run by one process at a time.

use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::grants;

pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");

/// Key of the advisory lock: an arbitrary number that no other program uses.
const LOCK: i64 = 0x0c0b_401d;

#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error("cannot reach the database: {0}")]
    Connect(#[from] diesel::ConnectionError),
    #[error("cannot migrate: {0}")]
    Migrate(String),
    #[error("cannot grant privileges to DATABASE_APP_ROLE (deploy/database-roles creates it): {0}")]
    Grant(String),
}

/// Runs the pending migrations and returns their number. Concurrent calls wait for each other.
///
/// # Errors
/// When PostgreSQL cannot be reached, or refuses a migration.
pub fn migrate(database_url: &str) -> Result<usize, MigrateError> {
    migrate_and_grant(database_url, None)
}

/// Runs the pending migrations, then grants the application's role its privileges (see
/// [`grants::grant`]).
///
/// # Errors
/// When PostgreSQL cannot be reached, or refuses a migration or a grant.
pub fn migrate_and_grant(
    database_url: &str,
    app_role: Option<&str>,
) -> Result<usize, MigrateError> {
    let mut conn = PgConnection::establish(database_url)?;
    let refused = |error: diesel::result::Error| MigrateError::Migrate(error.to_string());
    sql_query(format!("select pg_advisory_lock({LOCK})")).execute(&mut conn).map_err(refused)?;
    let ran = conn.run_pending_migrations(MIGRATIONS).map(|ran| ran.len());
    let ran = ran.map_err(|error| MigrateError::Migrate(error.to_string()));
    let granted = match (&ran, app_role) {
        (Ok(_), Some(role)) => {
            grants::grant(&mut conn, role).map_err(|error| MigrateError::Grant(error.to_string()))
        }
        _ => Ok(()),
    };
    sql_query(format!("select pg_advisory_unlock({LOCK})")).execute(&mut conn).map_err(refused)?;
    granted.and(ran)
}
