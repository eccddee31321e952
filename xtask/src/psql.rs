//! SQL statements run by psql: xtask has no database library, because libpq may not be installed.

use std::process::Command;

use anyhow::{Context, Result, ensure};

/// One line per row, columns separated by `|`.
pub(crate) fn query(url: &str, sql: &str) -> Result<String> {
    let mut psql = Command::new("psql");
    psql.args(["-XqAtvON_ERROR_STOP=1", "-c", sql, url]);
    let output = psql.output().context("cannot run psql")?;
    ensure!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
