//! Live updates of spots and reservations over WebSocket. docs/LIVE.md describes the protocol.
//!
//! Each process has one [`hub`] that knows all its clients. Redis notifies it of changes, and it
//! reads the changes since its version once for all clients. Each client has an [`inbox`] that
//! keeps only the latest state of each spot, site and reservation, so a slow client uses bounded
//! memory.

mod access;
mod connection;
mod grid;
mod hub;
mod inbox;
mod map;
mod protocol;
mod seats;
mod socket;
mod watched_reservations;
mod watched_stay;

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use ipnet::IpNet;
use shared::platform::{cache::Cache, clock::Clock, config::live::Settings, db::Db};
use tokio::{sync::watch, time::timeout};

pub(crate) use access::LiveAccess;
pub(crate) use connection::serve;
use hub::Hub;
pub(crate) use protocol::{LiveMessage, LiveRequest};
use seats::Seats;
pub(crate) use seats::{Full, Seat};

/// Maximum wait until the clients have received the close frame at shutdown.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);

/// The live updates of this process. Clones are cheap and share their state.
#[derive(Clone)]
pub(crate) struct Live(Arc<Shared>);

struct Shared {
    sources: Sources,
    seats: Seats,
    closing: watch::Sender<bool>,
    hub: OnceLock<hub::Handle>,
}

/// The components that the live updates use.
#[derive(Clone)]
struct Sources {
    db: Db,
    cache: Cache,
    clock: Clock,
    settings: Settings,
}

impl Live {
    /// Creates the live updates. They are idle until the first client connects.
    pub(crate) fn new(settings: Settings, db: Db, cache: Cache, clock: Clock) -> Self {
        let seats = Seats::new(settings.connections, settings.connections_per_network);
        Self(Arc::new(Shared {
            sources: Sources { db, cache, clock, settings },
            seats,
            closing: watch::Sender::new(false),
            hub: OnceLock::new(),
        }))
    }

    /// Reserves a seat for a client of this network.
    ///
    /// # Errors
    /// `Full` at the limit of the process or of the network, and during shutdown.
    pub(crate) fn seat(&self, network: IpNet) -> Result<Seat, Full> {
        if *self.0.closing.borrow() {
            return Err(Full::Process);
        }
        self.0.seats.take(network)
    }

    /// Closes all connections at shutdown, and waits up to [`CLOSE_TIMEOUT`] until they are closed.
    pub(crate) async fn close(&self) {
        self.0.closing.send_replace(true);
        let all = u32::try_from(self.0.sources.settings.connections).unwrap_or(u32::MAX);
        // After the time-out the remaining clients notice that the connection breaks.
        drop(timeout(CLOSE_TIMEOUT, self.0.seats.freed(all)).await);
    }

    fn settings(&self) -> &Settings {
        &self.0.sources.settings
    }

    fn closing(&self) -> watch::Receiver<bool> {
        self.0.closing.subscribe()
    }

    /// Returns the hub; the first call starts it.
    fn hub(&self) -> &hub::Handle {
        self.0.hub.get_or_init(|| Hub::start(self.0.sources.clone()))
    }
}
