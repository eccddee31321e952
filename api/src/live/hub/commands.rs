//! Communication between connections and the hub.

use std::{
    borrow::Cow,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use shared::{
    Error, Result,
    places::domain::position::Bounds,
    platform::domain::{ids::SpotId, version::Version},
    pricing::domain::posted::PostedTariffs,
};
use tokio::sync::{mpsc, oneshot, watch};

use super::{ClientId, Reply};
use crate::{
    live::{
        access::LiveAccess,
        inbox::Inbox,
        protocol::{LiveMessage, LiveSiteView, LiveSpotView},
    },
    views::ReservationView,
};

/// A command of a connection. Each connection has at most one pending command, so that the
/// unbounded channel is bounded by the number of connections.
pub(super) enum Command {
    /// Starts a subscription.
    Subscribe {
        client: ClientId,
        inbox: Arc<Inbox>,
        request: Subscribe,
        reply: Reply<InitialState>,
    },
    /// Ends a subscription.
    Unsubscribe { client: ClientId, id: String, reply: Reply<()> },
    /// Replaces the client's token.
    Renew { client: ClientId, access: LiveAccess, reply: Reply<()> },
    /// Removes the client.
    Leave(ClientId),
}

/// A validated subscription request.
pub(in crate::live) struct Subscribe {
    pub(in crate::live) id: String,
    pub(in crate::live) area: Option<Bounds>,
    pub(in crate::live) version: Option<Version>,
    /// The principal whose reservations are watched, if any.
    pub(in crate::live) access: Option<LiveAccess>,
}

/// The initial state of a subscription.
pub(in crate::live) struct InitialState {
    pub(super) version: Arc<str>,
    pub(super) spots: Option<Vec<Arc<LiveSpotView>>>,
    /// The sites that have a spot in the box.
    pub(super) sites: Vec<LiveSiteView>,
    pub(super) reservations: Option<Vec<Arc<ReservationView>>>,
    /// Spots that were removed; set if the state contains only the changes since the client's
    /// version.
    pub(super) removed: Option<Vec<SpotId>>,
}

impl InitialState {
    /// Returns the state as a protocol message.
    pub(in crate::live) fn message<'a>(&'a self, id: &'a str) -> LiveMessage<'a> {
        let spots = self.spots.as_ref();
        let spots = spots.map(|spots| spots.iter().map(|spot| Cow::Borrowed(&**spot)).collect());
        let reservations =
            self.reservations.as_ref().map(|all| all.iter().map(|one| &**one).collect());
        let (version, sites) = (&self.version, self.sites.iter().collect());
        match &self.removed {
            None => LiveMessage::Snapshot { id, version, spots, sites, reservations },
            Some(removed) => LiveMessage::Delta {
                id: Some(id),
                version,
                spots: spots.unwrap_or_default(),
                sites,
                removed: removed.iter().map(|id| id.0).collect(),
                reservations: reservations.unwrap_or_default(),
            },
        }
    }
}

/// Handle for sending commands to the hub.
pub(in crate::live) struct Handle {
    commands: mpsc::UnboundedSender<Command>,
    version: watch::Receiver<Option<Arc<str>>>,
    tariffs: watch::Receiver<Arc<PostedTariffs>>,
    next: AtomicU64,
}

/// A client that is registered with the hub. Dropping it removes the client.
pub(in crate::live) struct Client {
    id: ClientId,
    pub(in crate::live) inbox: Arc<Inbox>,
    commands: mpsc::UnboundedSender<Command>,
    version: watch::Receiver<Option<Arc<str>>>,
    tariffs: watch::Receiver<Arc<PostedTariffs>>,
}

impl Handle {
    pub(super) fn new(
        commands: mpsc::UnboundedSender<Command>,
        version: watch::Receiver<Option<Arc<str>>>,
        tariffs: watch::Receiver<Arc<PostedTariffs>>,
    ) -> Self {
        Self { commands, version, tariffs, next: AtomicU64::new(0) }
    }

    /// Registers a client.
    pub(in crate::live) fn join(&self) -> Client {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (commands, version) = (self.commands.clone(), self.version.clone());
        let tariffs = self.tariffs.clone();
        Client { id, inbox: Arc::default(), commands, version, tariffs }
    }
}

impl Client {
    /// Returns the version that all clients have been sent.
    pub(in crate::live) fn version(&self) -> Option<Arc<str>> {
        self.version.borrow().clone()
    }

    /// Returns the posted tariffs, which are not older than the updates in the inbox.
    pub(in crate::live) fn tariffs(&self) -> Arc<PostedTariffs> {
        Arc::clone(&self.tariffs.borrow())
    }

    /// Starts a subscription.
    pub(in crate::live) async fn subscribe(&self, request: Subscribe) -> Result<InitialState> {
        let (client, inbox) = (self.id, Arc::clone(&self.inbox));
        self.send_command(|reply| Command::Subscribe { client, inbox, request, reply }).await
    }

    /// Ends a subscription.
    pub(in crate::live) async fn unsubscribe(&self, id: String) -> Result<()> {
        self.send_command(|reply| Command::Unsubscribe { client: self.id, id, reply }).await
    }

    /// Replaces the client's token.
    pub(in crate::live) async fn renew(&self, access: LiveAccess) -> Result<()> {
        self.send_command(|reply| Command::Renew { client: self.id, access, reply }).await
    }

    async fn send_command<T>(&self, command: impl FnOnce(Reply<T>) -> Command) -> Result<T> {
        let gone = || Error::Unavailable("the hub of live updates");
        let (reply, replied) = oneshot::channel();
        self.commands.send(command(reply)).map_err(|_| gone())?;
        replied.await.map_err(|_| gone())?
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // Fails only if the hub has stopped; then there is nothing to leave.
        drop(self.commands.send(Command::Leave(self.id)));
    }
}
