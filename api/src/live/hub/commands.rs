//! How connections speak with the hub.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use shared::{
    Error, Result,
    places::domain::position::Bounds,
    platform::domain::{ids::SpotId, version::Version},
};
use tokio::sync::{mpsc, oneshot, watch};

use super::{ClientId, Done};
use crate::{
    extract::Holder,
    live::{
        inbox::Inbox,
        protocol::{LiveMessage, LiveSpotView},
    },
    views::ReservationView,
};

/// What a connection wishes. Each has at most one wish at a time, so that the unbounded channel is
/// bounded by the number of connections.
pub(super) enum Command {
    /// To be told of something.
    Subscribe { client: ClientId, inbox: Arc<Inbox>, wish: Subscribe, answer: Done<Answer> },
    /// No more of it.
    Unsubscribe { client: ClientId, id: String, answer: Done<()> },
    /// To be known by another token.
    Renew { client: ClientId, holder: Holder, answer: Done<()> },
    /// To be forgotten.
    Leave(ClientId),
}

/// A subscription, checked.
pub(in crate::live) struct Subscribe {
    pub(in crate::live) id: String,
    pub(in crate::live) area: Option<Bounds>,
    pub(in crate::live) version: Option<Version>,
    /// Whose reservations, if any.
    pub(in crate::live) holder: Option<Holder>,
}

/// What is there when a subscription begins.
pub(in crate::live) struct Answer {
    pub(super) version: Arc<str>,
    pub(super) spots: Option<Vec<Arc<LiveSpotView>>>,
    pub(super) reservations: Option<Vec<Arc<ReservationView>>>,
    /// Spots that are gone, when the answer tells only what was missed.
    pub(super) removed: Option<Vec<SpotId>>,
}

impl Answer {
    /// As a message.
    pub(in crate::live) fn message<'a>(&'a self, id: &'a str) -> LiveMessage<'a> {
        let spots = self.spots.as_ref().map(|spots| spots.iter().map(|spot| &**spot).collect());
        let reservations =
            self.reservations.as_ref().map(|all| all.iter().map(|one| &**one).collect());
        let version = &self.version;
        match &self.removed {
            None => LiveMessage::Snapshot { id, version, spots, reservations },
            Some(removed) => LiveMessage::Delta {
                id: Some(id),
                version,
                spots: spots.unwrap_or_default(),
                removed: removed.iter().map(|id| id.0).collect(),
                reservations: reservations.unwrap_or_default(),
            },
        }
    }
}

/// Where the hub can be reached.
pub(in crate::live) struct Address {
    commands: mpsc::UnboundedSender<Command>,
    version: watch::Receiver<Option<Arc<str>>>,
    next: AtomicU64,
}

/// A connection as the hub knows it; leaves when it is dropped.
pub(in crate::live) struct Client {
    id: ClientId,
    pub(in crate::live) inbox: Arc<Inbox>,
    commands: mpsc::UnboundedSender<Command>,
    version: watch::Receiver<Option<Arc<str>>>,
}

impl Address {
    pub(super) fn new(
        commands: mpsc::UnboundedSender<Command>,
        version: watch::Receiver<Option<Arc<str>>>,
    ) -> Self {
        Self { commands, version, next: AtomicU64::new(0) }
    }

    /// One more client.
    pub(in crate::live) fn join(&self) -> Client {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (commands, version) = (self.commands.clone(), self.version.clone());
        Client { id, inbox: Arc::default(), commands, version }
    }
}

impl Client {
    /// Up to where everybody has been told.
    pub(in crate::live) fn version(&self) -> Option<Arc<str>> {
        self.version.borrow().clone()
    }

    /// Begins to be told.
    pub(in crate::live) async fn subscribe(&self, wish: Subscribe) -> Result<Answer> {
        let (client, inbox) = (self.id, Arc::clone(&self.inbox));
        self.ask(|answer| Command::Subscribe { client, inbox, wish, answer }).await
    }

    /// Is told no longer.
    pub(in crate::live) async fn unsubscribe(&self, id: String) -> Result<()> {
        self.ask(|answer| Command::Unsubscribe { client: self.id, id, answer }).await
    }

    /// Has another token.
    pub(in crate::live) async fn renew(&self, holder: Holder) -> Result<()> {
        self.ask(|answer| Command::Renew { client: self.id, holder, answer }).await
    }

    async fn ask<T>(&self, command: impl FnOnce(Done<T>) -> Command) -> Result<T> {
        let gone = || Error::Unavailable("the hub of live updates");
        let (answer, answered) = oneshot::channel();
        self.commands.send(command(answer)).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // When the hub has gone there is nobody to leave.
        drop(self.commands.send(Command::Leave(self.id)));
    }
}
