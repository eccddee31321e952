//! Accounts of the deployment. The accounts of `api seed` have published passwords, which
//! production rejects.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use crate::{programs::Programs, psql};

/// The schema of an earlier commit may have no tariffs.
const END_TARIFFS: &str = "do $$ begin if to_regclass('tariff_assignments') is not null then \
    update tariff_assignments set ends_at = starts_at; end if; end $$";

/// The email address of the account with this role.
pub(super) fn email(role: &str) -> String {
    format!("{role}@deployment.example")
}

/// Creates the demo city as in development, disables its accounts, and creates an operator and a
/// driver with this password. A stay costs a dollar a second, without any tariff, so that one of
/// seconds is billed.
pub(super) fn create(programs: &Programs, password: &str) -> Result<()> {
    let refused = programs.command("api", &["seed"]).output()?;
    ensure!(!refused.status.success(), "production was seeded");
    let mut seed = programs.command("api", &["seed"]);
    run(seed.env("PUBLIC_URL", "http://localhost/"), "")?;
    // The api must exit by itself; `timeout` stops it otherwise.
    let mut serve = Command::new("timeout");
    serve.arg("60").arg(programs.folder.join("api")).arg("serve");
    serve.env_clear().envs(&programs.variables).env("METRICS_ADDRESS", "");
    let output = serve.output().context("timeout")?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(
        errors.contains("operator@curbhold.example"),
        "an api started with published passwords: {errors}"
    );
    for role in ["operator", "driver"] {
        run(&mut programs.command("api", &["create-admin", &email(role)]), password)?;
    }
    let sql = format!(
        "update users set disabled_at = now() where email like '%@curbhold.example'; \
         update users set role = 'driver' where email = '{}'; \
         update spots set rate_minor_per_hour = 360000; {END_TARIFFS}",
        email("driver")
    );
    psql::query(programs.variables.get("DATABASE_URL").context("no database")?, &sql).map(drop)
}

/// Runs a command with this line as its standard input.
fn run(command: &mut Command, line: &str) -> Result<()> {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that does not read its input may have exited.
        drop(writeln!(stdin, "{line}"));
    }
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
