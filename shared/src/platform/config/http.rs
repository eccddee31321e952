//! `API_ADDRESS` (address and port that the api listens on, default `127.0.0.1:8080`),
//! `SHUTDOWN_SECONDS` (graceful shutdown: time limit for requests and jobs in flight, default 20)
//! and `HEADER_SECONDS` (timeout for the headers of a request, counted from the end of the previous
//! request, default 30).

use std::{net::SocketAddr, time::Duration};

use super::Environment;

/// Settings of the HTTP server.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address and port to listen on.
    pub address: SocketAddr,
    /// Time limit of a graceful shutdown after SIGTERM.
    pub shutdown: Duration,
    /// Timeout for the headers of a connection's next request.
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
