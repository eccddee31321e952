//! Checks that all requested work is done, during and after the load.

use std::{process::Stdio, time::Duration};

use anyhow::{Result, ensure};

use super::{
    deployment::Deployment,
    load::{Reserved, STAY_S},
};
use crate::{programs, psql, retry};

/// Time for the last holds to expire, the last stays to end and their mails to be sent.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Fewer stays prove nothing.
const MIN_STAYS: u64 = 4;

const BILLED: &str = "select count(*) from reservations r join charges c on c.reservation_id = \
    r.id where r.status = 'completed' and c.state = 'paid'";

/// Waits until stays that are reserved from now on are extended by the driver, ended by the worker
/// and paid. Those that the driver ends are shorter.
pub(super) fn new_stays(deployment: &Deployment) -> Result<()> {
    let sql = |statement: &str| psql::query(deployment.database(), statement);
    let now = sql("select now()")?;
    let billed = format!("{BILLED} and c.seconds > {STAY_S} and r.created_at > '{now}'");
    retry::until_ok(TIMEOUT, || {
        let billed: u64 = sql(&billed)?.parse()?;
        ensure!(billed >= MIN_STAYS, "{billed} stays reserved since {now} are paid");
        Ok(())
    })
}

/// Every held reservation has expired, every stay is paid, every job is done, and every invariant
/// holds.
pub(super) fn jobs(deployment: &Deployment, reserved: &Reserved) -> Result<()> {
    let sql = |statement: &str| psql::query(deployment.database(), statement);
    let list =
        |ids: &[String]| ids.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(",");
    let (held, stays) = (list(&reserved.held), list(&reserved.stays));
    // Jobs without later reminders, such as that for a fee that Stripe has not reported.
    let counts = format!(
        "select (select count(*) from reservations where status = 'expired' and id in ({held})), \
         ({BILLED} and r.id in ({stays})), (select count(*) from jobs where state not in ('done', \
         'discarded') and run_at < now() + interval '10 minutes')"
    );
    let expected = format!("{}|{}|0", reserved.held.len(), reserved.stays.len());
    retry::until_ok(TIMEOUT, || {
        let counts = sql(&counts)?;
        ensure!(
            counts == expected,
            "{counts} instead of {expected} expired holds, paid stays and unfinished jobs"
        );
        Ok(())
    })?;
    let mails = sql("select count(*) from jobs where kind = 'proof.send' and state = 'done'")?;
    let held = reserved.held.len();
    ensure!(mails.parse::<usize>()? >= held, "{mails} mails for {held} holds");
    let mut audit = deployment.program("worker", &["audit", "--json"]);
    programs::run(audit.stdout(Stdio::null()))
}
