//! cargo-deny with `deny.toml`.

use anyhow::{Result, bail};

use super::Outcome;
use crate::{cargo::cargo, tools};

/// cargo-deny's message when it cannot fetch the advisory database.
const UNREACHABLE: &str = "failed to fetch advisory database";

/// Runs these checks of cargo-deny; installs it when it is missing.
pub(super) fn check(checks: &[&str]) -> Result<Outcome> {
    let mut deny = cargo();
    tools::with_path(&mut deny, &tools::CHECK.programs()?)?;
    let output =
        deny.args(["deny", "--locked", "check", "--hide-inclusion-graph"]).args(checks).output()?;
    let messages = [output.stdout, output.stderr]
        .map(|text| String::from_utf8_lossy(&text).into_owned())
        .concat();
    match output.status.success() {
        true => Ok(Outcome::Passed),
        // No known advisory is not the same as no advisory.
        false if messages.contains(UNREACHABLE) => {
            Ok(Outcome::NotChecked("the advisory database cannot be fetched".to_owned()))
        }
        false => bail!("{}", messages.trim()),
    }
}
