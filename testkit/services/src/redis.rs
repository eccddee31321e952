//! A private Redis. It keeps nothing on disk.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::{
    Daemon, Place,
    place::command_as,
    port::{answers, free_port},
};

const USER: &str = "nobody";

/// A running Redis; it stops when it is dropped.
#[derive(Debug)]
pub struct Redis {
    log: PathBuf,
    port: u16,
    daemon: Option<Daemon>,
}

impl Redis {
    /// Starts Redis on `port`, or a free one.
    ///
    /// # Errors
    /// When it is not installed, or does not start.
    pub fn start(place: &Place, port: Option<u16>) -> Result<Self> {
        let port = port.map_or_else(free_port, Ok)?;
        let mut redis = Self { log: place.root().join("redis.log"), port, daemon: None };
        redis.restart()?;
        Ok(redis)
    }

    /// Starts it again, empty, on the same port.
    ///
    /// # Errors
    /// When it does not start.
    pub fn restart(&mut self) -> Result<()> {
        let mut command = command_as(USER, Path::new("/usr/bin/redis-server"));
        command.args([
            "--port",
            &self.port.to_string(),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
        ]);
        command.arg("/tmp");
        let mut daemon = Daemon::start("Redis", command, &self.log)?;
        let port = self.port;
        daemon.wait_until(&self.log, || answers(port))?;
        self.daemon = Some(daemon);
        Ok(())
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    /// Ends it at once; all that it knew is gone.
    pub fn kill(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill();
        }
    }

    /// Its process id.
    pub fn pid(&self) -> Option<u32> {
        self.daemon.as_ref().map(Daemon::pid)
    }

    /// Lets it outlive us.
    pub fn leave(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.leave();
        }
    }
}
