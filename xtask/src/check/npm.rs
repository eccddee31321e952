//! Licences and advisories of npm's packages.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Outcome, tracked};
use crate::root;

/// Further licences that development dependencies may have: they are not distributed.
const FOR_TOOLS: &[&str] = &["BlueOak-1.0.0", "CC-BY-3.0", "CC-BY-4.0", "Python-2.0"];

/// Compares the licences in the lock files with those that deny.toml allows.
pub(super) fn licences() -> Result<()> {
    let deny = fs::read_to_string(root().join("deny.toml")).context("cannot read deny.toml")?;
    let allowed = allowed(&deny).context("deny.toml has no list of licences")?;
    for path in tracked(&["*package-lock.json"])?.lines() {
        let lock: Value = serde_json::from_str(&fs::read_to_string(root().join(path))?)
            .context("package-lock.json")?;
        let bad = incompatible(&lock, &allowed);
        if !bad.is_empty() {
            bail!("{path}: not known to be compatible: {}", bad.join(", "));
        }
    }
    Ok(())
}

/// The list `licenses.allow` of deny.toml.
fn allowed(deny: &str) -> Option<Vec<&str>> {
    let list = deny.split_once("[licenses]")?.1.split_once("\nallow = [")?.1.split_once(']')?.0;
    Some(list.split('"').skip(1).step_by(2).collect())
}

fn incompatible(lock: &Value, allowed: &[&str]) -> Vec<String> {
    let packages = lock.get("packages").and_then(Value::as_object).into_iter().flatten();
    let packages = packages.map(|(name, package)| {
        let licence = package.get("license").and_then(Value::as_str).unwrap_or_default();
        let is_tool = package.get("dev").and_then(Value::as_bool).unwrap_or_default();
        let is_good = is_compatible(licence, allowed) || is_tool && FOR_TOOLS.contains(&licence);
        (name, licence, is_good)
    });
    packages
        .filter(|(.., is_good)| !is_good)
        .map(|(name, licence, _)| format!("{name} ({licence})"))
        .collect()
}

/// True if every licence of one alternative is allowed. An expression with further brackets than
/// those around it counts as not compatible.
fn is_compatible(expression: &str, allowed: &[&str]) -> bool {
    let inner = expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.unwrap_or(expression).split(" OR ").any(|alternative| {
        alternative.split(" AND ").all(|licence| allowed.contains(&licence.trim()))
    })
}

/// Asks npm's registry for advisories about the packages of each lock file.
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
        let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        if report.get("vulnerabilities").is_none() {
            return Ok(Outcome::NotChecked("npm's registry does not respond".to_owned()));
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
    fn development_dependencies_may_have_more_licences() {
        let lock = json!({ "packages": {
            "node_modules/a": { "license": "MIT" }, "node_modules/b": { "license": "CC-BY-4.0",
                "dev": true },
            "node_modules/c": { "license": "CC-BY-4.0" }, "node_modules/d": { "license": "GPL-3.0",
                "dev": true },
            "node_modules/e": {},
        } });
        assert_eq!(
            incompatible(&lock, &["MIT"]),
            ["node_modules/c (CC-BY-4.0)", "node_modules/d (GPL-3.0)", "node_modules/e ()"]
        );
    }

    #[test]
    fn one_allowed_alternative_is_enough() {
        let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"];
        for good in ["MIT", "(MIT OR GPL-3.0)", "GPL-3.0 OR Apache-2.0 AND MIT"] {
            assert!(is_compatible(good, &allowed), "{good}");
        }
        for bad in ["", "GPL-3.0", "(MIT AND GPL-3.0)", "(MIT OR GPL-3.0) AND SSPL-1.0"] {
            assert!(!is_compatible(bad, &allowed), "{bad}");
        }
    }

    #[test]
    fn allowed_licences_come_from_deny_toml() {
        let deny = fs::read_to_string(root().join("deny.toml")).unwrap();
        assert!(allowed(&deny).unwrap().contains(&"Apache-2.0"));
    }
}
