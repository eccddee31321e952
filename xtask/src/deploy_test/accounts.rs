//! The site's accounts. Production refuses those of `api seed`, whose password is published.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use super::site::program;
use crate::environment::Variables;

/// The address of the account with this role.
pub(super) fn email(role: &str) -> String {
    format!("{role}@deployment.example")
}

/// Creates the demo city, disables its accounts, and creates an operator and a driver with this
/// password.
pub(super) fn create(variables: &Variables, password: &str) -> Result<()> {
    let refused = program(variables, "api", &["seed"]).output()?;
    ensure!(!refused.status.success(), "production was seeded");
    let mut seed = program(variables, "api", &["seed"]);
    finish(seed.env("PUBLIC_URL", "http://localhost/"), "")?;
    // The api is expected to exit: the timeout only bounds the failure of this test.
    let mut serve = Command::new("timeout");
    serve.arg("60").arg(program(variables, "api", &[]).get_program()).arg("serve");
    let serving =
        serve.env_clear().envs(variables).env("METRICS_ADDRESS", "").output().context("timeout")?;
    let stderr = String::from_utf8_lossy(&serving.stderr).into_owned();
    ensure!(
        stderr.contains("operator@curbhold.example"),
        "an api started with published passwords: {stderr}"
    );
    for role in ["operator", "driver"] {
        finish(&mut program(variables, "api", &["create-admin", &email(role)]), password)?;
    }
    let sql = format!(
        "update users set disabled_at = now() where email like '%@curbhold.example'; \
         update users set role = 'driver' where email = '{}'",
        email("driver")
    );
    let url = variables.get("DATABASE_URL").context("no database")?;
    finish(Command::new("psql").args(["-Xq", "-v", "ON_ERROR_STOP=1", "-c", &sql]).arg(url), "")
}

/// Runs a command until it ends, with this line as its standard input.
fn finish(command: &mut Command, line: &str) -> Result<()> {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that reads no input may have ended.
        drop(writeln!(stdin, "{line}"));
    }
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
