//! A private PostgreSQL.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};
use nix::sys::signal::Signal;

use crate::{
    Daemon, DataDirectory,
    data_directory::command_as,
    port::{accepts_connections, free_port},
    process::impl_service,
};

const USER: &str = "postgres";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Commits survive a crash.
    Real,
    /// A crash may lose everything: for tests.
    ThrowAway,
}

/// Shutdown modes of PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shutdown {
    /// Rolls transactions back, closes connections and writes a checkpoint.
    Fast,
    /// Exits at once; the next start recovers from the WAL.
    Immediate,
}

/// Dropping it stops the server.
#[derive(Debug)]
pub struct Postgres {
    data: PathBuf,
    log: PathBuf,
    port: u16,
    durability: Durability,
    daemon: Option<Daemon>,
}

impl_service!(Postgres);

impl Postgres {
    /// Starts PostgreSQL on `port`, or on a free one, with the data in `place`, or a new cluster.
    pub fn start(place: &DataDirectory, port: Option<u16>, durability: Durability) -> Result<Self> {
        let home = place.of("postgres", USER)?;
        let (data, log) = (home.join("data"), place.root().join("postgres.log"));
        if !data.join("PG_VERSION").exists() {
            let mut initdb = command_as(USER, &binaries()?.join("initdb"))?;
            initdb.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]);
            let output = initdb.args(["--no-sync", "-D"]).arg(&data).output();
            let output = output.context("cannot run initdb")?;
            let errors = String::from_utf8_lossy(&output.stderr);
            ensure!(output.status.success(), "initdb failed:\n{errors}");
        }
        let port = port.map_or_else(free_port, Ok)?;
        let mut postgres = Self { data, log, port, durability, daemon: None };
        postgres.restart()?;
        Ok(postgres)
    }

    /// Starts again on the same port with the same data.
    pub fn restart(&mut self) -> Result<()> {
        // A killed server leaves its pid file, and another process may have that id by now.
        let pid_file = self.data.join("postmaster.pid");
        if self.daemon.is_none() && pid_file.exists() {
            fs::remove_file(pid_file).context("cannot remove the pid file of PostgreSQL")?;
        }
        let mut command = command_as(USER, &binaries()?.join("postgres"))?;
        command.arg("-D").arg(&self.data).args(["-p", &self.port.to_string(), "-k", ""]);
        let always = "listen_addresses=127.0.0.1 max_connections=300 shared_buffers=512MB \
            timezone=UTC";
        // Hundreds of databases live for a second: their statistics are not worth the CPU time.
        let throw_away = "fsync=off synchronous_commit=off full_page_writes=off \
            wal_level=minimal max_wal_senders=0 autovacuum=off";
        let throw_away = Some(throw_away).filter(|_| self.durability == Durability::ThrowAway);
        let settings = [Some(always), throw_away].into_iter().flatten();
        for setting in settings.flat_map(str::split_whitespace) {
            command.args(["-c", setting]);
        }
        let (ready, port) = (binaries()?.join("pg_isready"), self.port.to_string());
        let is_ready = || {
            let mut command = Command::new(&ready);
            command.args(["-q", "-h", "127.0.0.1", "-p", &port]);
            command.status().is_ok_and(|status| status.success())
        };
        self.daemon = Some(Daemon::start_ready("PostgreSQL", command, &self.log, is_ready)?);
        Ok(())
    }

    /// URL of the database `postgres` for the superuser.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn shut_down(&mut self, mode: Shutdown) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.stop_by(match mode {
                Shutdown::Fast => Signal::SIGINT,
                Shutdown::Immediate => Signal::SIGQUIT,
            });
        }
    }

    pub fn kill(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill();
        }
    }

    /// A server accepts connections on `port`.
    pub fn accepts_connections(port: u16) -> bool {
        accepts_connections(port)
    }
}

/// The directory of the newest installed version.
pub(crate) fn binaries() -> Result<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let directory = |version: u32| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin"));
    let newest = versions
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .filter(|version| *version >= 15 && directory(*version).join("postgres").exists())
        .max();
    newest.map(directory).context("PostgreSQL 15 or newer is not installed")
}
