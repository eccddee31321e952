//! `cargo xtask test`: every test, on PostgreSQL, RabbitMQ and Redis that are started for it and
//! thrown away afterwards.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use services::{Durability, Place, Postgres, RabbitMq, Redis, install};

use crate::{cargo, deploy_test, platform::Platform, root, stop, web};

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
    cargo::build_all()?;
    let directory = std::env::temp_dir().join(format!("curbhold-test-{}", std::process::id()));
    let place = Place::new(&directory)?;
    let outcome = on_services(&place, name);
    std::fs::remove_dir_all(place.root())
        .with_context(|| format!("cannot remove {}", place.root().display()))?;
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
    suites(name, &mut count)?;
    Ok(count)
}

/// The tests of others than cargo, each under a name of its own.
fn suites(name: Option<&str>, count: &mut Count) -> Result<()> {
    let is_wanted = |suite: &str| name.is_none_or(|name| suite.contains(name));
    if is_wanted("stripe_sdk") {
        let sdk = root().join("testkit/stripe-simulator/sdk");
        let npm = |arguments: &[&str]| {
            let mut npm = Command::new("npm");
            npm.args(arguments).current_dir(&sdk);
            npm.env("STRIPE_SIMULATOR_BIN", root().join("target/debug/stripe-simulator"));
            npm
        };
        cargo::succeed("npm ci", cargo::status(&mut npm(&["ci", "--no-audit", "--no-fund"]))?)?;
        // Stripe's own Node library against the simulator: is it faithful?
        count.suite("stripe_sdk", &mut npm(&["test", "--silent"]))?;
    }
    let web = web::directory();
    if let Some(web) = web.as_deref().filter(|_| is_wanted("web_check")) {
        web::install(web)?;
        count.suite("web_check", &mut web::run("npm", &["run", "--silent", "check"]))?;
    }
    if web.is_some() && is_wanted("deploy_test") {
        let results = deploy_test::run_all()?;
        count.passed += results.passed;
        count.failed += results.failed;
    }
    let (demo, browsers) = (is_wanted("up_demo"), web.is_some() && is_wanted("web_e2e"));
    stop::check()?;
    if !demo && !browsers {
        return Ok(());
    }
    let platform = Platform::start()?;
    if demo {
        let played = platform.demo()?;
        println!("test up_demo ... {}", if played { "ok" } else { "FAILED" });
        let counted = if played { &mut count.passed } else { &mut count.failed };
        *counted += 1;
    }
    stop::check()?;
    if browsers {
        install::browser(&|what| println!("{what}"))?;
        count.suite(
            "web_e2e",
            &mut platform.browse("npx", &["--no-install", "playwright", "test", "--reporter=list"]),
        )?;
    }
    Ok(())
}

/// Runs a test runner, shows what it says, and adds up what it counts. Answers whether it
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
    /// Runs a suite; one that fails without having counted a failure is one.
    fn suite(&mut self, name: &str, command: &mut Command) -> Result<()> {
        let before = self.failed;
        // Some colour what they count even where nobody looks.
        command.env("NO_COLOR", "1").env("FORCE_COLOR", "0");
        if !watch(command, self)? && self.failed == before {
            println!("test {name} ... FAILED");
            self.failed += 1;
        }
        Ok(())
    }

    /// Understands the closing lines of the test runners of cargo, of node, Vitest and Playwright.
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
        match words.as_slice() {
            ["Tests", counts @ ..] => {
                counts.split(|word| *word == "|").for_each(|one| self.add_pair(one));
            }
            // Indented, and nothing follows but the time.
            [number, what] | [number, what, _] if line.starts_with("  ") => {
                self.add_pair(&[number, what])
            }
            _ => {}
        }
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

    fn add_pair(&mut self, pair: &[&str]) {
        let [number, what, ..] = pair else { return };
        let number = number.parse().unwrap_or(0);
        match *what {
            "passed" => self.passed += number,
            "failed" | "flaky" | "interrupted" => self.failed += number,
            "skipped" => self.ignored += number,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_every_runner_are_added_up() {
        let mut count = Count::default();
        count.add(
            "test result: ok. 7 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; \
            finished in 0.17s",
        );
        count.add("ℹ pass 5");
        count.add("ℹ fail 0");
        assert_eq!((count.passed, count.failed, count.ignored), (12, 1, 2));
        for line in [
            " Test Files  3 passed (3)",
            "      Tests  1 failed | 20 passed | 4 skipped (25)",
            "   Duration  2 s",
        ] {
            count.add(line);
        }
        assert_eq!((count.passed, count.failed, count.ignored), (32, 2, 6));
        for line in [
            "Running 9 tests using 1 worker",
            "  1 flaky",
            "    [phone] › guest.spec.ts:3:1",
            "  2 skipped",
            "  6 passed (1.2m)",
        ] {
            count.add(line);
        }
        assert_eq!((count.passed, count.failed, count.ignored), (38, 3, 8));
    }
}
