//! Starts programs and waits until they accept connections.

use std::{net::TcpStream, path::Path, process::Command};

use anyhow::Result;
use services::Daemon;

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
