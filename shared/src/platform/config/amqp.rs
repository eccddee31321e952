//! `AMQP_URL` (required) and `AMQP_PREFIX` (prefix of all queue names, default `curbhold`).

use secrecy::SecretString;

use super::Environment;

/// Connection settings of RabbitMQ.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `amqp://user:password@host:port/vhost`.
    pub url: SecretString,
    /// Prefix of all names of exchanges and queues.
    pub prefix: String,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let (url, prefix) =
            (env.secret("AMQP_URL", 1), env.or("AMQP_PREFIX", "curbhold".to_owned()));
        Some(Self { url: url?, prefix: prefix? })
    }
}
