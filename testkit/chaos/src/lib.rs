//! The chaos test: hundreds of reservations while processes are killed, connections are cut, and
//! Stripe and the mail server misbehave. Then everything is up again, and the books must agree to
//! the cent.

mod calm;
mod client;
mod driver;
mod mails;
mod monkey;
mod operator;
mod part;
mod plan;
mod ports;
mod schedule;
mod site;
mod stripe;
mod tally;
mod verdict;

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context, Result};
use tokio::task::JoinSet;

pub use plan::Plan;
pub use verdict::Verdict;

use crate::{site::Site, tally::Tally};

/// How long everything that is due may take to be done, once nothing goes wrong any more.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs the whole test in `directory` (some services' files may lie elsewhere when it is closed to
/// their users); `say` is told how it goes.
///
/// # Errors
/// When it could not be carried out. What it finds is in the verdict.
pub async fn run(plan: &Plan, directory: PathBuf, say: &(dyn Fn(&str) + Sync)) -> Result<Verdict> {
    let site = Arc::new(Site::start(plan, directory).await.context("cannot set the test up")?);
    say(&format!("everything is up, logs are in {}", site.directory().display()));
    let tally = Arc::new(Tally::default());
    let acts = schedule::of(plan);
    say(&format!(
        "{} drivers come, {} things go wrong within {:?}",
        plan.reservations,
        acts.len(),
        plan.duration
    ));
    let mut drivers = JoinSet::new();
    for number in 0..plan.reservations {
        drivers.spawn(driver::drive(Arc::clone(&site), Arc::clone(&tally), plan.clone(), number));
    }
    drivers.spawn(operator::work(Arc::clone(&site), Arc::clone(&tally), plan.clone()));
    monkey::play(&site, &tally, acts).await?;
    say("the disorder is over");
    let mut broken = Vec::new();
    while let Some(drove) = drivers.join_next().await {
        if let Err(error) = drove.context("a driver panicked")? {
            broken.push(format!("a driver was not answered: {error:#}"));
        }
    }
    say("every driver has gone, waiting for what is still to be done");
    broken.extend(calm::wait(&site, PATIENCE).await?);
    say("comparing Stripe's books with ours, as is done every day: what a lost webhook should \
            have told is found now");
    let missed = reconcile(&site).await?;
    broken.extend(calm::wait(&site, PATIENCE).await?);
    broken.extend(
        reconcile(&site).await?.map(|said| format!("Stripe's books and ours differ:\n{said}")),
    );
    let site = Arc::into_inner(site).context("somebody still holds on to the site")?;
    verdict::reach(plan, site, &tally, missed, broken)
}

async fn reconcile(site: &Arc<Site>) -> Result<Option<String>> {
    let site = Arc::clone(site);
    tokio::task::spawn_blocking(move || site.reconcile()).await?
}
