//! The migrations, compiled in, and run by one process at a time.

use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::grants;

/// Every migration of the project.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");

/// Any number that no other program locks.
const LOCK: i64 = 0x0c0b_401d;

/// Why a migration did not run.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// PostgreSQL does not answer.
    #[error("cannot reach the database: {0}")]
    Connect(#[from] diesel::ConnectionError),
    /// A statement was refused.
    #[error("cannot migrate: {0}")]
    Migrate(String),
    /// A grant was refused.
    #[error("cannot grant privileges to DATABASE_APP_ROLE (deploy/database-roles creates it): {0}")]
    Grant(String),
}

/// Runs what is missing; a second process that does the same meanwhile waits. Returns how many ran.
///
/// # Errors
/// When PostgreSQL cannot be reached, or refuses a migration.
pub fn migrate(database_url: &str) -> Result<usize, MigrateError> {
    migrate_and_grant(database_url, None)
}

/// The same; then grants the application's role what it needs, and no more (see [`grants::grant`]).
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
