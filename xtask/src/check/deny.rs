//! cargo-deny, with `deny.toml`, where it is installed.

use anyhow::{Result, bail};

use super::Outcome;
use crate::cargo::cargo;

/// What cargo-deny says when it cannot get the database of advisories: that nothing is known is not
/// that nothing is wrong.
const UNREACHABLE: &str = "failed to fetch advisory database";

/// Runs these checks of cargo-deny.
pub(super) fn check(what: &[&str]) -> Result<Outcome> {
    if !cargo().args(["deny", "--version"]).output().is_ok_and(|output| output.status.success()) {
        let how = "cargo-deny is not installed (`cargo install cargo-deny --locked`)";
        return Ok(Outcome::NotChecked(how.to_owned()));
    }
    let output = cargo()
        .args(["deny", "--locked", "check", "--hide-inclusion-graph"])
        .args(what)
        .output()?;
    let said = [output.stdout, output.stderr]
        .map(|text| String::from_utf8_lossy(&text).into_owned())
        .concat();
    match output.status.success() {
        true => Ok(Outcome::Passed),
        false if said.contains(UNREACHABLE) => {
            Ok(Outcome::NotChecked("the database of advisories cannot be reached".to_owned()))
        }
        false => bail!("{}", said.trim()),
    }
}
