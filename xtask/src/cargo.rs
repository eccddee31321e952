//! Runs cargo in the repository.

use std::{path::PathBuf, process::Command};

use anyhow::Result;

use crate::{programs, root};

/// The cargo that runs xtask, without the variables it sets for xtask. Build scripts of some
/// dependencies track such variables and would run again, with all that depends on them, whenever
/// `cargo xtask` follows a plain cargo command.
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

/// A binary that `build` made.
pub(crate) fn binary(name: &str) -> PathBuf {
    binaries().join(name)
}

/// The folder of the binaries that `build` made.
pub(crate) fn binaries() -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    root().join(target).join("debug")
}

/// Builds binaries and shows cargo's progress.
pub(crate) fn build(arguments: &[&str]) -> Result<()> {
    let mut command = cargo();
    command.args(["build", "--locked"]).args(arguments);
    programs::run(&mut command)
}

/// Builds every binary together with the tests. Separate builds would enable fewer features for the
/// binaries and compile most dependencies twice.
pub(crate) fn build_all() -> Result<()> {
    build(&["--workspace", "--bins", "--tests"])
}
