//! `cargo xtask`: the commands of the project. A fresh clone needs only cargo.
#![expect(clippy::print_stdout, reason = "a command prints its results")]

mod bench;
mod cargo;
mod chaos;
mod check;
mod checkout;
mod coverage;
mod demo;
mod deploy_test;
mod docker_test;
mod down;
mod environment;
mod fuzz;
mod http;
mod migration_data;
mod platform;
mod programs;
mod psql;
mod retry;
mod screenshots;
mod stop;
mod test;
mod tools;
mod up;
mod web;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// The commands of Curbhold.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Up(up::Up),
    Down(down::Down),
    /// Runs all tests, or those whose name contains NAME, on services of their own.
    ///
    /// PostgreSQL, RabbitMQ and Redis are started for the run and removed afterwards. The last line
    /// has the sum of all runners. Tests of the sample data count as skipped if ../shared/data is
    /// missing.
    Test {
        /// Part of the names.
        name: Option<String>,
    },
    /// Runs the static checks: format, words, typos, licences, advisories, layers, clippy, docs.
    ///
    /// Installs typos and cargo-deny into ~/.cache/curbhold when they are missing. NOT CHECKED
    /// before a step means that it could not run, for example without the network.
    Check,
    Words(check::words::Words),
    Coverage(coverage::Coverage),
    /// Measures speed, next to the limits of the hardware.
    Bench(bench::Bench),
    /// Sends the api valid and invalid requests that are generated from its OpenAPI document.
    Fuzz(fuzz::Fuzz),
    /// Makes a screenshot of every page of the web app, in target/screenshots.
    Screenshots,
    DeployTest(deploy_test::DeployTest),
    /// Builds every image and starts both compose files, if a Docker engine is available.
    DockerTest(docker_test::DockerTest),
    /// Injects failures while drivers park, then verifies the payments.
    Chaos(chaos::Chaos),
    MigrationData(migration_data::MigrationData),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Up(up) => up.run(),
        Command::Down(down) => down.run(),
        Command::Test { name } => test::run(name.as_deref()),
        Command::Check => check::run(),
        Command::Words(words) => words.run(),
        Command::Coverage(coverage) => coverage.run(),
        Command::Bench(bench) => bench.run(),
        Command::Fuzz(fuzz) => fuzz.run(),
        Command::Screenshots => screenshots::run(),
        Command::DeployTest(deploy_test) => deploy_test.run(),
        Command::DockerTest(docker_test) => docker_test.run(),
        Command::Chaos(chaos) => chaos.run(),
        Command::MigrationData(data) => data.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the repository.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}
