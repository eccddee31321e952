//! A private Redis without persistence.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::{
    Daemon, DataDirectory,
    data_directory::command_as,
    port::{accepts_connections, free_port},
    process::impl_service,
};

const USER: &str = "nobody";

/// Dropping it stops the server.
#[derive(Debug)]
pub struct Redis {
    log: PathBuf,
    port: u16,
    daemon: Option<Daemon>,
}

impl_service!(Redis);

impl Redis {
    /// Starts Redis on `port`, or on a free one.
    pub fn start(place: &DataDirectory, port: Option<u16>) -> Result<Self> {
        let port = port.map_or_else(free_port, Ok)?;
        let mut redis = Self { log: place.root().join("redis.log"), port, daemon: None };
        redis.restart()?;
        Ok(redis)
    }

    /// Starts again on the same port, without data.
    pub fn restart(&mut self) -> Result<()> {
        let port = self.port;
        let mut command = command_as(USER, Path::new("/usr/bin/redis-server"))?;
        command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--dir", "/tmp"]);
        command.args(["--save", "", "--appendonly", "no"]);
        self.daemon =
            Some(Daemon::start_ready("Redis", command, &self.log, || accepts_connections(port))?);
        Ok(())
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    /// Sends SIGKILL; all data is lost.
    pub fn kill(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill();
        }
    }
}
