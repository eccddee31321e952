//! `chaos`: runs the test once; see docs/TESTING.md.

use std::{path::PathBuf, process::ExitCode, time::Duration};

use chaos::Plan;
use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};

/// Kills, cuts and refuses while drivers park, then looks at the books.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// What all chance is drawn from; a new one if it is left out.
    #[arg(long)]
    seed: Option<u64>,
    /// How many drivers come.
    #[arg(long, default_value_t = 400)]
    reservations: u32,
    /// How long the disorder lasts.
    #[arg(long, default_value_t = 120)]
    seconds: u64,
    /// Where logs and data go while it runs, and stay when something is broken.
    #[arg(long)]
    directory: Option<PathBuf>,
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a command for people")]
async fn main() -> ExitCode {
    let Arguments { seed, reservations, seconds, directory } = Arguments::parse();
    let seed = seed.unwrap_or_else(|| rand::random::<u32>().into());
    let plan = Plan { seed, reservations, duration: Duration::from_secs(seconds) };
    let own = || std::env::temp_dir().join(format!("curbhold-chaos-{}", std::process::id()));
    println!("{}", plan.command());
    let directory = directory.unwrap_or_else(own);
    let stopped = async {
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => Ok(()),
            ctrl_c = tokio::signal::ctrl_c() => ctrl_c,
        }
    };
    // What was started ends together with what is dropped here.
    let outcome = tokio::select! {
        outcome = chaos::run(&plan, directory, &|text| println!("{text}")) => outcome,
        stopped = stopped => Err(stopped.err().map_or_else(|| anyhow::anyhow!("stopped"),
            anyhow::Error::from)),
    };
    match outcome {
        Ok(verdict) => {
            println!("\n{verdict}");
            if verdict.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            println!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
