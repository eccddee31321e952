//! `API_ADDRESS` (where the api listens, default `127.0.0.1:8080`), `SHUTDOWN_SECONDS` (how long
//! requests and jobs in flight may still take when a process is stopped, default 20) and
//! `HEADER_SECONDS` (how long the headers of a request may take, counted from the end of the
//! request before, default 30).

use std::{net::SocketAddr, time::Duration};

use super::Environment;

/// How the api serves.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address and port to listen on.
    pub address: SocketAddr,
    /// How long what is in flight may still take after SIGTERM.
    pub shutdown: Duration,
    /// How long a connection may take to send the headers of its next request.
    pub header_timeout: Duration,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let address = env.or("API_ADDRESS", SocketAddr::from(([127, 0, 0, 1], 8080)));
        let shutdown = env.seconds("SHUTDOWN_SECONDS", 20);
        let header_timeout = env.seconds("HEADER_SECONDS", 30)?;
        if header_timeout.is_zero() {
            return env.problem("HEADER_SECONDS must be greater than 0".to_owned());
        }
        Some(Self { address: address?, shutdown: shutdown?, header_timeout })
    }
}
