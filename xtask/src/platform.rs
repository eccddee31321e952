//! A platform for tests in a temporary folder, started and stopped by the documented commands.

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};
use services::DataDirectory;

use crate::{cargo, environment, programs, web};

/// A running platform; dropping it stops it and removes its data.
pub(crate) struct Platform {
    dev: PathBuf,
}

impl Platform {
    /// `cargo xtask up --detach` without rate limits, and without tiles of another server. The
    /// programs must have been built.
    pub(crate) fn start() -> Result<Self> {
        let platform =
            Self { dev: env::temp_dir().join(format!("curbhold-platform-{}", std::process::id())) };
        programs::run(&mut platform.xtask(&["up", "--detach", "--built", "--no-tiles"]))?;
        Ok(platform)
    }

    /// `cargo xtask up --demo` on this platform.
    pub(crate) fn demo(&self) -> Result<()> {
        programs::run(&mut self.xtask(&["up", "--demo"]))
    }

    /// A command in the web app's folder that reads this platform's `up.json`.
    pub(crate) fn browse(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = web::run(program, arguments);
        command.env("CURBHOLD_UP", self.dev.join("up.json"));
        command
    }

    fn xtask(&self, arguments: &[&str]) -> Command {
        // Not the current executable: cargo may have replaced its file.
        let mut command = Command::new(cargo::binary("xtask"));
        command.args(arguments).arg("--dev").arg(&self.dev).envs(environment::unlimited());
        command
    }

    fn remove(&self) -> Result<()> {
        programs::run(&mut self.xtask(&["down"]))?;
        fs::remove_dir_all(DataDirectory::new(&self.dev)?.root())?;
        if self.dev.exists() {
            fs::remove_dir_all(&self.dev).context("cannot remove the platform")
        } else {
            Ok(())
        }
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        if let Err(error) = self.remove() {
            println!("{} is left: {error:#}", self.dev.display());
        }
    }
}
