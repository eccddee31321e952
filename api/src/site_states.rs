//! Publishes the states of sites after changes. Every reader derives the state from the counts; the
//! stored state is the memory of the hysteresis, and its changes are recorded.

use std::{collections::HashSet, time::Duration};

use shared::{
    Result,
    platform::{clock::Clock, db::Db, domain::ids::SiteId},
    visits::operations::refresh_site_states,
};
use tokio::{sync::mpsc, time::sleep};

/// Time for which changes are collected: a busy site changes many times a second.
const COLLECT_FOR: Duration = Duration::from_millis(250);

/// Handle to the task that refreshes the states. Clones share it.
#[derive(Clone)]
pub(crate) struct SiteStates(mpsc::UnboundedSender<SiteId>);

impl SiteStates {
    /// Starts the task, which ends when the last handle is dropped.
    pub(crate) fn start(db: Db, clock: Clock) -> Self {
        let (changes, received) = mpsc::unbounded_channel();
        tokio::spawn(run(db, clock, received));
        Self(changes)
    }

    /// Reports a commit that may have changed the count of a site. If the process stops before the
    /// state is refreshed, the worker's reconciler refreshes it.
    pub(crate) fn changed(&self, id: SiteId) {
        // Fails only at shutdown.
        let _ = self.0.send(id);
    }
}

async fn run(db: Db, clock: Clock, mut received: mpsc::UnboundedReceiver<SiteId>) {
    while let Some(first) = received.recv().await {
        sleep(COLLECT_FOR).await;
        let mut ids = HashSet::from([first]);
        while let Ok(another) = received.try_recv() {
            ids.insert(another);
        }
        let (ids, now): (Vec<SiteId>, _) = (ids.into_iter().collect(), clock.now());
        let refresh: Result<_> = db.write(move |conn| refresh_site_states(conn, &ids, now)).await;
        if let Err(error) = refresh {
            tracing::warn!(%error, "Could not refresh the states of sites");
        }
    }
}
