//! What npm's lock files say of its packages, and its registry of them.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Outcome, is_compatible, tracked};
use crate::root;

/// Further licences that tools may have, which are used here and not handed out.
const FOR_TOOLS: &[&str] = &["BlueOak-1.0.0", "CC-BY-3.0", "CC-BY-4.0", "Python-2.0"];

/// The licences that the lock files name.
pub(super) fn licences() -> Result<()> {
    for path in tracked(&["*package-lock.json"])?.lines() {
        let lock: Value = serde_json::from_str(&fs::read_to_string(root().join(path))?)
            .context("package-lock.json")?;
        let bad = incompatible(&lock);
        if !bad.is_empty() {
            bail!("{path}: not known to be compatible: {}", bad.join(", "));
        }
    }
    Ok(())
}

fn incompatible(lock: &Value) -> Vec<String> {
    let packages = lock.get("packages").and_then(Value::as_object).into_iter().flatten();
    let packages = packages.map(|(name, package)| {
        let licence = package.get("license").and_then(Value::as_str).unwrap_or_default();
        let is_tool = package.get("dev").and_then(Value::as_bool).unwrap_or_default();
        (name, licence, is_compatible(licence) || is_tool && FOR_TOOLS.contains(&licence))
    });
    packages
        .filter(|(.., is_good)| !is_good)
        .map(|(name, licence, _)| format!("{name} ({licence})"))
        .collect()
}

/// npm asks its registry about the packages of each lock file.
pub(super) fn audit() -> Result<Outcome> {
    for lock in tracked(&["*package-lock.json"])?.lines() {
        let Some(directory) = root().join(lock).parent().map(Path::to_path_buf) else { continue };
        let mut npm = Command::new("npm");
        let npm = npm
            .args(["audit", "--package-lock-only", "--audit-level=high", "--json"])
            .current_dir(directory);
        let Ok(output) = npm.output() else {
            return Ok(Outcome::NotChecked("npm is not installed".to_owned()));
        };
        let told: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        if told.get("vulnerabilities").is_none() {
            return Ok(Outcome::NotChecked("the registry of npm does not answer".to_owned()));
        }
        if !output.status.success() {
            bail!("{lock}: see npm audit");
        }
    }
    Ok(Outcome::Passed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_tool_may_have_licences_that_a_program_may_not() {
        let lock = json!({ "packages": {
            "node_modules/a": { "license": "MIT" }, "node_modules/b": { "license": "CC-BY-4.0",
                "dev": true },
            "node_modules/c": { "license": "CC-BY-4.0" }, "node_modules/d": { "license": "GPL-3.0",
                "dev": true },
            "node_modules/e": {},
        } });
        assert_eq!(
            incompatible(&lock),
            ["node_modules/c (CC-BY-4.0)", "node_modules/d (GPL-3.0)", "node_modules/e ()"]
        );
    }
}
