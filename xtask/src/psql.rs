//! SQL statements run by psql: xtask has no database library, because libpq may not be installed.

use std::process::Command;

use anyhow::{Context, Result};

use crate::programs;

/// One line per row, columns separated by `|`.
pub(crate) fn query(url: &str, sql: &str) -> Result<String> {
    let mut psql = Command::new("psql");
    programs::output(psql.args(["-XqAtvON_ERROR_STOP=1", "-c", sql, url]))
        .with_context(|| sql.to_owned())
}
