//! The state after the load: every accepted request has been processed.

use std::{
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use super::site::Site;
use crate::{cargo, stop};

/// Bounds the expiry of the last holds and the delivery of their mails.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(60);

/// Every confirmed hold exists and has expired, every job is done, and every invariant holds.
pub(super) fn jobs(site: &Site, held: &[String]) -> Result<()> {
    let ids = held.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(",");
    let expired =
        format!("select count(*) from reservations where status = 'expired' and id in ({ids})");
    let open = "select count(*) from jobs where state not in ('done', 'discarded')";
    let deadline = Instant::now() + SETTLE_TIMEOUT;
    let (wanted, zero) = (held.len().to_string(), "0");
    loop {
        let (expired, open) = (sql(site, &expired)?, sql(site, open)?);
        if expired == wanted && open == zero {
            break;
        }
        ensure!(
            Instant::now() < deadline,
            "{expired} of {wanted} holds have run out, {open} jobs are not done"
        );
        stop::check()?;
        thread::sleep(Duration::from_millis(200));
    }
    let mailed =
        sql(site, "select count(*) from jobs where kind = 'proof.send' and state = 'done'")?;
    ensure!(mailed.parse::<usize>()? >= held.len(), "{mailed} mails for {wanted} holds");
    cargo::succeed(
        "worker audit",
        cargo::status(
            site.program("worker", &["audit", "--json"]).stdout(std::process::Stdio::null()),
        )?,
    )
}

fn sql(site: &Site, statement: &str) -> Result<String> {
    let output = Command::new("psql")
        .args(["-XqAtc", statement])
        .arg(site.database())
        .output()
        .context("psql")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
