//! Metrics about jobs. Every worker exports the same values: aggregate them with `max`.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, Utc};
use metrics::gauge;
use shared::{
    Error,
    platform::{
        clock::Clock,
        db::Db,
        metrics::{JOBS_DEAD, JOBS_DUE, JOBS_OLDEST_DUE, number},
        models::backlog::Backlog,
    },
};
use tokio::time::MissedTickBehavior;

/// Interval between updates: similar to Prometheus' scrape interval.
const INTERVAL: Duration = Duration::from_secs(10);

/// Updates the metrics until the process ends.
pub async fn watch_jobs_forever(db: Db, clock: Clock) {
    let mut ticks = tokio::time::interval(INTERVAL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // Kinds with dead jobs: their metric must be reset to zero when there are none left.
    let mut known = HashSet::new();
    loop {
        ticks.tick().await;
        let now = clock.now();
        match db.read(move |conn| Ok::<_, Error>(Backlog::now(conn, now)?)).await {
            Ok(backlog) => update_metrics(&backlog, &mut known, now),
            Err(error) => tracing::warn!(%error, "Could not read the backlog of jobs"),
        }
    }
}

fn update_metrics(backlog: &Backlog, known: &mut HashSet<String>, now: DateTime<Utc>) {
    for kind in known.iter() {
        if !backlog.dead.iter().any(|(dead, _)| dead == kind) {
            gauge!(JOBS_DEAD, "kind" => kind.clone()).set(0.0);
        }
    }
    for (kind, count) in &backlog.dead {
        gauge!(JOBS_DEAD, "kind" => kind.clone()).set(number(*count));
        known.insert(kind.clone());
    }
    gauge!(JOBS_DUE).set(number(backlog.due));
    let late = backlog.oldest_due.map_or(0, |since| (now - since).num_seconds().max(0));
    gauge!(JOBS_OLDEST_DUE).set(number(late));
}
