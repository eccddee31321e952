//! `API_ADDRESS` (where the api listens, default `127.0.0.1:8080`) and `SHUTDOWN_SECONDS` (how long requests and jobs in flight may still
//! take when a process is stopped, default 20).

use std::{net::SocketAddr, time::Duration};

use super::Environment;

/// How the api serves.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address and port to listen on.
    pub address: SocketAddr,
    /// How long what is in flight may still take after SIGTERM.
    pub shutdown: Duration,
}

impl Settings {
    /// Reads the variables.
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let address = env.or("API_ADDRESS", SocketAddr::from(([127, 0, 0, 1], 8080)));
        let shutdown = env.seconds("SHUTDOWN_SECONDS", 20);
        Some(Self { address: address?, shutdown: shutdown? })
    }
}
