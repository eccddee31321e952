//! The equipment of a garage: a gateway with the barriers of its lanes, a reader of passes, and a
//! camera at the entrance and the exit. It speaks the protocol of `docs/DEVICES.md`, works without
//! a network, records what its barriers do, and fails on demand.

mod api;
mod barriers;
mod camera;
mod clock;
mod events;
mod faults;
mod gateway;
mod pass;
mod reader;
mod server;
mod settings;
mod state;

use std::sync::Arc;

use tokio::{net::TcpListener, task::JoinHandle};
use uuid::Uuid;

pub use barriers::{Lane, OpenedBy, Opening};
pub use camera::{CameraAnswer, Reading, Vendor};
pub use events::Reported;
pub use faults::Fault;
pub use reader::{Direction, Scanned};
pub use settings::{Config, Settings};
pub use state::Snapshot;

use state::SimulatorState;

/// A running simulator; dropping it stops it.
pub struct Simulator {
    state: Arc<SimulatorState>,
    url: String,
    serving: JoinHandle<()>,
    gateway: JoinHandle<()>,
}

impl Simulator {
    /// Starts a simulator in the caller's runtime.
    pub async fn start(settings: Settings) -> std::io::Result<Self> {
        let listener = TcpListener::bind(settings.address).await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let state = Arc::new(SimulatorState::new(&settings.api, settings.config));
        let router = server::router(Arc::clone(&state));
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                panic!("the simulator's socket failed: {error}");
            }
        });
        let gateway = tokio::spawn(gateway::run(Arc::clone(&state)));
        Ok(Self { state, url, serving, gateway })
    }

    /// Base URL of the control endpoints.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Replaces the credentials. Another key is another gateway, without any memory.
    pub fn configure(&self, config: Config) {
        self.state.configure(config);
    }

    /// Cuts the network of the site in both directions, or restores it. Requests under way end
    /// without a response.
    pub fn set_offline(&self, is_offline: bool) {
        self.state.set_offline(is_offline);
    }

    /// Makes the barriers fail from now on; `None` ends that.
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.state.change(|equipment| equipment.fault = fault);
    }

    /// Returns everything that a test may want to know.
    pub fn snapshot(&self) -> Snapshot {
        self.state.snapshot()
    }

    /// Returns the openings of a lane's barrier, the oldest first; none of an unknown lane.
    pub fn openings(&self, lane: Uuid) -> Vec<Opening> {
        self.state.openings(lane)
    }

    /// Holds a pass in front of the reader at the entrance or the exit.
    pub async fn scan(&self, direction: Direction, pass: &str) -> Scanned {
        reader::scan(&self.state, direction, pass).await
    }

    /// Lets a vehicle pass the camera at the entrance or the exit.
    pub async fn camera(&self, reading: &Reading) -> CameraAnswer {
        camera::read(&self.state, reading).await
    }

    /// Waits until the gateway knows its lanes and the keys of passes.
    pub async fn wait_until_connected(&self) {
        self.state.wait_for(|equipment| equipment.is_connected()).await;
    }

    /// Waits until the barriers of all lanes have opened at least `count` times in total.
    pub async fn wait_for_openings(&self, count: usize) {
        let opened = |lane: &Lane| lane.openings.len();
        self.state.wait_for(|known| known.lanes.iter().map(opened).sum::<usize>() >= count).await;
    }

    /// Waits until the api has answered every event.
    pub async fn wait_until_reported(&self) {
        self.state.wait_for(|equipment| equipment.queue.is_empty()).await;
    }

    /// Completes when the server task stops.
    pub async fn wait(&mut self) {
        // The task ends with an error when it is aborted.
        drop((&mut self.serving).await);
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.serving.abort();
        self.gateway.abort();
    }
}
