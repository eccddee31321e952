//! `cargo xtask test`: every test, on PostgreSQL, RabbitMQ and Redis of its own.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use services::{DataDirectory, Durability, Postgres, RabbitMq, Redis, install};

use crate::{cargo, deploy_test, platform::Platform, programs, root, stop, web};

/// Files beside the repository that tests with `#[ignore]` read.
const SAMPLE_DATA: &[&str] =
    &["../shared/data/nyc_meters.csv", "../shared/data/stripe_fixtures.json"];

/// Results of tests.
#[derive(Debug, Default)]
pub(crate) struct Count {
    passed: u64,
    pub(crate) failed: u64,
    skipped: u64,
}

pub(crate) fn run(name: Option<&str>) -> Result<()> {
    stop::listen()?;
    install::install(&|step| println!("{step}"))?;
    cargo::build_all()?;
    let count = with_services("test", |variables| run_all(name, variables))?;
    count.finish()
}

/// Starts PostgreSQL, RabbitMQ and Redis for `run`, and removes them afterwards. `run` receives the
/// environment variables with their URLs.
pub(crate) fn with_services<T>(
    purpose: &str,
    run: impl FnOnce(&[(&'static str, String)]) -> Result<T>,
) -> Result<T> {
    let directory = std::env::temp_dir().join(format!("curbhold-{purpose}-{}", std::process::id()));
    let place = DataDirectory::new(&directory)?;
    let outcome = start_services(&place).and_then(|(postgres, rabbit, redis)| {
        println!("PostgreSQL, RabbitMQ and Redis are up in {}", place.root().display());
        run(&[
            ("TEST_DATABASE_URL", postgres.url()),
            ("TEST_AMQP_URL", rabbit.url()),
            ("TEST_REDIS_URL", redis.url()),
            ("INSTA_UPDATE", std::env::var("INSTA_UPDATE").unwrap_or_else(|_| "no".to_owned())),
        ])
    });
    std::fs::remove_dir_all(place.root())
        .with_context(|| format!("cannot remove {}", place.root().display()))?;
    outcome
}

fn start_services(place: &DataDirectory) -> Result<(Postgres, RabbitMq, Redis)> {
    let postgres = Postgres::start(place, None, Durability::ThrowAway)?;
    let rabbit = RabbitMq::start(place, None)?;
    let redis = Redis::start(place, None)?;
    Ok((postgres, rabbit, redis))
}

/// Arguments of libtest: the filter, and whether tests that read the sample data run.
pub(crate) fn filter(name: Option<&str>) -> Vec<&str> {
    let missing: Vec<&str> =
        SAMPLE_DATA.iter().copied().filter(|path| !root().join(path).exists()).collect();
    let ignored = if missing.is_empty() {
        Some("--include-ignored")
    } else {
        println!("tests of the sample data are skipped: {} not found", missing.join(", "));
        None
    };
    name.into_iter().chain(ignored).collect()
}

fn run_all(name: Option<&str>, variables: &[(&'static str, String)]) -> Result<Count> {
    let mut tests = cargo::cargo();
    tests.args(["test", "--workspace", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"]);
    tests.arg("--").args(filter(name)).envs(variables.iter().cloned());
    let mut count = Count::default();
    let passed = watch(&mut tests, &mut count)?;
    stop::check()?;
    if !passed && count.failed == 0 {
        bail!("cargo test failed before it ran a test");
    }
    suites(name, &mut count)?;
    Ok(count)
}

/// Suites that cargo does not run, each with a name for the filter.
fn suites(name: Option<&str>, count: &mut Count) -> Result<()> {
    let is_selected = |suite: &str| name.is_none_or(|name| suite.contains(name));
    if is_selected("stripe_sdk") {
        let sdk = root().join("testkit/stripe-simulator/sdk");
        let npm = |arguments: &[&str]| {
            let mut npm = Command::new("npm");
            npm.args(arguments).current_dir(&sdk);
            npm.env("STRIPE_SIMULATOR_BIN", cargo::binary("stripe-simulator"));
            npm
        };
        programs::run(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
        // Stripe's Node library is the reference for the simulator.
        count.suite("stripe_sdk", &mut npm(&["test", "--silent"]))?;
    }
    if is_selected("web_check") {
        web::install()?;
        count.suite("web_check", &mut web::run("npm", &["run", "--silent", "check"]))?;
    }
    if is_selected("deploy_test") {
        deploy_test::run_all(count)?;
    }
    let (demo, browsers) = (is_selected("up_demo"), is_selected("web_e2e"));
    stop::check()?;
    if !demo && !browsers {
        return Ok(());
    }
    let platform = Platform::start()?;
    if demo {
        // A failure is counted, and the other suites run.
        drop(count.test("up_demo", platform.demo()));
    }
    stop::check()?;
    if browsers {
        install::browser(&|step| println!("{step}"))?;
        count.suite(
            "web_e2e",
            &mut platform.browse("npx", &["--no-install", "playwright", "test", "--reporter=list"]),
        )?;
    }
    Ok(())
}

/// Runs a test runner, prints its output and adds its results to `count`. Returns true if it
/// succeeded.
fn watch(command: &mut Command, count: &mut Count) -> Result<bool> {
    let program = Path::new(command.get_program()).display().to_string();
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {program}: is it installed?"))?;
    let output = child.stdout.take().context("no output")?;
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        count.add(&line);
    }
    Ok(child.wait()?.success())
}

impl Count {
    /// Prints and counts the result of a test; an error also after Ctrl-C.
    pub(crate) fn test<T>(&mut self, name: &str, result: Result<T>) -> Result<T> {
        stop::check()?;
        println!("test {name} ... {}", if result.is_ok() { "ok" } else { "FAILED" });
        *(if result.is_ok() { &mut self.passed } else { &mut self.failed }) += 1;
        result
    }

    /// Prints and counts a test that cannot run.
    pub(crate) fn skip(&mut self, name: &str, reason: &str) {
        println!("test {name} ... skipped: {reason}");
        self.skipped += 1;
    }

    /// Prints the sum; an error if a test has failed, or if there was none.
    pub(crate) fn finish(&self) -> Result<()> {
        println!("\n{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped);
        if self.failed > 0 || self.passed + self.skipped == 0 {
            bail!("the tests failed")
        }
        Ok(())
    }

    /// Runs a suite. One that exits with an error but reports no failed test counts as one failure.
    fn suite(&mut self, name: &str, command: &mut Command) -> Result<()> {
        let before = self.failed;
        // Some runners colour their results even without a terminal.
        command.env("NO_COLOR", "1").env("FORCE_COLOR", "0");
        if !watch(command, self)? && self.failed == before {
            println!("test {name} ... FAILED");
            self.failed += 1;
        }
        Ok(())
    }

    /// Adds the closing line of libtest, node's test runner, Vitest or Playwright.
    fn add(&mut self, line: &str) {
        let line = line.replace(['|', ';'], " ");
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_playwright = line.starts_with("  ") && matches!(words.len(), 2 | 3);
        match words.as_slice() {
            ["ℹ" | "#", what, number] => self.add_pair(number, what),
            ["test", "result:", rest @ ..] | ["Tests", rest @ ..] => {
                rest.iter().zip(rest.iter().skip(1)).for_each(|(n, what)| self.add_pair(n, what));
            }
            // Indented, and only the time follows.
            [number, what, ..] if is_playwright => self.add_pair(number, what),
            _ => {}
        }
    }

    fn add_pair(&mut self, number: &str, what: &str) {
        let number: u64 = number.parse().unwrap_or_default();
        match what {
            "pass" | "passed" => self.passed += number,
            "fail" | "failed" | "flaky" | "interrupted" => self.failed += number,
            "skipped" | "ignored" => self.skipped += number,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_test_is_no_failure() {
        let mut count = Count::default();
        assert!(count.finish().is_err());
        count.skip("skipped", "no data");
        assert_eq!((count.passed, count.failed, count.skipped), (0, 0, 1));
        assert!(count.finish().is_ok());
    }

    #[test]
    fn closing_lines_of_every_runner_are_summed() {
        let mut count = Count::default();
        count.add(
            "test result: ok. 7 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; \
            finished in 0.17s",
        );
        count.add("ℹ pass 5");
        count.add("ℹ fail 0");
        assert_eq!((count.passed, count.failed, count.skipped), (12, 1, 2));
        for line in [
            " Test Files  3 passed (3)",
            "      Tests  1 failed | 20 passed | 4 skipped (25)",
            "   Duration  2 s",
        ] {
            count.add(line);
        }
        assert_eq!((count.passed, count.failed, count.skipped), (32, 2, 6));
        for line in [
            "Running 9 tests using 1 worker",
            "  1 flaky",
            "    [phone] › guest.spec.ts:3:1",
            "  2 skipped",
            "  6 passed (1.2m)",
        ] {
            count.add(line);
        }
        assert_eq!((count.passed, count.failed, count.skipped), (38, 3, 8));
    }
}
