//! Live updates: who watches what, and telling them. The protocol is in docs/LIVE.md.
//!
//! One [`hub`] a process knows every watcher. Redis nudges it, and it asks the database once for
//! what has changed since the version that it knows, whoever watches. Each watcher has an [`inbox`]
//! that keeps only the latest of each spot and reservation, however slow the client.

mod connection;
mod grid;
mod hub;
mod inbox;
mod map;
mod own;
mod protocol;
mod seats;
mod socket;

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use ipnet::IpNet;
use shared::platform::config::live::Settings;
use tokio::{sync::watch, time::timeout};

pub(crate) use connection::serve;
use hub::Hub;
pub(crate) use protocol::{LiveMessage, LiveRequest};
use seats::Seats;
pub(crate) use seats::{Full, Seat};

use crate::App;

/// How long clients may take to hear that the process stops.
const FAREWELL: Duration = Duration::from_secs(2);

/// The live updates of this process. Clones are cheap and share everything.
#[derive(Clone)]
pub(crate) struct Live(Arc<Shared>);

struct Shared {
    settings: Settings,
    seats: Seats,
    closing: watch::Sender<bool>,
    hub: OnceLock<hub::Address>,
}

impl Live {
    /// Prepared, but idle until the first client comes.
    pub(crate) fn new(settings: Settings) -> Self {
        let seats = Seats::new(settings.connections, settings.connections_per_network);
        Self(Arc::new(Shared {
            settings,
            seats,
            closing: watch::Sender::new(false),
            hub: OnceLock::new(),
        }))
    }

    /// Room for one more client of this network, if there is.
    pub(crate) fn seat(&self, network: IpNet) -> Result<Seat, Full> {
        if *self.0.closing.borrow() {
            return Err(Full::Process);
        }
        self.0.seats.take(network)
    }

    /// Tells every client that the process stops, and waits a moment until they have heard.
    pub(crate) async fn close(&self) {
        self.0.closing.send_replace(true);
        let all = u32::try_from(self.0.settings.connections).unwrap_or(u32::MAX);
        // Whoever does not listen finds out when the connection breaks.
        drop(timeout(FAREWELL, self.0.seats.freed(all)).await);
    }

    fn settings(&self) -> &Settings {
        &self.0.settings
    }

    fn closing(&self) -> watch::Receiver<bool> {
        self.0.closing.subscribe()
    }

    /// The hub, which begins with the first who asks.
    fn hub(&self, app: &App) -> &hub::Address {
        self.0.hub.get_or_init(|| Hub::start(app.clone()))
    }
}
