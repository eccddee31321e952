//! Programs of the workspace.

use std::{net::TcpStream, path::Path, process::Command};

use anyhow::Result;
use services::Daemon;

use crate::{cargo, environment::Variables};

/// The log is `directory/name.log`.
pub(crate) fn start_listening(
    name: &str,
    command: Command,
    directory: &Path,
    address: &str,
) -> Result<Daemon> {
    let log = directory.join(format!("{name}.log"));
    Daemon::start_ready(name, command, &log, || TcpStream::connect(address).is_ok())
}

/// A program of the debug build with only these variables.
pub(crate) fn program(variables: &Variables, name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo::binary(name));
    command.args(arguments).env_clear().envs(variables);
    command
}

/// Runs a command; an error unless it succeeds.
pub(crate) fn run(name: &str, command: &mut Command) -> Result<()> {
    cargo::succeed(name, cargo::status(command)?)
}
