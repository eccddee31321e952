//! `DATABASE_URL` (required), `DATABASE_POOL_SIZE` (connections of one process, default 10) and,
//! for migrations, `DATABASE_APP_ROLE` (the role that api and worker connect as, where it is not
//! the one that owns the tables).

use secrecy::SecretString;

use super::Environment;

/// How to reach PostgreSQL.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `postgres://user:password@host:port/name`.
    pub url: SecretString,
    /// Connections of this process.
    pub pool_size: u32,
    /// What the connections are called in `pg_stat_activity`.
    pub application_name: &'static str,
    /// After how many seconds a statement is cut off.
    pub statement_timeout_s: u32,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let (url, pool_size) = (env.secret("DATABASE_URL", 1), env.or("DATABASE_POOL_SIZE", 10));
        Some(Self {
            url: url?,
            pool_size: pool_size?,
            application_name: "curbhold",
            statement_timeout_s: 5,
        })
    }
}

/// The role to which migrations grant what api and worker need, where it is another than the one
/// that migrates.
pub fn app_role_from_env(env: &mut Environment) -> Option<Option<String>> {
    env.optional("DATABASE_APP_ROLE")
}
