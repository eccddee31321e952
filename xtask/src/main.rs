//! Every command of the project, so that a fresh clone needs nothing but cargo.
#![expect(clippy::print_stdout, reason = "these are commands for people")]

mod bench;
mod cargo;
mod chaos;
mod check;
mod demo;
mod deploy_test;
mod docker_test;
mod down;
mod environment;
mod fuzz;
mod http;
mod platform;
mod programs;
mod psql;
mod retry;
mod screenshots;
mod stop;
mod test;
mod up;
mod web;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Curbhold's commands.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Installs, starts and prepares everything, and says where it is.
    Up(up::Up),
    /// Stops what `up --detach` left running. The data stays.
    Down(down::Down),
    /// Runs every test, or those whose name contains NAME, on real services of their own.
    Test {
        /// Part of the names.
        name: Option<String>,
    },
    /// Format, lints, documentation, layers, licences, advisories.
    Check,
    /// Speed, beside its ceiling.
    Bench(bench::Bench),
    /// Sends the api whatever its OpenAPI document allows, and much that it does not.
    Fuzz(fuzz::Fuzz),
    /// Shows every page of the web app, in docs/screenshots.
    Screenshots,
    /// The platform as it is deployed, without containers: nginx, certificates, restarts, while
    /// people use it.
    DeployTest,
    /// Builds every image and brings both compose files up, where a Docker engine can be had.
    DockerTest(docker_test::DockerTest),
    /// Kills, cuts and refuses everything while drivers park, then checks the books.
    Chaos(chaos::Chaos),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Up(up) => up.run(),
        Command::Down(down) => down.run(),
        Command::Test { name } => test::run(name.as_deref()),
        Command::Check => check::run(),
        Command::Bench(bench) => bench.run(),
        Command::Fuzz(fuzz) => fuzz.run(),
        Command::Screenshots => screenshots::run(),
        Command::DeployTest => deploy_test::run(),
        Command::DockerTest(docker_test) => docker_test.run(),
        Command::Chaos(chaos) => chaos.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Where the repository is.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}
