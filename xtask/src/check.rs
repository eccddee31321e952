//! `cargo xtask check`: what a machine can say about the code without running it.

mod deny;
mod npm;

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{
    cargo::{cargo, status, succeed},
    root, stop,
};

/// Licences that may be combined with MIT OR Apache-2.0 in a program that is handed out. The same
/// list stands in deny.toml.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// What came of a step that did not fail.
enum Outcome {
    /// It looked, and found nothing.
    Passed,
    /// It could not look, and why.
    NotChecked(String),
}

type Step = (&'static str, fn() -> Result<Outcome>);

/// Cheapest first.
const STEPS: &[Step] = &[
    ("format", || passed(quietly(cargo().args(["fmt", "--all", "--check"])))),
    ("lock files name no other registry", || passed(lock_files())),
    ("licences", || passed(licences())),
    ("licences of npm's packages", || passed(npm::licences())),
    ("cargo deny: licences, bans, sources", || deny::check(&["licenses", "bans", "sources"])),
    ("cargo deny: advisories", || deny::check(&["advisories"])),
    ("npm audit: advisories", npm::audit),
    ("no unfinished places", || passed(unfinished())),
    ("the api does not know the worker", || passed(apart("api", "worker"))),
    ("the worker does not know the api", || passed(apart("worker", "api"))),
    ("the test harness is not shipped", || {
        passed(apart("worker", "testkit").and_then(|()| apart("api", "testkit")))
    }),
    ("clippy", || {
        let arguments = [
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ];
        passed(quietly(cargo().args(arguments)))
    }),
    ("documentation", || {
        let arguments = ["doc", "--workspace", "--no-deps", "--locked", "--quiet"];
        passed(quietly(cargo().args(arguments).env("RUSTDOCFLAGS", "-D warnings")))
    }),
];

fn passed(result: Result<()>) -> Result<Outcome> {
    result.map(|()| Outcome::Passed)
}

pub(crate) fn run() -> Result<()> {
    stop::listen()?;
    let mut failed = Vec::new();
    for (name, step) in STEPS.iter().take_while(|_| !stop::is_wanted()) {
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

fn quietly(command: &mut Command) -> Result<()> {
    let name = command.get_args().next().unwrap_or_default().to_string_lossy().into_owned();
    succeed(&name, status(command)?)
}

/// `package` must come to be without `other`, except in its tests.
fn apart(package: &str, other: &str) -> Result<()> {
    let tree = cargo()
        .args(["tree", "--locked", "-p", package, "-e", "normal", "--prefix", "none"])
        .output()?;
    let tree = String::from_utf8_lossy(&tree.stdout).into_owned();
    match tree.lines().skip(1).find(|line| line.starts_with(&format!("{other} "))) {
        Some(_) => bail!("{package} depends on {other}"),
        None => Ok(()),
    }
}

fn lock_files() -> Result<()> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))?;
    let own = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    if let Some(line) = lock.lines().find(|line| line.starts_with("source = ") && *line != own) {
        bail!("Cargo.lock: {line}");
    }
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

fn licences() -> Result<()> {
    let metadata = cargo().args(["metadata", "--locked", "--format-version", "1"]).output()?;
    let metadata: Value = serde_json::from_slice(&metadata.stdout).context("cargo metadata")?;
    let packages = metadata.get("packages").and_then(Value::as_array).context("no packages")?;
    let text = |package: &Value, name: &str| {
        package.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let bad: Vec<String> = packages
        .iter()
        .filter(|package| !is_compatible(&text(package, "license")))
        .map(|package| format!("{} ({})", text(package, "name"), text(package, "license")))
        .collect();
    if bad.is_empty() { Ok(()) } else { bail!("not known to be compatible: {}", bad.join(", ")) }
}

/// Whether one of the alternatives needs nothing but licences of the list.
fn is_compatible(expression: &str) -> bool {
    let plain = expression
        .replace(['(', ')'], " ")
        .replace('/', " OR ")
        .replace(" WITH LLVM-exception", "");
    let is_known = |licence: &str| LICENCES.contains(&licence.trim());
    // Without brackets AND binds first; where the brackets say otherwise, this asks for less only
    // if every licence is known.
    plain.split(" OR ").any(|all| all.split(" AND ").all(is_known))
        && (!expression.contains('(')
            || plain.split(" OR ").flat_map(|all| all.split(" AND ")).any(is_known))
}

fn unfinished() -> Result<()> {
    let marks =
        ["TO", "FIX"].map(|half| format!("{half}{}", if half == "TO" { "DO" } else { "ME" }));
    let found = Command::new("git")
        .current_dir(root())
        .args(["grep", "-nwE", &marks.join("|"), "--", "*.rs", "*.sql", "*.mjs", "*.ts", "*.tsx"])
        .output()?;
    let found = String::from_utf8_lossy(&found.stdout).into_owned();
    if found.is_empty() { Ok(()) } else { bail!("{found}") }
}

fn tracked(patterns: &[&str]) -> Result<String> {
    let files = Command::new("git").current_dir(root()).arg("ls-files").args(patterns).output()?;
    Ok(String::from_utf8_lossy(&files.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lists_of_licences_are_the_same() {
        let deny = std::fs::read_to_string(root().join("deny.toml")).unwrap();
        let list = deny.split_once("\nallow = [").unwrap().1.split_once(']').unwrap().0;
        let listed: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        assert_eq!(listed, LICENCES);
    }

    #[test]
    fn a_licence_is_compatible_when_one_alternative_is() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "Apache-2.0 OR GPL-3.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
        ] {
            assert!(is_compatible(good), "{good}");
        }
        for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "SSPL-1.0"] {
            assert!(!is_compatible(bad), "{bad}");
        }
    }
}
