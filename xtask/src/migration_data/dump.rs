//! Dumps of the rows that the test of the migrations compares.

use std::{
    fs::File,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use crate::{programs, psql, root};

/// The tables that the test compares, and those that they reference. Jobs, mails and sessions are
/// left out: they would make the files several times as large. Earlier commits lack some.
const TABLES: [&str; 23] = [
    "cities",
    "sites",
    "zones",
    "spots",
    "tariffs",
    "tariff_versions",
    "tariff_assignments",
    "closures",
    "users",
    "guests",
    "cards",
    "reservations",
    "quotes",
    "segments",
    "devices",
    "lanes",
    "visits",
    "reservation_transitions",
    "charges",
    "charge_attempts",
    "refunds",
    "disputes",
    "ledger_entries",
];

/// Writes `<version of the last migration>_<name>.sql.gz`, and returns its path.
pub(super) fn write(url: &str, name: &str) -> Result<PathBuf> {
    let version = psql::query(url, "select max(version) from __diesel_schema_migrations")?;
    let file = format!("shared/tests/it/migrated_data/{version}_{name}.sql.gz");
    let path = root().join(file);
    // Triggers would run without a search path, and write rows for live updates.
    let mut pg_dump = Command::new("pg_dump");
    pg_dump.args(["--data-only", "--disable-triggers", "--no-owner"]);
    pg_dump.args(TABLES.map(|table| format!("--table=public.{table}"))).arg(url);
    let sql = portable(&programs::output(&mut pg_dump)?);
    let mut gzip = Command::new("gzip")
        .arg("-9n")
        .stdin(Stdio::piped())
        .stdout(File::create(&path)?)
        .spawn()
        .context("cannot run gzip")?;
    gzip.stdin.take().context("no input")?.write_all(sql.as_bytes())?;
    ensure!(gzip.wait()?.success(), "gzip failed");
    Ok(path)
}

/// Removes comments and the commands that older versions of PostgreSQL and psql do not know. No row
/// begins with such a word, because the first column of each table is an id.
fn portable(sql: &str) -> String {
    let is_kept = |line: &&str| {
        let left_out = ["--", "SET ", "\\restrict", "\\unrestrict"];
        !line.is_empty() && !left_out.iter().any(|start| line.starts_with(start))
    };
    sql.lines().filter(is_kept).map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_and_comments_are_left_out() {
        let sql = "-- dump\n\\restrict x\nSET transaction_timeout = 0;\n\n\
            COPY public.cities (id) FROM stdin;\n1\n\\.\n\\unrestrict x\n";
        assert_eq!(portable(sql), "COPY public.cities (id) FROM stdin;\n1\n\\.\n");
    }
}
