//! A private PostgreSQL.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    Daemon, Place,
    place::command_as,
    port::{answers, free_port},
};

const USER: &str = "postgres";

/// What a power cut may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing that was committed.
    Real,
    /// Everything: for tests.
    ThrowAway,
}

/// How it is told to end while clients are connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shutdown {
    /// Transactions are rolled back, connections closed, all is written down.
    Fast,
    /// At once, as if it had crashed: the next start recovers from the log.
    Immediate,
}

/// A running PostgreSQL; it stops when it is dropped.
#[derive(Debug)]
pub struct Postgres {
    data: PathBuf,
    log: PathBuf,
    port: u16,
    durability: Durability,
    daemon: Option<Daemon>,
}

impl Postgres {
    /// Starts PostgreSQL on `port`, or a free one, with the data that `place` has, or none yet.
    ///
    /// # Errors
    /// When it is not installed, or does not start.
    pub fn start(place: &Place, port: Option<u16>, durability: Durability) -> Result<Self> {
        let home = place.of("postgres", USER)?;
        let (data, log) = (home.join("data"), place.root().join("postgres.log"));
        if !data.join("PG_VERSION").exists() {
            let mut initdb = command_as(USER, &binaries()?.join("initdb"));
            initdb
                .args([
                    "-U",
                    "postgres",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync",
                    "-D",
                ])
                .arg(&data);
            run(initdb, "initdb")?;
        }
        let port = port.map_or_else(free_port, Ok)?;
        let mut postgres = Self { data, log, port, durability, daemon: None };
        postgres.restart()?;
        Ok(postgres)
    }

    /// Starts it again, after [`Self::kill`], on the same port with the same data.
    ///
    /// # Errors
    /// When it does not start.
    pub fn restart(&mut self) -> Result<()> {
        // A killed server leaves its pid behind, which by now may be another's.
        if self.daemon.is_none() && self.data.join("postmaster.pid").exists() {
            fs::remove_file(self.data.join("postmaster.pid"))
                .context("cannot clean up after an earlier PostgreSQL")?;
        }
        let mut command = command_as(USER, &binaries()?.join("postgres"));
        command.arg("-D").arg(&self.data).args(["-p", &self.port.to_string(), "-k", ""]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "max_connections=300",
            "shared_buffers=512MB",
            "timezone=UTC",
        ] {
            command.args(["-c", setting]);
        }
        if self.durability == Durability::ThrowAway {
            let careless = [
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
                "wal_level=minimal",
                "max_wal_senders=0",
                // Hundreds of databases that live for a second: their statistics are not worth a
                // processor.
                "autovacuum=off",
            ];
            for setting in careless {
                command.args(["-c", setting]);
            }
        }
        let mut daemon = Daemon::start("PostgreSQL", command, &self.log)?;
        let ready = binaries()?.join("pg_isready");
        let port = self.port.to_string();
        daemon.wait_until(&self.log, || {
            let mut command = Command::new(&ready);
            command
                .args(["-q", "-h", "127.0.0.1", "-p", &port])
                .status()
                .is_ok_and(|status| status.success())
        })?;
        self.daemon = Some(daemon);
        Ok(())
    }

    /// Where its database `postgres` is, for its superuser.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends it without waiting for its clients.
    pub fn shut_down(&mut self, how: Shutdown) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.end_by(match how {
                Shutdown::Fast => "INT",
                Shutdown::Immediate => "QUIT",
            });
        }
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill();
        }
    }

    /// Lets it outlive us.
    pub fn leave(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.leave();
        }
    }

    /// Its process id.
    pub fn pid(&self) -> Option<u32> {
        self.daemon.as_ref().map(Daemon::pid)
    }

    /// Whether somebody answers on `port`.
    pub fn answers(port: u16) -> bool {
        answers(port)
    }
}

/// Where the newest PostgreSQL of the machine has its programs.
pub(crate) fn binaries() -> Result<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .filter(|version| {
            *version >= 15
                && Path::new(&format!("/usr/lib/postgresql/{version}/bin/postgres")).exists()
        })
        .max();
    match newest {
        Some(version) => Ok(PathBuf::from(format!("/usr/lib/postgresql/{version}/bin"))),
        None => bail!("PostgreSQL 15 or newer is not installed"),
    }
}

fn run(mut command: Command, name: &str) -> Result<()> {
    let output = command.output().with_context(|| format!("cannot run {name}"))?;
    if !output.status.success() {
        bail!("{name} failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}
