//! `cargo xtask chaos`: hundreds of reservations under injected failures, then a check of all
//! invariants. See docs/TESTING.md.

use std::process::Command;

use anyhow::Result;
use services::install;

use crate::{cargo, programs, stop};

/// Runs reservations under injected failures.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Chaos {
    /// Options of the program `chaos`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    options: Vec<String>,
}

impl Chaos {
    pub(crate) fn run(&self) -> Result<()> {
        stop::listen()?;
        install::install(&|what| println!("{what}"))?;
        cargo::build(&["-p", "api", "-p", "worker", "-p", "chaos", "--bins"])?;
        // Cargo puts all binaries into one folder.
        let mut chaos = Command::new(std::env::current_exe()?.with_file_name("chaos"));
        programs::run(chaos.args(&self.options))
    }
}
