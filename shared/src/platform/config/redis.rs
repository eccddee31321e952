//! `REDIS_URL` (required) and `REDIS_PREFIX` (first word of every key and channel, default
//! `curbhold`).

use secrecy::SecretString;

use super::Environment;

/// How to reach Redis.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `redis://:password@host:port/0`.
    pub url: SecretString,
    /// First word of every key and channel.
    pub prefix: String,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let (url, prefix) =
            (env.secret("REDIS_URL", 1), env.or("REDIS_PREFIX", "curbhold".to_owned()));
        Some(Self { url: url?, prefix: prefix? })
    }
}
