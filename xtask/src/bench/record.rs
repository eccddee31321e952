//! Records the statements of an api request from PostgreSQL's log, so that pgbench can repeat them.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use regex::{Captures, Regex};

use super::site::{Program, Site};

/// Longer than any measurement: no background work may run beside the request.
const NEVER_S: &str = "86400";
const NEVER_MS: &str = "86400000";

/// An api whose statements are logged.
pub(super) struct Recorder {
    pub(super) api: Program,
    log: PathBuf,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Statement {
    pub(super) sql: String,
    /// Values of `$1`, `$2` and so on.
    pub(super) values: Vec<Option<String>>,
}

impl Recorder {
    /// Starts an api with one connection to PostgreSQL.
    pub(super) fn start(site: &Site<'_>) -> Result<Self> {
        site.query("alter role postgres set log_statement = 'all'")?;
        let quiet = [
            ("DATABASE_POOL_SIZE", "1"),
            ("SEARCH_FROM", "database"),
            ("LIVE_POLL_MS", NEVER_MS),
            ("RELAY_INTERVAL_MS", NEVER_MS),
            ("AUDIT_SECONDS", NEVER_S),
            // Without Redis no messages about changes arrive.
            ("REDIS_URL", "redis://127.0.0.1:1/"),
        ];
        let api = site.api(&quiet);
        site.query("alter role postgres reset log_statement")?;
        Ok(Self { api: api?, log: site.place.root().join("postgres.log") })
    }

    /// Returns the statements of a request, and its result.
    pub(super) fn record<T>(
        &self,
        request: impl FnOnce(&Program) -> Result<T>,
    ) -> Result<(Vec<Statement>, T)> {
        let before = fs::metadata(&self.log)?.len();
        let result = request(&self.api)?;
        let log = fs::read(&self.log)?;
        let new = log.get(usize::try_from(before)?..).context("the log has become shorter")?;
        let statements = parse(&String::from_utf8_lossy(new))?;
        ensure!(!statements.is_empty(), "no statement was recorded");
        Ok((statements, result))
    }
}

/// Parses statements and parameters.
fn parse(log: &str) -> Result<Vec<Statement>> {
    let sql = Regex::new(r"\] LOG:  (?:execute [^:]*|statement): (.*)")?;
    let detail = Regex::new(r"\] DETAIL:  [Pp]arameters: (.*)")?;
    let value = Regex::new(r"\$\d+ = (?:NULL|'((?:[^']|'')*)')")?;
    let mut statements: Vec<Statement> = Vec::new();
    // Continuation lines are indented.
    for entry in log.replace("\n\t", "\n ").replace("\n ", " ").lines() {
        if let Some((_, [sql])) = sql.captures(entry).map(|captures| captures.extract()) {
            statements.push(Statement { sql: sql.to_owned(), values: Vec::new() });
        } else if let Some((_, [list])) = detail.captures(entry).map(|found| found.extract())
            && let Some(last) = statements.last_mut()
        {
            let text = |captures: Captures<'_>| {
                captures.get(1).map(|text| text.as_str().replace("''", "'"))
            };
            last.values = value.captures_iter(list).map(text).collect();
        }
    }
    Ok(statements)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_yields_statements_with_values() {
        let log = "2026-01-01 00:00:00.000 UTC [7] LOG:  statement: BEGIN\n\
                   2026-01-01 00:00:00.000 UTC [7] LOG:  execute __diesel_stmt_1: select \
                   $1,\n\t\t$2, $3\n\
                   2026-01-01 00:00:00.000 UTC [7] DETAIL:  parameters: $1 = 'it''s = ''so''', $2 \
                   = NULL, $3 = '{\"a\"}'\n\
                   2026-01-01 00:00:00.000 UTC [7] ERROR:  no\n\
                   2026-01-01 00:00:00.000 UTC [7] STATEMENT:  select 1\n\
                   2026-01-01 00:00:00.000 UTC [7] LOG:  statement: ROLLBACK\n";
        let statements = parse(log).unwrap();
        let sql: Vec<_> = statements.iter().map(|statement| statement.sql.as_str()).collect();
        assert_eq!(sql, ["BEGIN", "select $1, \t$2, $3", "ROLLBACK"]);
        let values = [Some("it's = 'so'".to_owned()), None, Some("{\"a\"}".to_owned())];
        let select = statements.iter().find(|statement| statement.sql.starts_with("select"));
        assert_eq!(select.unwrap().values, values);
    }
}
