//! The monkey: does what the schedule says. Acts overlap; only those on the same thing wait for one
//! another.

use std::{sync::Arc, thread, time::Duration};

use anyhow::{Context, Result};
use services::Shutdown;
use stripe_simulator::{Fault, FaultKind};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep_until},
};

use crate::{
    part::Part,
    schedule::{Act, Mischief},
    site::{Site, locked},
    tally::Tally,
};

/// How long answers are lost before the connection is.
const SILENCE: Duration = Duration::from_millis(150);

/// Does every act at its time; answers when the last one is over and everything is up again.
///
/// # Errors
/// When something that was killed does not start again, or had ended by itself.
pub(crate) async fn play(site: &Arc<Site>, tally: &Tally, acts: Vec<Act>) -> Result<()> {
    let begin = Instant::now();
    let mut under_way = JoinSet::new();
    for act in acts {
        sleep_until(begin + act.at).await;
        tally.mischief(act.mischief.name());
        let site = Arc::clone(site);
        // Killing and starting blocks.
        under_way.spawn_blocking(move || perform(&site, &act).with_context(|| act.mischief.name()));
        while let Some(done) = under_way.try_join_next() {
            done.context("the monkey panicked")??;
        }
    }
    while let Some(done) = under_way.join_next().await {
        done.context("the monkey panicked")??;
    }
    Ok(())
}

fn perform(site: &Site, act: &Act) -> Result<()> {
    let rest = || thread::sleep(act.lasts);
    match act.mischief {
        Mischief::KillApi => {
            site.point_webhooks_at(1 - act.which);
            kill(&mut locked(site.api(act.which)?), act.lasts)?;
        }
        Mischief::KillWorker => kill(&mut locked(site.worker(act.which)?), act.lasts)?,
        Mischief::KillRabbitMq => {
            let mut rabbit = locked(site.rabbit());
            rabbit.kill();
            rest();
            rabbit.restart()?;
        }
        Mischief::WipeRabbitMq => locked(site.rabbit()).wipe()?,
        Mischief::KillRedis => {
            let mut redis = locked(site.redis());
            redis.kill();
            rest();
            redis.restart()?;
        }
        Mischief::StopPostgres(how) => stop_postgres(site, how, act.lasts)?,
        Mischief::CutPostgres => {
            site.database.cut();
            rest();
            site.database.mend();
        }
        Mischief::CutRabbitMq => {
            site.broker.cut();
            rest();
            site.broker.mend();
        }
        Mischief::MutePostgres => {
            site.database.hold_replies();
            thread::sleep(SILENCE);
            site.database.cut();
            site.database.mend();
        }
        Mischief::MuteRabbitMq => {
            site.broker.hold_replies();
            thread::sleep(SILENCE);
            site.broker.cut();
            site.broker.mend();
        }
        Mischief::Stripe(fault) => {
            let delay_ms = u64::try_from(act.lasts.as_millis()).unwrap_or_default();
            site.simulator.inject(Fault {
                fault,
                path: act.path.to_owned(),
                times: act.times,
                delay_ms,
            });
            if fault == FaultKind::HoldAfter {
                rest();
                site.simulator.release();
            }
        }
        Mischief::RefuseMail => site.mails.refuse_next(act.times),
    }
    Ok(())
}

fn kill(part: &mut Part, down: Duration) -> Result<()> {
    part.kill()?;
    thread::sleep(down);
    part.restart();
    Ok(())
}

fn stop_postgres(site: &Site, how: Shutdown, down: Duration) -> Result<()> {
    let mut postgres = locked(site.postgres());
    postgres.shut_down(how);
    thread::sleep(down);
    postgres.restart()
}
