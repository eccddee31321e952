//! Programs of the workspace.

use std::{
    net::TcpStream,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use services::Daemon;

use crate::environment::Variables;

/// Programs of one build, with only these variables.
#[derive(Clone)]
pub(crate) struct Programs {
    /// The folder of the binaries.
    pub(crate) folder: PathBuf,
    pub(crate) variables: Variables,
}

impl Programs {
    pub(crate) fn command(&self, name: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.folder.join(name));
        command.args(arguments).env_clear().envs(&self.variables);
        command
    }
}

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

/// The standard output of a command, trimmed; an error with its standard error if it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot run {name}"))?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name} failed: {}", errors.trim());
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a command; an error, which names the program and its first argument, unless it succeeds.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let words = [Some(command.get_program()), command.get_args().next()];
    let words = words.map(|word| word.unwrap_or_default().to_string_lossy().into_owned());
    let status = command.status().with_context(|| format!("cannot run {}", words.join(" ")))?;
    ensure!(status.success(), "{} failed ({status})", words.join(" "));
    Ok(())
}
