//! Runs the simulator as a program.

use clap::{Parser, Subcommand};
use site_simulator::{Settings, Simulator};
use tokio::signal::unix::{SignalKind, signal};

/// Simulates the equipment of a garage.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until stopped.
    Serve(Settings),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Command::Serve(settings) = Arguments::parse().command;
    let mut simulator = Simulator::start(settings).await?;
    print_address(simulator.url());
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        () = simulator.wait() => {}
        _ = terminate.recv() => {}
        stopped = tokio::signal::ctrl_c() => stopped?,
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a command-line program")]
fn print_address(url: &str) {
    println!("Site simulator listening on {url}");
}
