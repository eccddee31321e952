//! Runs the chaos test once; see docs/TESTING.md.

use std::{path::PathBuf, process::ExitCode, time::Duration};

use anyhow::anyhow;
use chaos::Plan;
use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};

/// Injects faults while drivers make reservations, then checks the invariants.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Seed of all random choices; random by default.
    #[arg(long)]
    seed: Option<u64>,
    /// Number of drivers.
    #[arg(long, default_value_t = 400)]
    reservations: u32,
    /// Seconds in which faults are injected.
    #[arg(long, default_value_t = 120)]
    seconds: u64,
    /// Directory of logs and data; it is kept when an invariant is violated.
    #[arg(long)]
    directory: Option<PathBuf>,
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a command-line program")]
async fn main() -> ExitCode {
    let Arguments { seed, reservations, seconds, directory } = Arguments::parse();
    let seed = seed.unwrap_or_else(|| rand::random::<u32>().into());
    let plan = Plan { seed, reservations, duration: Duration::from_secs(seconds) };
    let temporary = || std::env::temp_dir().join(format!("curbhold-chaos-{}", std::process::id()));
    println!("{}", plan.command());
    let directory = directory.unwrap_or_else(temporary);
    let terminated = async { anyhow::Ok(signal(SignalKind::terminate())?.recv().await) };
    // Dropping the run stops all that it started.
    let outcome = tokio::select! {
        outcome = chaos::run(&plan, directory, &|text| println!("{text}")) => outcome,
        _ = terminated => Err(anyhow!("stopped")),
        _ = tokio::signal::ctrl_c() => Err(anyhow!("stopped")),
    };
    match outcome {
        Ok(report) => {
            println!("\n{report}");
            if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            println!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
