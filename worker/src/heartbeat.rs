//! Heartbeat of the worker: without any worker, the API accepts no new reservations.

use std::time::Duration;

use shared::{
    Error, Result,
    platform::{clock::Clock, db::Db, models::worker_heartbeat},
};
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

/// Records a heartbeat every `interval`, until the process ends.
pub async fn beat_forever(db: Db, clock: Clock, interval: Duration) {
    let worker_id = Uuid::now_v7();
    let mut ticks = tokio::time::interval(interval);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = beat(&db, &clock, worker_id).await {
            tracing::warn!(%error, "Could not say that this worker is alive");
        }
    }
}

/// Records one heartbeat.
///
/// # Errors
/// When PostgreSQL cannot be reached.
pub async fn beat(db: &Db, clock: &Clock, worker_id: Uuid) -> Result<()> {
    let now = clock.now();
    db.autocommit(move |conn| Ok::<_, Error>(worker_heartbeat::beat(conn, worker_id, now)?)).await
}
