//! The hub of this process: reads the changes from the database once, and distributes them to the
//! clients that they concern.

mod broadcast;
mod commands;
mod members;
mod sites;

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use shared::{
    Result,
    platform::{cache::Cache, domain::version::Version},
    pricing::{domain::posted::PostedTariffs, models::posted_marker::MarkedTariffs},
};
use tokio::{
    sync::{Notify, mpsc, watch},
    time::{MissedTickBehavior, interval, sleep},
};

use commands::Command;
pub(super) use commands::{Client, Handle, InitialState, Subscribe};
use members::Member;

use super::{Sources, map::Map, watched_reservations::WatchedReservations};

pub(super) type ClientId = u64;

/// Interval of the checks for changes that occur by time alone.
const TICK: Duration = Duration::from_millis(250);
/// Pause after Redis could not be reached.
const RECONNECT_DELAY: Duration = Duration::from_secs(1);

/// Task that owns the state of all clients; see the module.
pub(super) struct Hub {
    sources: Sources,
    members: HashMap<ClientId, Member>,
    map: Map,
    reservations: WatchedReservations,
    /// The version that all clients have been sent; `None` without clients.
    version: Option<Version>,
    published_version: watch::Sender<Option<Arc<str>>>,
    /// Posted tariffs, as of the version or later.
    tariffs: MarkedTariffs,
    published_tariffs: watch::Sender<Arc<PostedTariffs>>,
}

impl Hub {
    /// Starts the hub and its Redis listener.
    pub(super) fn start(sources: Sources) -> Handle {
        let (commands, received) = mpsc::unbounded_channel();
        let (published_version, version) = watch::channel(None);
        let (published_tariffs, tariffs) = watch::channel(Arc::default());
        let notifications = Arc::new(Notify::new());
        tokio::spawn(listen(sources.cache.clone(), Arc::clone(&notifications)));
        let hub = Self {
            sources,
            members: HashMap::new(),
            map: Map::default(),
            reservations: WatchedReservations::default(),
            version: None,
            published_version,
            tariffs: MarkedTariffs::default(),
            published_tariffs,
        };
        tokio::spawn(hub.run(received, notifications));
        Handle::new(commands, version, tariffs)
    }

    /// Replaces the posted tariffs. Spots that are read from now on count as changed.
    fn post(&mut self, tariffs: MarkedTariffs) {
        self.published_tariffs.send_replace(Arc::clone(&tariffs.tariffs));
        self.tariffs = tariffs;
        self.map.renew_tariffs();
    }

    async fn run(
        mut self,
        mut commands: mpsc::UnboundedReceiver<Command>,
        notifications: Arc<Notify>,
    ) {
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last_read_at = Instant::now();
        loop {
            tokio::select! {
                command = commands.recv() => match command {
                    Some(command) => self.handle_command(command).await,
                    None => return,
                },
                () = notifications.notified() => {
                    last_read_at = Instant::now();
                    self.catch_up().await;
                }
                _ = ticks.tick() => {
                    let is_poll_due = last_read_at.elapsed() >= self.sources.settings.poll;
                    if is_poll_due || self.is_due() {
                        last_read_at = Instant::now();
                        self.catch_up().await;
                        self.map.remove_unwatched();
                    }
                }
            }
        }
    }

    async fn catch_up(&mut self) {
        if let Err(error) = self.try_to_catch_up().await {
            tracing::warn!(%error, "Could not read the changes");
        }
    }

    /// Executes one command. A client that has stopped waiting for the reply leaves right
    /// afterwards.
    async fn handle_command(&mut self, command: Command) {
        match command {
            Command::Subscribe { client, inbox, request, reply } => {
                drop(reply.send(self.subscribe(client, inbox, request).await));
            }
            Command::Unsubscribe { client, id, reply } => {
                self.unsubscribe(client, &id);
                drop(reply.send(Ok(())));
            }
            Command::Renew { client, access, reply } => {
                self.renew(client, access);
                drop(reply.send(Ok(())));
            }
            Command::Leave(client) => self.leave(client),
        }
    }
}

/// Forwards each notification of Redis, and adds one whenever notifications may have been lost.
async fn listen(cache: Cache, notifications: Arc<Notify>) {
    loop {
        match cache.listen().await {
            Ok(mut connection) => {
                notifications.notify_one();
                let mut messages = connection.on_message();
                while futures_util::StreamExt::next(&mut messages).await.is_some() {
                    notifications.notify_one();
                }
            }
            Err(error) => tracing::debug!(%error, "Could not subscribe to map changes"),
        }
        notifications.notify_one();
        sleep(RECONNECT_DELAY).await;
    }
}

type Reply<T> = tokio::sync::oneshot::Sender<Result<T>>;
