//! Runs cargo, and other tools, in the repository.

use std::process::{Command, ExitStatus};

use anyhow::{Context, Result, bail};

use crate::root;

/// The cargo that runs us. What it told us of ourselves it is not told again: some build scripts
/// look at such variables, and would compile most of what we depend on anew each time that a
/// command of ours follows one that was typed.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        }) {
            command.env_remove(name);
        }
    }
    command.current_dir(root());
    command
}

/// Builds binaries, showing cargo's own progress.
pub(crate) fn build(arguments: &[&str]) -> Result<()> {
    let mut command = cargo();
    command.args(["build", "--locked"]).args(arguments);
    succeed("cargo build", status(&mut command)?)
}

/// Builds every binary, together with the tests: alone, binaries would be compiled with fewer
/// features, and most of what they depend on twice.
pub(crate) fn build_all() -> Result<()> {
    build(&["--workspace", "--bins", "--tests"])
}

/// Runs a command to its end.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.status().with_context(|| format!("cannot run {name}: is it installed?"))
}

/// An error unless the command succeeded.
pub(crate) fn succeed(name: &str, status: ExitStatus) -> Result<()> {
    if status.success() { Ok(()) } else { bail!("{name} failed ({status})") }
}
