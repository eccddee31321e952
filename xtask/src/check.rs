//! `cargo xtask check`: static checks of the code, its dependencies and its texts.

mod deny;
mod npm;
pub(crate) mod words;

use std::process::Command;

use anyhow::{Result, bail};

use crate::{cargo::cargo, programs, root, stop, tools};

/// The result of a step that did not fail.
enum Outcome {
    Passed,
    /// The step could not run, with the reason.
    NotChecked(String),
}

type Step = (&'static str, fn() -> Result<Outcome>);

/// Cheapest first.
const STEPS: &[Step] = &[
    ("format", || passed(programs::run(cargo().args(["fmt", "--all", "--check"])))),
    ("npm's lock files name no other registry", || passed(lock_files())),
    ("no unfinished places", || passed(unfinished())),
    ("words: terms, descriptions, test names, widths", || passed(words::check())),
    ("typos", || passed(typos())),
    ("licences of npm's packages", || passed(npm::licences())),
    ("cargo deny: licences, bans, sources", || deny::check(&["licenses", "bans", "sources"])),
    ("cargo deny: advisories", || deny::check(&["advisories"])),
    ("npm audit: advisories", npm::audit),
    ("the api does not depend on the worker", || passed(independent("api", "worker"))),
    ("the worker does not depend on the api", || passed(independent("worker", "api"))),
    ("the test harness is not shipped", || {
        passed(independent("worker", "testkit").and_then(|()| independent("api", "testkit")))
    }),
    ("clippy", || {
        let arguments = "clippy --workspace --all-targets --locked --quiet -- -D warnings";
        passed(programs::run(cargo().args(arguments.split(' '))))
    }),
    ("documentation", || {
        let arguments = "doc --workspace --no-deps --locked --quiet";
        let mut doc = cargo();
        passed(programs::run(doc.args(arguments.split(' ')).env("RUSTDOCFLAGS", "-D warnings")))
    }),
];

fn passed(result: Result<()>) -> Result<Outcome> {
    result.map(|()| Outcome::Passed)
}

pub(crate) fn run() -> Result<()> {
    stop::listen()?;
    let mut failed = Vec::new();
    for (name, step) in STEPS.iter().take_while(|_| !stop::is_requested()) {
        match step() {
            Ok(Outcome::Passed) => println!("ok          {name}"),
            Ok(Outcome::NotChecked(reason)) => println!("NOT CHECKED {name}: {reason}"),
            Err(error) => {
                println!("FAILED      {name}\n            {error:#}");
                failed.push(*name);
            }
        }
    }
    if failed.is_empty() { stop::check() } else { bail!("failed: {}", failed.join(", ")) }
}

/// Fails if `package` depends on `other`, dev-dependencies aside.
fn independent(package: &str, other: &str) -> Result<()> {
    let mut tree = cargo();
    tree.args(["tree", "--locked", "-p", package, "-e", "normal", "--prefix", "none"]);
    let tree = programs::output(&mut tree)?;
    match tree.lines().skip(1).find(|line| line.starts_with(&format!("{other} "))) {
        Some(_) => bail!("{package} depends on {other}"),
        None => Ok(()),
    }
}

/// cargo-deny checks the registries of Cargo.lock.
fn lock_files() -> Result<()> {
    let locks = tracked(&["*package-lock.json"])?;
    for path in locks.lines() {
        let lock = std::fs::read_to_string(root().join(path))?;
        let foreign = lock.lines().find(|line| {
            line.contains("\"resolved\"") && !line.contains("https://registry.npmjs.org/")
        });
        if let Some(line) = foreign {
            bail!("{path}: {}", line.trim());
        }
    }
    Ok(())
}

/// Runs typos with `_typos.toml`; installs it when it is missing.
fn typos() -> Result<()> {
    let program = tools::CHECK.programs()?.join("typos");
    let output = Command::new(program).current_dir(root()).args(["--format", "brief"]).output()?;
    if output.status.success() {
        return Ok(());
    }
    let messages = [output.stdout, output.stderr].concat();
    bail!("{}", String::from_utf8_lossy(&messages).trim())
}

fn unfinished() -> Result<()> {
    let marks = concat!("TO", "DO|FIX", "ME");
    let found = Command::new("git")
        .current_dir(root())
        .args(["grep", "-nwE", marks, "--", "*.rs", "*.sql", "*.mjs", "*.ts", "*.tsx"])
        .output()?;
    let found = String::from_utf8_lossy(&found.stdout).into_owned();
    if found.is_empty() { Ok(()) } else { bail!("{found}") }
}

fn tracked(patterns: &[&str]) -> Result<String> {
    programs::output(Command::new("git").current_dir(root()).arg("ls-files").args(patterns))
}
