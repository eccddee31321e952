//! Injects the scheduled faults. Faults overlap; faults of the same component run one after the
//! other.

use std::{sync::Arc, thread, time::Duration};

use anyhow::{Context, Result};
use stripe_simulator::{Fault as StripeFault, FaultKind};
use testkit::proxy::Proxy;
use tokio::{
    task::JoinSet,
    time::{Instant, sleep_until},
};

use crate::{
    counters::Counters,
    platform::Platform,
    process::ManagedProcess,
    schedule::{Fault, Injection},
};

/// Time in which replies are held before the connection is cut.
const HELD_REPLIES: Duration = Duration::from_millis(150);
/// The garage is offline longer than a killed process is down.
const OFFLINE_FACTOR: u32 = 4;

/// Returns after the last fault, when all components run again. Fails when a killed component does
/// not restart or had exited by itself.
pub(crate) async fn run(
    platform: &Arc<Platform>,
    counters: &Counters,
    schedule: Vec<Injection>,
) -> Result<()> {
    let start = Instant::now();
    let mut running = JoinSet::new();
    for injection in schedule {
        sleep_until(start + injection.at).await;
        let name = injection.fault.name();
        counters.fault(name);
        let platform = Arc::clone(platform);
        // Killing and starting processes blocks.
        running.spawn_blocking(move || inject(&platform, &injection).context(name));
        while let Some(done) = running.try_join_next() {
            done.context("the fault injector panicked")??;
        }
    }
    while let Some(done) = running.join_next().await {
        done.context("the fault injector panicked")??;
    }
    Ok(())
}

fn inject(platform: &Platform, injection: &Injection) -> Result<()> {
    let pause = || thread::sleep(injection.lasts);
    match injection.fault {
        Fault::KillApi => {
            platform.point_webhooks_at(1 - injection.instance);
            kill(&mut platform.api(injection.instance)?.lock(), injection.lasts)?;
        }
        Fault::KillWorker => {
            kill(&mut platform.worker(injection.instance)?.lock(), injection.lasts)?;
        }
        Fault::KillRabbitMq => {
            let mut rabbit = platform.rabbit.lock();
            rabbit.kill();
            pause();
            rabbit.restart()?;
        }
        Fault::WipeRabbitMq => platform.rabbit.lock().wipe()?,
        Fault::KillRedis => {
            let mut redis = platform.redis.lock();
            redis.kill();
            pause();
            redis.restart()?;
        }
        Fault::StopPostgres(shutdown) => {
            let mut postgres = platform.postgres.lock();
            postgres.shut_down(shutdown);
            pause();
            postgres.restart()?;
        }
        Fault::CutPostgres => cut(&platform.database, injection.lasts),
        Fault::CutRabbitMq => cut(&platform.broker, injection.lasts),
        Fault::LosePostgresReplies => lose_replies(&platform.database),
        Fault::LoseRabbitMqReplies => lose_replies(&platform.broker),
        Fault::Stripe(fault) => {
            let delay_ms = u64::try_from(injection.lasts.as_millis()).unwrap_or_default();
            let (path, times) = (injection.path.to_owned(), injection.times);
            platform.simulator.inject(StripeFault { fault, path, times, delay_ms });
            if fault == FaultKind::HoldAfter {
                pause();
                platform.simulator.release();
            }
        }
        Fault::GatewayOffline => {
            // Long enough for vehicles to come and go.
            platform.equipment.set_offline(true);
            thread::sleep(injection.lasts * OFFLINE_FACTOR);
            platform.equipment.set_offline(false);
        }
        Fault::RejectMail => platform.mails.refuse_next(injection.times, "451 not now"),
    }
    Ok(())
}

fn kill(process: &mut ManagedProcess, downtime: Duration) -> Result<()> {
    process.kill()?;
    thread::sleep(downtime);
    process.process.restart();
    Ok(())
}

fn cut(proxy: &Proxy, downtime: Duration) {
    proxy.cut();
    thread::sleep(downtime);
    proxy.mend();
}

fn lose_replies(proxy: &Proxy) {
    proxy.hold_replies();
    thread::sleep(HELD_REPLIES);
    proxy.cut();
    proxy.mend();
}
