//! `REDIS_URL` (required) and `REDIS_PREFIX` (prefix of all keys and channels, default `curbhold`).

use secrecy::SecretString;

use super::Environment;

/// Connection settings of Redis.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `redis://:password@host:port/0`.
    pub url: SecretString,
    /// Prefix of all keys and channels.
    pub prefix: String,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let (url, prefix) =
            (env.secret("REDIS_URL", 1), env.or("REDIS_PREFIX", "curbhold".to_owned()));
        Some(Self { url: url?, prefix: prefix? })
    }
}
