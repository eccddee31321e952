//! `DATABASE_URL` (required), `DATABASE_POOL_SIZE` (connections of one process, default 10) and,
//! for migrations, `DATABASE_APP_ROLE` (the role that api and worker connect as, if it is not the
//! owner of the tables).

use std::time::Duration;

use secrecy::SecretString;

use super::Environment;

/// Connection settings of PostgreSQL.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `postgres://user:password@host:port/name`.
    pub url: SecretString,
    /// Maximum number of connections of this process.
    pub pool_size: u32,
    /// `application_name` in `pg_stat_activity`.
    pub application_name: &'static str,
    /// `statement_timeout`, in seconds.
    pub statement_timeout_s: u32,
    /// Maximum time for which a request waits for a connection.
    pub wait: Duration,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let (url, pool_size) = (env.secret("DATABASE_URL", 1), env.or("DATABASE_POOL_SIZE", 10));
        Some(Self {
            url: url?,
            pool_size: pool_size?,
            application_name: "curbhold",
            statement_timeout_s: 5,
            wait: Duration::from_secs(5),
        })
    }
}

/// Reads the role to which migrations grant the privileges of api and worker, if it is not the role
/// that migrates.
pub fn app_role_from_env(env: &mut Environment) -> Option<Option<String>> {
    env.optional("DATABASE_APP_ROLE")
}
