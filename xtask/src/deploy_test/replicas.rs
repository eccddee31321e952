//! The apis and workers of a deployment: start, restart, and nginx's list of apis.

use std::{fs, path::Path, process::Command};

use anyhow::{Result, ensure};
use services::Daemon;

use crate::{
    programs::{self, Programs},
    root, stop,
};

/// Name, verb, and the variable of the address at which a replica listens.
pub(super) const API: [&str; 3] = ["api", "serve", "API_ADDRESS"];
pub(super) const WORKER: [&str; 3] = ["worker", "run", "METRICS_ADDRESS"];

/// Starts a program at each of the ports and waits until the health checks succeed.
pub(super) fn start_all(
    home: &Path,
    programs: &Programs,
    program: [&str; 3],
    ports: [u16; 2],
) -> Result<Vec<Daemon>> {
    ports.into_iter().map(|port| start_healthy(home, programs, program, port)).collect()
}

/// Starts a program and waits until its health check succeeds.
fn start_healthy(
    home: &Path,
    programs: &Programs,
    [name, verb, address]: [&str; 3],
    port: u16,
) -> Result<Daemon> {
    let started = fs::read_dir(home)?.count();
    let log = home.join(format!("{name}-{port}-{started}.log"));
    let with_address = |arguments: &[&str]| {
        let mut command = programs.command(name, arguments);
        // Two processes cannot serve metrics at one address.
        command.env("METRICS_ADDRESS", "").env(address, format!("127.0.0.1:{port}"));
        command
    };
    let is_healthy = || programs::output(&mut with_address(&["health"])).is_ok();
    Daemon::start_ready(name, with_address(&[verb]), &log, is_healthy)
}

/// An error when the process has exited by itself.
pub(super) fn restart(
    process: &mut Daemon,
    home: &Path,
    programs: &Programs,
    program: [&str; 3],
    port: u16,
) -> Result<()> {
    ensure!(!process.has_ended(), "{} at port {port} has exited", process.name());
    process.stop();
    *process = start_healthy(home, programs, program, port)?;
    stop::check()
}

/// Adds or removes an api of nginx's upstreams.
pub(super) fn upstreams(home: &Path, action: &str, port: u16) -> Result<()> {
    let mut command = Command::new(root().join("nginx/bin/upstreams"));
    command.args([action, &format!("127.0.0.1:{port}")]).env("RUN_DIR", home.join("edge/run"));
    programs::output(&mut command).map(drop)
}
