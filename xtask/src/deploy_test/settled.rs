//! Checks after the load that all requested work is done.

use std::{process::Stdio, time::Duration};

use anyhow::{Result, ensure};

use super::deployment::Deployment;
use crate::{programs, psql, retry};

/// Time for the last holds to expire and their mails to be sent.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Every held reservation has expired, every job is done, and every invariant holds.
pub(super) fn jobs(deployment: &Deployment, held: &[String]) -> Result<()> {
    let sql = |statement: &str| psql::query(deployment.database(), statement);
    let ids = held.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(",");
    let expired =
        format!("select count(*) from reservations where status = 'expired' and id in ({ids})");
    let open = "select count(*) from jobs where state not in ('done', 'discarded')";
    let count = held.len().to_string();
    retry::until_ok(TIMEOUT, || {
        let (expired, open) = (sql(&expired)?, sql(open)?);
        ensure!(
            expired == count && open == "0",
            "{expired} of {count} holds have expired, {open} jobs are not done"
        );
        Ok(())
    })?;
    let mails = sql("select count(*) from jobs where kind = 'proof.send' and state = 'done'")?;
    ensure!(mails.parse::<usize>()? >= held.len(), "{mails} mails for {count} holds");
    let mut audit = deployment.program("worker", &["audit", "--json"]);
    programs::run(audit.stdout(Stdio::null()))
}
