//! A geocoder with addresses and landmarks of the demo city. It speaks the interfaces of Photon
//! (`/api`), Pelias (`/v1/autocomplete`) and Nominatim (`/search`), records its requests, and fails
//! on demand.

mod dialects;
mod faults;
mod places;
mod server;

use std::{net::SocketAddr, sync::Arc};

use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

pub use faults::Fault;
pub use server::Received;

use server::SimulatorState;

/// Address and key of a simulator.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:2322")]
    pub address: SocketAddr,
    /// The `api_key` that Pelias requires; without one, none is required.
    #[arg(long, env = "GEOCODER_KEY")]
    pub key: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { address: SocketAddr::from(([127, 0, 0, 1], 0)), key: None }
    }
}

/// A running simulator; dropping it stops it.
pub struct Simulator {
    state: Arc<SimulatorState>,
    url: String,
    count: watch::Receiver<usize>,
    serving: JoinHandle<()>,
}

impl Simulator {
    /// Starts a simulator in the caller's runtime.
    pub async fn start(settings: Settings) -> std::io::Result<Self> {
        let listener = TcpListener::bind(settings.address).await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let (state, count) = SimulatorState::new(settings.key);
        let state = Arc::new(state);
        let router = server::router(Arc::clone(&state));
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                panic!("the simulator's socket failed: {error}");
            }
        });
        Ok(Self { state, url, count, serving })
    }

    /// Base URL of all interfaces.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Fails every request from now on; `None` ends that.
    pub fn set_fault(&self, fault: Option<Fault>) {
        *self.state.fault.lock() = fault;
    }

    /// All requests, oldest first, without those to the simulator's own endpoints.
    pub fn received(&self) -> Vec<Received> {
        self.state.received.lock().clone()
    }

    /// Waits until there were at least `count` requests.
    pub async fn wait_for(&self, count: usize) {
        let mut counted = self.count.clone();
        // The sender is part of the state, which lives as long as `self`.
        drop(counted.wait_for(|received| *received >= count).await);
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
    }
}
