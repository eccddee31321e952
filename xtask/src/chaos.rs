//! `cargo xtask chaos`: hundreds of reservations while everything is killed, cut and refused; then
//! the books are checked. See docs/TESTING.md.

use std::process::Command;

use anyhow::Result;
use services::install;

use crate::{cargo, programs, stop};

/// What is to be tried.
#[derive(clap::Args)]
pub(crate) struct Chaos {
    /// What all chance is drawn from; a new one, which is printed, if it is left out.
    #[arg(long)]
    seed: Option<u64>,
    /// How many drivers come, each for one reservation.
    #[arg(long, default_value_t = 400)]
    reservations: u32,
    /// How long the disorder lasts.
    #[arg(long, default_value_t = 120)]
    seconds: u64,
}

impl Chaos {
    pub(crate) fn run(&self) -> Result<()> {
        stop::listen()?;
        install::install(&|what| println!("{what}"))?;
        cargo::build(&["-p", "api", "-p", "worker", "-p", "chaos", "--bins"])?;
        // Cargo has put it beside us.
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
        programs::run("the chaos test", &mut chaos)
    }
}
