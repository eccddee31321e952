//! `cargo xtask chaos`: hundreds of reservations under injected failures, then a check of all
//! invariants. See docs/TESTING.md.

use std::process::Command;

use anyhow::Result;
use services::install;

use crate::{cargo, stop};

/// Runs reservations under injected failures.
#[derive(clap::Args)]
pub(crate) struct Chaos {
    /// The seed of all random values. The default is a new one, which is printed.
    #[arg(long)]
    seed: Option<u64>,
    /// The number of drivers, each with one reservation.
    #[arg(long, default_value_t = 400)]
    reservations: u32,
    /// The duration of the failures, in seconds.
    #[arg(long, default_value_t = 120)]
    seconds: u64,
}

impl Chaos {
    pub(crate) fn run(&self) -> Result<()> {
        stop::listen()?;
        install::install(&|what| println!("{what}"))?;
        cargo::build(&["-p", "api", "-p", "worker", "-p", "chaos", "--bins"])?;
        // Cargo puts all binaries into one folder.
        let mut chaos = Command::new(std::env::current_exe()?.with_file_name("chaos"));
        chaos.args([
            "--reservations",
            &self.reservations.to_string(),
            "--seconds",
            &self.seconds.to_string(),
        ]);
        if let Some(seed) = self.seed {
            chaos.args(["--seed", &seed.to_string()]);
        }
        cargo::succeed("the chaos test", cargo::status(&mut chaos)?)
    }
}
