//! The chaos test: drivers make reservations and visit a garage while processes are killed,
//! connections are cut, and Stripe and the mail server fail. Afterwards every invariant must hold.

mod client;
mod counters;
mod drain;
mod driver;
mod injector;
mod mails;
mod operator;
mod plan;
mod platform;
mod prices;
mod process;
mod report;
mod schedule;
mod stripe;
mod tariffs;
mod visits;

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context, Result};
use tokio::{task::JoinSet, time::timeout};

pub use plan::Plan;
pub use report::Report;

use crate::{counters::Counters, platform::Platform};

/// Time in which all due work must be done after the last fault.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(120);

/// Runs the test. Services whose users cannot enter `directory` keep their files elsewhere.
/// Violations are part of the report; an error means that the test could not be carried out.
pub async fn run(
    plan: &Plan,
    directory: PathBuf,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Report> {
    let platform = Platform::start(plan, directory).await.context("cannot start the platform")?;
    let platform = Arc::new(platform);
    progress(&format!("the platform is ready, logs are in {}", platform.directory().display()));
    let counters = Arc::new(Counters::default());
    let schedule = schedule::new(plan);
    progress(&format!(
        "{} drivers and {} faults within {:?}",
        plan.reservations,
        schedule.len(),
        plan.duration
    ));
    let mut drivers = JoinSet::new();
    for number in 0..plan.reservations {
        let (platform, counters) = (Arc::clone(&platform), Arc::clone(&counters));
        drivers.spawn(driver::run(platform, counters, plan.clone(), number));
    }
    drivers.spawn(operator::run(Arc::clone(&platform), Arc::clone(&counters), plan.clone()));
    injector::run(&platform, &counters, schedule).await?;
    progress("all faults are injected");
    let mut violations = Vec::new();
    while let Some(result) = drivers.join_next().await {
        if let Err(error) = result.context("a driver panicked")? {
            violations.push(format!("a driver received no response: {error:#}"));
        }
    }
    progress("all drivers are done, waiting for due work");
    if timeout(DRAIN_TIMEOUT, platform.equipment.wait_until_reported()).await.is_err() {
        violations.push("the gateway could not report its events".to_owned());
    }
    violations.extend(drain::wait(&platform, DRAIN_TIMEOUT).await?);
    progress("running the daily reconciliation with Stripe, which finds lost webhooks");
    let reconciled = reconcile(&platform).await?;
    violations.extend(drain::wait(&platform, DRAIN_TIMEOUT).await?);
    let differences = reconcile(&platform).await?;
    violations.extend(differences.map(|text| format!("Stripe and the database differ:\n{text}")));
    let platform = Arc::into_inner(platform).context("the platform is still in use")?;
    report::create(plan, platform, &counters, reconciled, violations)
}

async fn reconcile(platform: &Arc<Platform>) -> Result<Option<String>> {
    let platform = Arc::clone(platform);
    tokio::task::spawn_blocking(move || platform.reconcile()).await?
}
