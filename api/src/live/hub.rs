//! The one who knows all clients of this process: asks the database what has changed, once, and
//! tells those whom it concerns.

mod broadcast;
mod commands;
mod members;

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use shared::{Result, platform::domain::version::Version};
use tokio::{
    sync::{Notify, mpsc, watch},
    time::{MissedTickBehavior, interval, sleep},
};

use commands::Command;
pub(super) use commands::{Address, Answer, Client, Subscribe};
use members::Member;

use super::{map::Map, own::Own};
use crate::App;

/// A client of this process.
pub(super) type ClientId = u64;

/// How often it is looked whether the clock has changed something.
const TICK: Duration = Duration::from_millis(250);
/// How long to rest after Redis could not be reached.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);

/// See the module.
pub(super) struct Hub {
    app: App,
    members: HashMap<ClientId, Member>,
    map: Map,
    own: Own,
    /// Up to where everybody has been told; `None` while nobody is there.
    version: Option<Version>,
    told: watch::Sender<Option<Arc<str>>>,
}

impl Hub {
    /// Starts the hub, and who listens to Redis for it.
    pub(super) fn start(app: App) -> Address {
        let (commands, received) = mpsc::unbounded_channel();
        let (told, version) = watch::channel(None);
        let nudges = Arc::new(Notify::new());
        tokio::spawn(listen(app.clone(), Arc::clone(&nudges)));
        let hub = Self {
            app,
            members: HashMap::new(),
            map: Map::default(),
            own: Own::default(),
            version: None,
            told,
        };
        tokio::spawn(hub.run(received, nudges));
        Address::new(commands, version)
    }

    async fn run(mut self, mut commands: mpsc::UnboundedReceiver<Command>, nudges: Arc<Notify>) {
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut asked_at = Instant::now();
        loop {
            tokio::select! {
                command = commands.recv() => match command {
                    Some(command) => self.handle_command(command).await,
                    None => return,
                },
                () = nudges.notified() => {
                    asked_at = Instant::now();
                    self.catch_up().await;
                }
                _ = ticks.tick() => {
                    let is_time = asked_at.elapsed() >= self.app.live.settings().poll;
                    if is_time || self.is_due() {
                        asked_at = Instant::now();
                        self.catch_up().await;
                        self.map.tidy();
                    }
                }
            }
        }
    }

    async fn catch_up(&mut self) {
        if let Err(error) = self.try_to_catch_up().await {
            tracing::warn!(%error, "Could not read what has changed");
        }
    }

    /// Carries out one wish. Whoever does not wait for the answer any more will leave at once.
    async fn handle_command(&mut self, command: Command) {
        match command {
            Command::Subscribe { client, inbox, wish, answer } => {
                drop(answer.send(self.subscribe(client, inbox, wish).await));
            }
            Command::Unsubscribe { client, id, answer } => {
                self.unsubscribe(client, &id);
                drop(answer.send(Ok(())));
            }
            Command::Renew { client, holder, answer } => {
                self.renew(client, holder);
                drop(answer.send(Ok(())));
            }
            Command::Leave(client) => self.leave(client),
        }
    }
}

/// Passes on every word of Redis, and one whenever words may have been missed.
async fn listen(app: App, nudges: Arc<Notify>) {
    loop {
        match app.cache.listen().await {
            Ok(mut connection) => {
                nudges.notify_one();
                let mut words = connection.on_message();
                while futures_util::StreamExt::next(&mut words).await.is_some() {
                    nudges.notify_one();
                }
            }
            Err(error) => tracing::debug!(%error, "Nobody tells of changes"),
        }
        nudges.notify_one();
        sleep(PAUSE_AFTER_FAILURE).await;
    }
}

type Done<T> = tokio::sync::oneshot::Sender<Result<T>>;
