//! `cargo xtask test`: every test, on PostgreSQL, RabbitMQ and Redis that are started for it and thrown away afterwards.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use services::{Durability, Place, Postgres, RabbitMq, Redis, install};

use crate::{cargo, root, stop};

/// What the test runners counted.
#[derive(Debug, Default)]
struct Count {
    passed: u64,
    failed: u64,
    ignored: u64,
}

pub(crate) fn run(name: Option<&str>) -> Result<()> {
    stop::listen()?;
    install::install(&|what| println!("{what}"))?;
    cargo::build(&["--workspace", "--bins"])?;
    let directory = std::env::temp_dir().join(format!("curbhold-test-{}", std::process::id()));
    let place = Place::new(&directory)?;
    let outcome = on_services(&place, name);
    std::fs::remove_dir_all(place.root()).with_context(|| format!("cannot remove {}", place.root().display()))?;
    let count = outcome?;
    println!("\n{} passed, {} failed, {} skipped", count.passed, count.failed, count.ignored);
    if count.failed > 0 || count.passed == 0 { bail!("the tests failed") } else { Ok(()) }
}

fn on_services(place: &Place, name: Option<&str>) -> Result<Count> {
    let postgres = Postgres::start(place, None, Durability::ThrowAway)?;
    let rabbit = RabbitMq::start(place, None)?;
    let redis = Redis::start(place, None)?;
    println!("PostgreSQL, RabbitMQ and Redis are up in {}", place.root().display());
    let mut tests = cargo::cargo();
    tests.args(["test", "--workspace", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"]);
    tests.args(name.iter().flat_map(|name| ["--", name]));
    tests
        .env("TEST_DATABASE_URL", postgres.url())
        .env("TEST_AMQP_URL", rabbit.url())
        .env("TEST_REDIS_URL", redis.url())
        .env("INSTA_UPDATE", "no");
    let mut count = Count::default();
    let passed = watch(&mut tests, &mut count)?;
    stop::check()?;
    if !passed && count.failed == 0 {
        bail!("cargo test failed before it could count");
    }
    if name.is_none() {
        sdk(&mut count)?;
    }
    Ok(count)
}

/// Stripe's own Node library against the simulator: is it faithful?
fn sdk(count: &mut Count) -> Result<()> {
    let directory = root().join("testkit/stripe-simulator/sdk");
    let npm = |arguments: &[&str]| {
        let mut command = Command::new("npm");
        command.args(arguments).current_dir(&directory);
        command.env("STRIPE_SIMULATOR_BIN", root().join("target/debug/stripe-simulator"));
        command
    };
    cargo::succeed("npm ci", cargo::status(&mut npm(&["ci", "--no-audit", "--no-fund"]))?)?;
    let passed = watch(&mut npm(&["test", "--silent"]), count)?;
    if passed || count.failed > 0 { Ok(()) } else { bail!("npm test failed before it could count") }
}

/// Runs a test runner, shows what it says, and adds up what it counts. Answers whether it succeeded.
fn watch(command: &mut Command, count: &mut Count) -> Result<bool> {
    let program = Path::new(command.get_program()).display().to_string();
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot run {program}: is it installed?"))?;
    let output = child.stdout.take().context("no output")?;
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        count.add(&line);
    }
    Ok(child.wait()?.success())
}

impl Count {
    /// Understands the closing lines of cargo's and of node's test runner.
    fn add(&mut self, line: &str) {
        let number_before = |word: &str| {
            let before = line.split_once(word)?.0;
            before.trim_end().rsplit(' ').next()?.parse::<u64>().ok()
        };
        if line.starts_with("test result:") {
            self.passed += number_before(" passed").unwrap_or(0);
            self.failed += number_before(" failed").unwrap_or(0);
            self.ignored += number_before(" ignored").unwrap_or(0);
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ["ℹ" | "#", what, number] = words.as_slice() {
            let number = number.parse().unwrap_or(0);
            match *what {
                "pass" => self.passed += number,
                "fail" => self.failed += number,
                "skipped" => self.ignored += number,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_both_runners_are_added_up() {
        let mut count = Count::default();
        count.add("test result: ok. 7 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.17s");
        count.add("ℹ pass 5");
        count.add("ℹ fail 0");
        assert_eq!((count.passed, count.failed, count.ignored), (12, 1, 2));
    }
}
